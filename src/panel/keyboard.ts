/** A cell of the grid: rows and columns counted from 0, column 0 being the row's header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the view at once. */
  readonly page: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Where a key leads from a cell, or undefined for a key that does not move.
 * The keys are those of https://www.w3.org/WAI/ARIA/apg/patterns/grid/.
 */
export function moveByKey(cell: Cell, pressed: Key, size: GridSize): Cell | undefined {
  const wholeGrid = pressed.ctrlKey || pressed.metaKey;
  const target = destination(cell, pressed.key, wholeGrid, size);
  return (
    target && {
      row: clamp(target.row, size.rows),
      column: clamp(target.column, size.columns),
    }
  );
}

function destination(
  { row, column }: Cell,
  key: string,
  wholeGrid: boolean,
  { rows, columns, page }: GridSize,
): Cell | undefined {
  switch (key) {
    case 'Home':
      return { row: wholeGrid ? 0 : row, column: 0 };
    case 'End':
      return { row: wholeGrid ? rows - 1 : row, column: columns - 1 };
  }
  if (wholeGrid) return undefined;
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    default:
      return undefined;
  }
}

export function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), Math.max(length - 1, 0));
}
