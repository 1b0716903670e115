import { html, nothing, type TemplateResult } from 'lit';
import { resultTitles } from '../protocol/cells.ts';
import type { Quantity, RowSort, Summary } from '../protocol/compute.ts';
import { type Axis, boxLength, itemStart, type Span } from './axis.ts';
import { isSortedBy, sortColumn } from './arrangement.ts';
import { quantityTitles, resultExplanations } from './gridColumns.ts';
import { type Column, gridColumnPlace, type GridLayout } from './gridLayout.ts';
import { type Cell, headerRow } from './keyboard.ts';
import { fullPrecision } from './numbers.ts';
import type { ResultCell } from './resultCell.ts';
import type { TintScale } from './tint.ts';

/** The part of the result that is drawn. */
export interface GridPart {
  readonly summary: Summary;
  readonly quantity: Quantity;
  readonly sort: RowSort | null;
  /** The cell that has the focus, or would get it. */
  readonly active: Cell;
  /** The cells that are chosen: more than the one that is active if the range is framed. */
  readonly range: { readonly rows: Span; readonly columns: Span };
  readonly isFramed: boolean;
  /** The number of the row that is shown in full. */
  readonly chosen: number;
  readonly layout: GridLayout;
  readonly tint: TintScale;
  readonly classes: readonly number[];
  readonly rows: readonly GridRow[];
  /** The cells that show a change that is tried out, each as its row's number and its column. */
  readonly changed: ReadonlySet<string>;
  /** What to add to a place in the content for its place in the box that is scrolled. */
  readonly shift: { readonly x: number; readonly y: number };
  /** The place in the content at which the view begins. */
  readonly offset: { readonly left: number; readonly top: number };
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
      ${headRow(part)}${part.rows.map((row) => bodyRow(part, row))}${rangeFrame(part)}
    </div>
  `;
}

interface HeadCell {
  readonly column: number;
  readonly kind: string;
  readonly text: string;
  readonly name?: string;
  readonly explanation: string;
  readonly style: string;
}

function headRow(part: GridPart): TemplateResult {
  const { quantity, layout, classes, shift } = part;
  const row: HeadCell = {
    column: 0,
    kind: 'row-header',
    text: 'row',
    explanation: 'The rows as they stand in the array',
    style: '',
  };
  const results = layout.results.map((place, order): HeadCell => ({
    column: 1 + order,
    kind: '',
    text: resultTitles[place.column],
    explanation: resultExplanations[place.column],
    style: stretch(place, shift.x),
  }));
  const classCells = classes.map((index): HeadCell => ({
    column: 1 + layout.results.length + index,
    kind: 'class',
    text: String(index),
    name: `class ${index}`,
    explanation: `${quantityTitles[quantity]} of class ${index}`,
    style: `left:${itemStart(layout.columnAxis, index) + shift.x}px`,
  }));
  return html`
    <div class="row head" role="row" aria-rowindex="1">
      ${[row, ...results, ...classCells].map((cell) => headElement(part, cell))}
    </div>
  `;
}

function headElement(
  { summary, quantity, sort, active }: GridPart,
  { column, kind, text, name, explanation, style }: HeadCell,
): TemplateResult {
  const sortedBy = sortColumn(column, quantity, summary);
  const isSorted = sortedBy !== undefined && isSortedBy(sort, sortedBy);
  const direction = sort?.descending === true ? 'descending' : 'ascending';
  return html`<div
    class="cell ${kind}${isSorted ? ` ${direction}` : ''}"
    role="columnheader"
    aria-colindex=${column + 1}
    aria-label=${name ?? nothing}
    aria-sort=${isSorted ? direction : sortedBy === undefined ? nothing : 'none'}
    title=${explanation}
    data-row=${headerRow}
    data-column=${column}
    tabindex=${active.row === headerRow && active.column === column ? 0 : -1}
    style=${style}
  >
    ${text}<span class="edge"></span>
  </div>`;
}

function bodyRow(part: GridPart, row: GridRow): TemplateResult {
  const { layout, shift, active, classes } = part;
  const { position, number } = row;
  const chosen = number === part.chosen;
  const top = itemStart(layout.rowAxis, position) + shift.y;
  return html`
    <div
      class="row${chosen ? ' chosen' : ''}"
      role="row"
      aria-rowindex=${position + 2}
      aria-current=${chosen ? 'true' : nothing}
      style="transform:translateY(${top}px)"
    >
      <div
        class="cell row-header"
        role="rowheader"
        aria-colindex="1"
        aria-selected=${isChosen(part.range, position, 0)}
        data-row=${position}
        data-column="0"
        tabindex=${position === active.row && active.column === 0 ? 0 : -1}
        .textContent=${number ?? ''}
      ></div>
      ${layout.results.map((place, order) => resultElement(part, row, place, order))}
      ${classes.map((classIndex, order) => valueElement(part, row, classIndex, order))}
    </div>
  `;
}

/**
 * A number's text is the number at full precision, for whoever reads or searches the document; the
 * style sheet draws `data-text` in its place, the number in short.
 */
function resultElement(
  { active, range, shift, changed }: GridPart,
  { position, number, results }: GridRow,
  place: Column,
  order: number,
): TemplateResult {
  const column = order + 1;
  const cell = results?.[order];
  const isChanged = changed.has(`${number} ${column}`);
  const marks = [
    cell?.quiet && 'quiet',
    cell?.special && 'special',
    cell?.wrong && 'wrong',
    isChanged && 'changed',
  ];
  return html`<div
    class="cell number ${marks.filter(Boolean).join(' ')}"
    role="gridcell"
    aria-colindex=${column + 1}
    aria-busy=${cell ? nothing : 'true'}
    aria-selected=${isChosen(range, position, column)}
    title=${titleOf(cell?.name, isChanged)}
    data-text=${cell?.text ?? nothing}
    data-row=${position}
    data-column=${column}
    tabindex=${position === active.row && column === active.column ? 0 : -1}
    style=${stretch(place, shift.x)}
    .textContent=${cell?.name ?? ''}
  ></div>`;
}

function valueElement(
  { layout, active, range, shift, tint, changed }: GridPart,
  { position, number, values, valueTexts }: GridRow,
  classIndex: number,
  order: number,
): TemplateResult {
  const column = 1 + layout.results.length + classIndex;
  const value = values[order];
  const strength = value === undefined ? 0 : tint(value);
  const name = value === undefined ? undefined : fullPrecision(value);
  const place = itemStart(layout.columnAxis, classIndex) + shift.x;
  const isChanged = changed.has(`${number} ${column}`);
  const marks = [
    strength < 0 && 'negative',
    value !== undefined && !Number.isFinite(value) && 'special',
    isChanged && 'changed',
  ];
  return html`<div
    class="cell number class ${marks.filter(Boolean).join(' ')}"
    role="gridcell"
    aria-colindex=${column + 1}
    aria-busy=${value === undefined ? 'true' : nothing}
    aria-selected=${isChosen(range, position, column)}
    title=${titleOf(name, isChanged)}
    data-text=${valueTexts[order] ?? nothing}
    data-row=${position}
    data-column=${column}
    tabindex=${position === active.row && column === active.column ? 0 : -1}
    style="left:${place}px;--tint:${Math.abs(strength).toFixed(2)}"
    .textContent=${name ?? ''}
  ></div>`;
}

function titleOf(name: string | undefined, isChanged: boolean): string | typeof nothing {
  if (name === undefined) return nothing;
  return isChanged ? `${name}, changed` : name;
}

/** A frame around the range. Beyond the view it is cut: a browser draws no box of any length. */
function rangeFrame({ layout, range, isFramed, shift, offset }: GridPart) {
  if (!isFramed) return nothing;
  const { rowAxis, columnAxis } = layout;
  const { columns, rows } = range;
  const first = gridColumnPlace(layout, Math.max(columns.start, 1));
  const last = gridColumnPlace(layout, Math.max(columns.end - 1, 1));
  const [left, right] = cutToView(columnAxis, offset.left, first.start, last.start + last.width);
  const [top, bottom] = cutToView(
    rowAxis,
    offset.top,
    itemStart(rowAxis, rows.start),
    itemStart(rowAxis, rows.end),
  );
  if (left > right || top > bottom) return nothing;
  const place = `transform:translate(${left + shift.x}px,${top + shift.y}px)`;
  return html`<div
    class="range"
    style="${place};width:${right - left}px;height:${bottom - top}px"
  ></div>`;
}

function cutToView({ viewport }: Axis, offset: number, start: number, end: number) {
  const border = 2;
  return [Math.max(start, offset - border), Math.min(end, offset + viewport + border)] as const;
}

function isChosen({ rows, columns }: GridPart['range'], position: number, column: number): boolean {
  return (
    position >= rows.start && position < rows.end && column >= columns.start && column < columns.end
  );
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
