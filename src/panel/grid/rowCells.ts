import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

export interface CellView {
  /** Null for one that is left out. */
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly text: string;
}

/**
 * The cells of a row of the grid. Beside each template in a list, lit keeps two comments; thousands of nodes
 * would come together.
 */
class RowCells extends Directive {
  #cells: readonly CellView[] = [];

  override render(cells: readonly CellView[]): unknown {
    return cells;
  }

  override update({ element }: ElementPart, [cells]: [readonly CellView[]]): unknown {
    for (const [index, cell] of cells.entries()) {
      const child = element.children[index] ?? element.appendChild(document.createElement('div'));
      change(child, this.#cells[index], cell);
    }
    for (let surplus = this.#cells.length - cells.length; surplus > 0; surplus--) {
      element.lastElementChild?.remove();
    }
    this.#cells = cells;
    return noChange;
  }
}

function change(element: Element, before: CellView | undefined, after: CellView): void {
  for (const [name, value] of Object.entries(after.attributes)) {
    if (value === before?.attributes[name]) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  if (after.text !== before?.text) element.textContent = after.text;
}

/** All cells of a row have the same attributes, some of them null. */
export const rowCells = directive(RowCells);
