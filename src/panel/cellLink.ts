import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '../protocol/compute.ts';
import { nameOfPlace } from './place.ts';
import type { PanelStore } from './store/panelStore.ts';

/** A link that chooses a cell in the grid, and goes to it in the document if it stands there. */
export function cellLink(place: Cell, store: PanelStore): TemplateResult {
  const names = store.model.host?.result?.summary.classNames;
  return html`<button
    class="link"
    title=${names ? nameOfPlace(place, names) : nothing}
    @click=${() => store.cells.show(place)}
  >
    ${nameOfPlace(place)}
  </button>`;
}
