import { html, type TemplateResult } from 'lit';

/** One of the icons in icons.css that only accompanies a text: readers of the screen get the text. */
export function icon(name: string): TemplateResult {
  return html`<span class="icon ${name}-icon" aria-hidden="true"></span>`;
}
