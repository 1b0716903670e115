import { resultTitles } from '../../protocol/cells.ts';
import type { ResultColumn, Summary } from '../../protocol/compute.ts';
import type { Axis } from './axis.ts';
import { resultColumns } from './gridColumns.ts';
import { type Cell, clamp } from './keyboard.ts';
import type { LongestTexts } from './longestTexts.ts';
import type { SizedColumn, ViewState } from '../store/viewState.ts';

/** The empty space in a cell, both sides together, in pixels; see panel.css. */
const cellPadding = 8;
const narrowCellPadding = 6;
/** In a view of fewer characters than this, the columns before the classes are kept short. */
const narrowView = 75;
/** Between the number of a row and what is scrolled under it, in pixels. */
const frozenEdge = 3;
/** The place for the mark of a wrong argmax. */
const wrongMarkWidth = 14;
/** The place, beside the padding, for the mark of a sorted column. */
const sortMarkWidth = 6;
/** Narrower columns than this are hard to hit. */
const leastClassCharacters = 3;

/** Bounds of the width that the user gives a column. */
export const leastWidth = 24;
export const mostWidth = 800;

export interface Column {
  readonly start: number;
  readonly width: number;
}

/** Where everything in the grid stands, in pixels of its content. */
export interface GridLayout {
  /** For names of classes, say. */
  readonly hasRoom: boolean;
  readonly rowAxis: Axis;
  /** The class columns. */
  readonly columnAxis: Axis;
  readonly rowTitle: string;
  readonly rowHeaderWidth: number;
  readonly results: readonly ResultPlace[];
}

interface ResultPlace extends Column {
  readonly column: ResultColumn;
  readonly title: string;
}

interface Measures {
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  readonly digitWidth: number;
}

/** As they stand in formulas. */
const narrowTitles: Readonly<Record<ResultColumn | 'row', string>> = {
  row: '#',
  target: 'y',
  argmax: 'ŷ',
  loss: 'loss',
  share: 'share',
  targetProbability: 'p(y)',
  topProbability: 'p(ŷ)',
  margin: 'Δp',
};

/** Whether there is little place for what stands before the classes. */
export function isNarrow({ width, digitWidth }: Pick<Measures, 'width' | 'digitWidth'>): boolean {
  return width < narrowView * digitWidth;
}

/**
 * @param rowsShown how many rows there are in the grid
 * @param widths of the columns that the user has made wider or narrower
 */
export function layOutGrid(
  summary: Summary,
  rowsShown: number,
  measures: Measures,
  longest: Pick<LongestTexts, 'lengthOf'>,
  widths: ViewState['columnWidths'],
): GridLayout {
  const { width, height, lineHeight, digitWidth } = measures;
  const narrow = isNarrow(measures);
  const titles = narrow ? narrowTitles : { row: 'row', ...resultTitles };
  const padding = narrow ? narrowCellPadding : cellPadding;
  const textWidth = (characters: number): number => Math.ceil(characters * digitWidth) + padding;
  const columnWidth = (column: SizedColumn, title: string): number => {
    const mark = column === 'argmax' ? wrongMarkWidth : 0;
    const head = textWidth(title.length) + sortMarkWidth;
    return widths[column] ?? Math.max(head, textWidth(longest.lengthOf(column)) + mark);
  };

  const rowHeaderWidth =
    textWidth(Math.max(titles.row.length, String(summary.rows - 1).length)) + frozenEdge;
  const results: ResultPlace[] = [];
  let start = rowHeaderWidth;
  for (const column of resultColumns(summary)) {
    const title = titles[column];
    const place = { column, title, start, width: columnWidth(column, title) };
    results.push(place);
    start += place.width;
  }
  const classTitle = String(summary.classes - 1).padStart(leastClassCharacters);
  return {
    hasRoom: !narrow,
    rowTitle: titles.row,
    rowHeaderWidth,
    results,
    rowAxis: {
      count: rowsShown,
      itemSize: lineHeight,
      lead: lineHeight,
      frozen: lineHeight,
      viewport: height,
    },
    columnAxis: {
      count: summary.classes,
      itemSize: columnWidth('class', classTitle),
      lead: start,
      frozen: rowHeaderWidth,
      viewport: width,
    },
  };
}

/** Where a grid column stands. */
export function gridColumnPlace(layout: GridLayout, column: number): Column {
  if (column === 0) return { start: 0, width: layout.rowHeaderWidth };
  const result = layout.results[column - 1];
  if (result) return result;
  const { lead, itemSize } = layout.columnAxis;
  return { start: lead + (column - 1 - layout.results.length) * itemSize, width: itemSize };
}

/** Which column a grid column is for the user who makes it wider; undefined for the row's header. */
export function sizedColumn(layout: GridLayout, column: number): SizedColumn | undefined {
  return column === 0 ? undefined : (layout.results[column - 1]?.column ?? 'class');
}

/**
 * The cell at a point of the view that is scrolled to an offset; where what is frozen covers it, or outside of
 * the view, the cell just beyond the edge. Neither a column's header nor a row's.
 */
export function cellAt(
  { rowAxis, columnAxis, results }: GridLayout,
  point: { readonly x: number; readonly y: number },
  offset: { readonly left: number; readonly top: number },
): Cell {
  const top = offset.top + withinOnePixel(rowAxis, point.y);
  const left = offset.left + withinOnePixel(columnAxis, point.x);
  const result = results.findIndex(({ start, width }) => left < start + width);
  const classIndex = clamp(itemAt(columnAxis, left), columnAxis.count);
  return {
    row: clamp(itemAt(rowAxis, top), rowAxis.count),
    column: 1 + (result >= 0 ? result : results.length + classIndex),
  };
}

function withinOnePixel({ frozen, viewport }: Axis, at: number): number {
  return Math.min(Math.max(at, frozen - 1), viewport);
}

function itemAt({ lead, itemSize }: Axis, at: number): number {
  return Math.floor((at - lead) / itemSize);
}
