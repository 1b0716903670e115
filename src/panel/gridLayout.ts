import type { ResultColumn, Summary } from '../protocol/compute.ts';
import type { Axis } from './axis.ts';
import { resultColumns, resultTitles } from './gridColumns.ts';

/** The empty space in a cell, both sides together, in pixels; see panel.css. */
const cellPadding = 14;
/** The place for the mark of a wrong argmax. */
const markWidth = 18;
/** Narrower columns than this are hard to hit. */
const leastClassCharacters = 5;

export interface Column {
  readonly start: number;
  readonly width: number;
}

/** Where everything in the grid stands, in pixels of its content. */
export interface GridLayout {
  readonly rowAxis: Axis;
  /** The class columns. */
  readonly columnAxis: Axis;
  readonly rowHeaderWidth: number;
  readonly results: readonly (Column & { readonly column: ResultColumn })[];
}

interface Measures {
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  readonly digitWidth: number;
}

/** The longest text, in characters, that each kind of column has had to show so far. */
export type LongestTexts = ReadonlyMap<ResultColumn | 'class', number>;

/** @param rowsShown how many rows there are in the grid */
export function layOutGrid(
  summary: Summary,
  rowsShown: number,
  measures: Measures,
  longest: LongestTexts,
): GridLayout {
  const { width, height, lineHeight, digitWidth } = measures;
  const columnWidth = (characters: number): number =>
    Math.ceil(characters * digitWidth) + cellPadding;

  const rowHeaderWidth = columnWidth(Math.max('row'.length, String(summary.rows - 1).length));
  const results: (Column & { column: ResultColumn })[] = [];
  let start = rowHeaderWidth;
  for (const column of resultColumns(summary)) {
    const characters = Math.max(resultTitles[column].length, longest.get(column) ?? 0);
    const columnPixels = columnWidth(characters) + (column === 'argmax' ? markWidth : 0);
    results.push({ column, start, width: columnPixels });
    start += columnPixels;
  }
  const classCharacters = Math.max(
    leastClassCharacters,
    String(summary.classes - 1).length,
    longest.get('class') ?? 0,
  );
  return {
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
      itemSize: columnWidth(classCharacters),
      lead: start,
      frozen: rowHeaderWidth,
      viewport: width,
    },
  };
}

/** Where a grid column stands; undefined for the row's header, which is always in view. */
export function gridColumnPlace(layout: GridLayout, column: number): Column | undefined {
  if (column === 0) return undefined;
  const result = layout.results[column - 1];
  if (result) return result;
  const { lead, itemSize } = layout.columnAxis;
  return { start: lead + (column - 1 - layout.results.length) * itemSize, width: itemSize };
}
