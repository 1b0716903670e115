import { html, type TemplateResult } from 'lit';

/** A codicon that only accompanies a text: readers of the screen get the text. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
