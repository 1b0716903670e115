/** An array to be written, of at least one dimension and one value. */
export interface NamedArray {
  /** What it holds, as a variable would be called. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major over the shape. */
  readonly values: Float64Array;
  /** What people call a column, the last axis. */
  readonly columnTitle: (column: number) => string;
  /** Whether these are names that the columns came with. */
  readonly hasNames: boolean;
}

/**
 * Writes an array in one notation, piece by piece, each a few kilobytes at most: a row, or a part of one.
 *
 * Every number is the shortest text that reads back as the same double. Whole numbers have no point
 * where the notation takes them for the same number without.
 */
export type Format = (array: NamedArray) => Iterable<string>;
