import { noChange, render, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * The rows of a table, each of which stays with its key: one that has the focus, or is being dragged, is not
 * taken for another when the table is scrolled. As lit's `repeat`, but that (of version 3.3) leaves a comment
 * behind for every row that goes.
 */
class KeyedRows extends Directive {
  readonly #rows = new Map<number, HTMLElement>();

  override render(templates: ReadonlyMap<number, TemplateResult>): unknown {
    return templates;
  }

  override update({ element }: ElementPart, [templates]: Parameters<KeyedRows['render']>): unknown {
    for (const [key, row] of this.#rows) {
      if (templates.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    let before: Element | null = null;
    for (const [key, template] of templates) {
      const row = this.#rows.get(key) ?? document.createElement('div');
      this.#rows.set(key, row);
      render(template, row);
      const next: Element | null = before ? before.nextElementSibling : element.firstElementChild;
      if (next !== row) element.insertBefore(row, next);
      before = row;
    }
    return noChange;
  }
}

export const keyedRows = directive(KeyedRows);
