import { html, nothing, type TemplateResult } from 'lit';
import type { Quantity, Summary } from '../protocol/compute.ts';
import { boxLength, itemStart, type Span } from './axis.ts';
import { quantityTitles, resultTitles } from './gridColumns.ts';
import type { Column, GridLayout } from './gridLayout.ts';
import { icon } from './icon.ts';
import type { Cell } from './keyboard.ts';
import { fullPrecision } from './numbers.ts';
import type { ResultCell } from './resultCell.ts';
import type { TintScale } from './tint.ts';

/** The part of the result that is drawn. */
export interface GridPart {
  readonly summary: Summary;
  readonly quantity: Quantity;
  /** The cell that has the focus, or would get it. */
  readonly active: Cell;
  /** The number of the chosen row. */
  readonly chosen: number;
  readonly layout: GridLayout;
  readonly tint: TintScale;
  readonly classes: readonly number[];
  readonly rows: readonly GridRow[];
  /** What to add to a place in the content for its place in the box that is scrolled. */
  readonly shift: { readonly x: number; readonly y: number };
}

/** A row with the values that have been fetched and their texts. */
export interface GridRow {
  readonly position: number;
  /** Its number, if it is known. */
  readonly number: number | undefined;
  readonly results: readonly ResultCell[] | undefined;
  readonly values: readonly (number | undefined)[];
  readonly valueTexts: readonly string[];
}

export function gridRows(part: GridPart): TemplateResult {
  const { rowAxis, columnAxis, rowHeaderWidth } = part.layout;
  const box = `width:${boxLength(columnAxis)}px;height:${boxLength(rowAxis)}px;
    --row-header-width:${rowHeaderWidth}px;--class-width:${columnAxis.itemSize}px`;
  return html`
    <div class="canvas" style=${box}>
      ${headerRow(part)}${part.rows.map((row) => bodyRow(part, row))}
    </div>
  `;
}

function headerRow({ layout, classes, quantity, shift }: GridPart): TemplateResult {
  const firstClass = 2 + layout.results.length;
  return html`
    <div class="row head" role="row" aria-rowindex="1">
      <div class="cell row-header" role="columnheader" aria-colindex="1">row</div>
      ${layout.results.map(
        (place, index) => html`
          <div
            class="cell"
            role="columnheader"
            aria-colindex=${2 + index}
            style=${stretch(place, shift.x)}
          >
            ${resultTitles[place.column]}
          </div>
        `,
      )}
      ${classes.map(
        (index) => html`
          <div
            class="cell class"
            role="columnheader"
            aria-colindex=${firstClass + index}
            aria-label="class ${index}"
            title="${quantityTitles[quantity]} of class ${index}"
            style="left:${itemStart(layout.columnAxis, index) + shift.x}px"
          >
            ${index}
          </div>
        `,
      )}
    </div>
  `;
}

function bodyRow(part: GridPart, row: GridRow): TemplateResult {
  const { layout, shift, active } = part;
  const { position, number } = row;
  const chosen = number === part.chosen;
  const top = itemStart(layout.rowAxis, position) + shift.y;
  return html`
    <div
      class="row${chosen ? ' chosen' : ''}"
      role="row"
      aria-rowindex=${position + 2}
      aria-selected=${chosen}
      style="transform:translateY(${top}px)"
    >
      <div
        class="cell row-header"
        role="rowheader"
        aria-colindex="1"
        data-row=${position}
        data-column="0"
        tabindex=${position === active.row && active.column === 0 ? 0 : -1}
      >
        ${number}
      </div>
      ${layout.results.map((place, order) => resultElement(part, row, place, order))}
      ${part.classes.map((classIndex, order) => valueElement(part, row, classIndex, order))}
    </div>
  `;
}

/**
 * A number's text is the number at full precision, for whoever reads or searches the document; the
 * style sheet draws `data-text` in its place, the number in short.
 */
function resultElement(
  { active, shift }: GridPart,
  { position, results }: GridRow,
  place: Column,
  order: number,
): TemplateResult {
  const column = order + 1;
  const cell = results?.[order];
  return html`
    <div
      class="cell number${cell?.quiet ? ' quiet' : ''}${cell?.special ? ' special' : ''}"
      role="gridcell"
      aria-colindex=${column + 1}
      aria-busy=${cell ? nothing : 'true'}
      title=${cell?.name ?? nothing}
      data-text=${cell?.text ?? nothing}
      data-row=${position}
      data-column=${column}
      tabindex=${position === active.row && column === active.column ? 0 : -1}
      style=${stretch(place, shift.x)}
    >
      ${cell?.wrong ? icon('close') : nothing}${cell?.name}
    </div>
  `;
}

function valueElement(
  { layout, active, shift, tint }: GridPart,
  { position, values, valueTexts }: GridRow,
  classIndex: number,
  order: number,
): TemplateResult {
  const column = 1 + layout.results.length + classIndex;
  const value = values[order];
  const strength = value === undefined ? 0 : tint(value);
  const name = value === undefined ? undefined : fullPrecision(value);
  const place = itemStart(layout.columnAxis, classIndex) + shift.x;
  const special = value !== undefined && !Number.isFinite(value);
  return html`
    <div
      class="cell number class${strength < 0 ? ' negative' : ''}${special ? ' special' : ''}"
      role="gridcell"
      aria-colindex=${column + 1}
      aria-busy=${value === undefined ? 'true' : nothing}
      title=${name ?? nothing}
      data-text=${valueTexts[order] ?? nothing}
      data-row=${position}
      data-column=${column}
      tabindex=${position === active.row && column === active.column ? 0 : -1}
      style="left:${place}px;--tint:${Math.abs(strength).toFixed(2)}"
    >
      ${name}
    </div>
  `;
}

function stretch({ start, width }: Column, shift: number): string {
  return `left:${start + shift}px;width:${width}px`;
}

/** The indices of a span, and one more that is kept though it may be out of view. */
export function indicesOf({ start, end }: Span, kept: number | undefined): number[] {
  const indices = Array.from({ length: end - start }, (_, order) => start + order);
  if (kept === undefined || (kept >= start && kept < end)) return indices;
  return kept < start ? [kept, ...indices] : [...indices, kept];
}
