import type { Span } from './axis.ts';
import { type Cell, type GridSize, headerRow, type Key, moveByKey } from './keyboard.ts';

/** A rectangle of cells: from the one where the choice began to the one that it was taken to. */
export interface CellRange {
  readonly anchor: Cell;
  readonly extent: Cell;
}

/** The rows and columns of a range: whole rows where it was chosen by their headers. */
export function boundsOf({ anchor, extent }: CellRange, columns: number) {
  const isWholeRows = anchor.column === 0 && extent.column === 0;
  return {
    rows: spanBetween(anchor.row, extent.row),
    columns: isWholeRows ? { start: 0, end: columns } : spanBetween(anchor.column, extent.column),
  };
}

function spanBetween(one: number, other: number): Span {
  return { start: Math.min(one, other), end: Math.max(one, other) + 1 };
}

/** The range that a key chooses, or undefined for a key that chooses none. */
export function rangeByKey(
  range: CellRange,
  pressed: Key & { readonly shiftKey: boolean },
  size: GridSize,
): CellRange | undefined {
  const { anchor, extent } = range;
  const withControl = pressed.ctrlKey || pressed.metaKey;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  if (size.rows === 0) return undefined;
  if (withControl && pressed.key === 'a') return { anchor: { row: 0, column: 0 }, extent: last };
  if (withControl && pressed.key === ' ') {
    const { column } = anchor;
    return { anchor: { row: 0, column }, extent: { row: last.row, column } };
  }
  if (!pressed.shiftKey || anchor.row === headerRow) return undefined;
  if (pressed.key === ' ') {
    return { anchor: { ...anchor, column: 0 }, extent: { ...extent, column: last.column } };
  }
  const target = moveByKey(extent, pressed, size);
  return target && { anchor, extent: { ...target, row: Math.max(target.row, 0) } };
}
