import type { NumericArray } from '../../array/numericArray.ts';
import { permuteAxes } from '../../array/permute.ts';
import { ReadingError, type ReadingErrorKind } from '../readingError.ts';

/** Some columns of a table, or all of them, as they stand among the values. */
export interface ReadBlock {
  /** The indices of the slice that it belongs to, as written. */
  readonly slice: string;
  readonly rows: number;
  readonly columns: number;
  /** The first of its values. */
  readonly from: number;
}

/**
 * Puts the parts of a table together: columns that go on below, and slices of further axes.
 *
 * @param flat all values, in the order of the text
 * @param announced the shape that the text itself states
 * @throws ReadingError if a part is missing or has another size
 */
export function assemble(
  flat: NumericArray,
  blocks: readonly ReadBlock[],
  announced: readonly number[] | undefined,
  text: string,
): NumericArray {
  const fail = (kind: ReadingErrorKind, message: string, at: number): never => {
    throw new ReadingError(kind, message, text, at);
  };
  const count = announced && product(announced);
  if (count !== undefined && count !== flat.values.length) {
    fail(
      'truncated',
      `The first line announces ${announced!.join('×')} values, but ${flat.values.length} are here. Select or print all of them.`,
      text.length,
    );
  }
  const slices = bySlice(blocks);
  const widths = slices.map(([, parts]) => parts.reduce((sum, part) => sum + part.columns, 0));
  const { rows } = blocks[0]!;
  const columns = widths[0]!;
  slices.forEach(([, parts], index) => {
    const odd = parts.find((part) => part.rows !== rows) ?? parts[0]!;
    if (odd.rows === rows && widths[index] === columns) return;
    fail(
      'ragged',
      `This part has ${odd.rows} rows and ${widths[index]} columns, the first one has ${rows} and ${columns}. Select all parts completely.`,
      flat.starts[odd.from]!,
    );
  });
  const joined = joinColumns(
    flat,
    slices.map(([, parts]) => parts),
    columns,
  );
  if (slices.length === 1) return { ...joined, shape: [rows, columns] };
  const trailing = sliceShape(slices.map(([slice]) => slice));
  if (product(trailing) !== slices.length) {
    fail('truncated', 'Some of the slices are missing. Select or print all of them.', text.length);
  }
  // Slices are printed with their first index fastest.
  const shape = [...trailing.toReversed(), rows, columns];
  const axes = shape.map((_, axis) => axis);
  return permuteAxes({ ...joined, shape }, [...axes.slice(-2), ...axes.slice(0, -2).toReversed()]);
}

/** The parts of each slice, in the order of the text. */
function bySlice(blocks: readonly ReadBlock[]): [slice: string, parts: ReadBlock[]][] {
  const slices = new Map<string, ReadBlock[]>();
  for (const block of blocks) {
    const parts = slices.get(block.slice);
    if (parts) parts.push(block);
    else slices.set(block.slice, [block]);
  }
  return [...slices];
}

function product(shape: readonly number[]): number {
  return shape.reduce((result, size) => result * size, 1);
}

/** The values with the rows of all parts of a slice side by side. */
function joinColumns(
  flat: NumericArray,
  slices: readonly (readonly ReadBlock[])[],
  columns: number,
): NumericArray {
  if (slices.every((parts) => parts.length === 1)) return flat;
  const values = new Float64Array(flat.values.length);
  const starts = new Uint32Array(flat.starts.length);
  let row = 0;
  for (const parts of slices) {
    let column = 0;
    for (const part of parts) {
      for (let index = 0; index < part.rows; index++) {
        const from = part.from + index * part.columns;
        const to = (row + index) * columns + column;
        values.set(flat.values.subarray(from, from + part.columns), to);
        starts.set(flat.starts.subarray(from, from + part.columns), to);
      }
      column += part.columns;
    }
    row += parts[0]!.rows;
  }
  return { shape: flat.shape, values, starts };
}

/** The sizes of the axes behind the second, from the indices of the slices. */
function sliceShape(slices: readonly string[]): number[] {
  const indices = slices.map((slice) => slice.split(/,\s*/));
  const axes = indices[0]!.length;
  // The slices of a single axis may have names.
  if (axes === 1) return [slices.length];
  return Array.from(
    { length: axes },
    (_, axis) => new Set(indices.map((index) => index[axis])).size,
  );
}
