import { html, nothing, type TemplateResult } from 'lit';
import { resultTitles } from '../../protocol/cells.ts';
import { classInWords, type Quantity, type RowSort, type Summary } from '../../protocol/compute.ts';
import { type Axis, boxLength, itemStart, type Span } from './axis.ts';
import { isSortedBy, sortColumn } from './arrangement.ts';
import { classTitle } from '../classNames.ts';
import { quantityTitles, resultExplanations } from './gridColumns.ts';
import { type Column, gridColumnPlace, type GridLayout } from './gridLayout.ts';
import { type Cell, headerRow } from './keyboard.ts';
import { fullPrecision } from '../numbers.ts';
import type { ResultCell } from './resultCell.ts';
import { type CellView, rowCells } from './rowCells.ts';
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

function headRow(part: GridPart): TemplateResult {
  const { quantity, layout, classes, shift } = part;
  const { classNames } = part.summary;
  const firstClass = 1 + layout.results.length;
  const cells = [
    headCell(part, 0, layout.rowTitle, 'row', 'The rows as they stand in the array', null),
    ...layout.results.map((place, order) => {
      const style = stretch(place, shift.x);
      const { title, column } = place;
      const explanation = resultExplanations[column];
      return headCell(part, 1 + order, title, resultTitles[column], explanation, style);
    }),
    ...classes.map((index) => {
      const inWords = `class ${classInWords(classNames, index)}`;
      const explanation = `${quantityTitles[quantity]} of ${inWords}`;
      const style = `left:${itemStart(layout.columnAxis, index) + shift.x}px`;
      return headCell(
        part,
        firstClass + index,
        classTitle(classNames, index, layout.hasRoom),
        inWords,
        explanation,
        style,
      );
    }),
  ];
  return html`<div class="row head" role="row" aria-rowindex="1" ${rowCells(cells)}></div>`;
}

function headCell(
  { summary, quantity, layout, sort, active }: GridPart,
  column: number,
  text: string,
  name: string | null,
  explanation: string,
  style: string | null,
): CellView {
  const isClass = column > layout.results.length;
  const sortedBy = sortColumn(column, quantity, summary);
  const isSorted = sortedBy !== undefined && isSortedBy(sort, sortedBy);
  const direction = sort?.descending === true ? 'descending' : 'ascending';
  const kind = column === 0 ? 'row-header' : isClass ? 'class' : '';
  return {
    text,
    attributes: {
      class: `cell ${kind} ${isSorted ? direction : ''}`,
      role: 'columnheader',
      'aria-colindex': column + 1,
      'aria-label': name,
      'aria-sort': isSorted ? direction : sortedBy === undefined ? null : 'none',
      title: explanation,
      'data-row': headerRow,
      'data-column': column,
      tabindex: active.row === headerRow && active.column === column ? 0 : -1,
      style,
    },
  };
}

function bodyRow(part: GridPart, row: GridRow): TemplateResult {
  const { layout, shift, classes } = part;
  const { position, number } = row;
  const chosen = number === part.chosen;
  const top = itemStart(layout.rowAxis, position) + shift.y;
  const cells = [
    bodyCell(part, row, 0, {
      kind: 'row-header',
      role: 'rowheader',
      text: number === undefined ? '' : String(number),
      style: null,
    }),
    ...layout.results.map((place, order) => resultView(part, row, place, order)),
    ...classes.map((index, order) => valueView(part, row, index, order)),
  ];
  return html`<div
    class="row${chosen ? ' chosen' : ''}"
    role="row"
    aria-rowindex=${position + 2}
    aria-current=${chosen ? 'true' : nothing}
    style="transform:translateY(${top}px)"
    ${rowCells(cells)}
  ></div>`;
}

interface BodyCell {
  readonly kind: string;
  readonly role: 'rowheader' | 'gridcell';
  readonly text: string;
  /** The number in short, where the text has it at full precision; undefined while it is not known. */
  readonly short?: string | undefined;
  readonly style: string | null;
}

/**
 * A number's text is the number at full precision, for whoever reads or searches the document; the
 * style sheet draws `data-text` in its place, the number in short.
 */
function bodyCell(
  { active, range, changed }: GridPart,
  { position, number }: GridRow,
  column: number,
  { kind, role, text, short, style }: BodyCell,
): CellView {
  const isNumber = role === 'gridcell';
  const isChanged = changed.has(`${number} ${column}`);
  return {
    text,
    attributes: {
      class: `cell ${kind}${isChanged ? ' changed' : ''}`,
      role,
      'aria-colindex': column + 1,
      'aria-busy': isNumber && short === undefined ? true : null,
      'aria-selected': isChosen(range, position, column),
      title: isNumber && short !== undefined ? (isChanged ? `${text}, changed` : text) : null,
      'data-text': short ?? null,
      'data-row': position,
      'data-column': column,
      tabindex: position === active.row && column === active.column ? 0 : -1,
      style,
    },
  };
}

function resultView(part: GridPart, row: GridRow, place: Column, order: number): CellView {
  const cell = row.results?.[order];
  const marks = [cell?.quiet && 'quiet', cell?.special && 'special', cell?.wrong && 'wrong'];
  return bodyCell(part, row, 1 + order, {
    kind: `number ${marks.filter(Boolean).join(' ')}`,
    role: 'gridcell',
    text: cell?.name ?? '',
    short: cell?.text,
    style: stretch(place, part.shift.x),
  });
}

function valueView(part: GridPart, row: GridRow, classIndex: number, order: number): CellView {
  const { layout, shift, tint } = part;
  const value = row.values[order];
  const strength = value === undefined ? 0 : tint(value);
  const isSpecial = value !== undefined && !Number.isFinite(value);
  const left = itemStart(layout.columnAxis, classIndex) + shift.x;
  return bodyCell(part, row, 1 + layout.results.length + classIndex, {
    kind: `number class${strength < 0 ? ' negative' : ''}${isSpecial ? ' special' : ''}`,
    role: 'gridcell',
    text: value === undefined ? '' : fullPrecision(value),
    short: value === undefined ? undefined : row.valueTexts[order],
    style: `left:${left}px;--tint:${Math.abs(strength).toFixed(2)}`,
  });
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
