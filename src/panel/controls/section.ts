import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';
import type { PanelStore } from '../store/panelStore.ts';
import type { SectionName, ViewState } from '../store/viewState.ts';

/** A part of the panel that the user opens and closes; its content is made only when it is open. */
export function section(
  name: SectionName,
  title: unknown,
  view: ViewState,
  store: PanelStore,
  content: () => unknown,
): TemplateResult {
  const open = view.opened.includes(name);
  return html`
    <details
      aria-labelledby="section-${name}"
      .open=${open}
      @toggle=${({ currentTarget }: Event) => {
        if (currentTarget instanceof HTMLDetailsElement)
          store.sections.toggle(name, currentTarget.open);
      }}
    >
      <summary>
        ${icon('chevron-right')}
        <h2 id="section-${name}">${title}</h2>
      </summary>
      ${open ? html`<div class="content">${content()}</div>` : nothing}
    </details>
  `;
}
