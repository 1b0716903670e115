/** A cell of the grid: rows and columns counted from 0, column 0 being the row's header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The row of the column headers, above the first one. */
export const headerRow = -1;

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the view at once. */
  readonly page: number;
}

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Where a key leads from a cell, or undefined for a key that does not move.
 * The keys are those of https://www.w3.org/WAI/ARIA/apg/patterns/grid/, and those by which spreadsheets
 * go to the edges.
 */
export function moveByKey(cell: Cell, pressed: Key, size: GridSize): Cell | undefined {
  const target = destination(cell, pressed.key, pressed.ctrlKey || pressed.metaKey, size);
  return (
    target && {
      row: Math.max(Math.min(target.row, size.rows - 1), headerRow),
      column: clamp(target.column, size.columns),
    }
  );
}

function destination(
  { row, column }: Cell,
  key: string,
  toEdge: boolean,
  { rows, columns, page }: GridSize,
): Cell | undefined {
  // Only step by step one comes from the first row to the headers.
  const top = Math.min(row, 0);
  switch (key) {
    case 'Home':
      return { row: toEdge ? 0 : row, column: 0 };
    case 'End':
      return { row: toEdge ? rows - 1 : row, column: columns - 1 };
    case 'ArrowUp':
      return { row: toEdge ? top : row - 1, column };
    case 'ArrowDown':
      return { row: toEdge ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: toEdge ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: toEdge ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: Math.max(row - page, top), column };
    case 'PageDown':
      return { row: row + page, column };
    default:
      return undefined;
  }
}

export function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), Math.max(length - 1, 0));
}
