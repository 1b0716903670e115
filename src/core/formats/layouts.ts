import type { NamedArray } from './format.ts';
import type { Numeral } from './numerals.ts';

/** So many values are one piece of text. */
const pieceLength = 256;

/** The values from `start` up to `end`, in pieces. */
function* list(
  values: Float64Array,
  start: number,
  end: number,
  separator: string,
  numeral: Numeral,
): Generator<string> {
  for (let from = start; from < end; from += pieceLength) {
    const piece = values.subarray(from, Math.min(from + pieceLength, end));
    yield (from > start ? separator : '') + Array.from(piece, numeral).join(separator);
  }
}

/** Rows of equally many values, parted by `rowEnd`. */
export function* lines(
  values: Float64Array,
  columns: number,
  separator: string,
  rowEnd: string,
  numeral: Numeral,
): Generator<string> {
  for (let start = 0; start < values.length; start += columns) {
    if (start > 0) yield rowEnd;
    yield* list(values, start, start + columns, separator, numeral);
  }
}

/** Brackets in brackets, one pair for each axis, the innermost ones on a line of their own. */
export function* nested(
  { shape, values }: NamedArray,
  open: string,
  close: string,
  numeral: Numeral,
): Generator<string> {
  function* bracket(axis: number, start: number, length: number): Generator<string> {
    yield open;
    if (axis === shape.length - 1) yield* list(values, start, start + length, ', ', numeral);
    else {
      const indentation = `\n${'    '.repeat(axis + 1)}`;
      const inner = length / shape[axis]!;
      for (let from = start; from < start + length; from += inner) {
        yield (from > start ? ',' : '') + indentation;
        yield* bracket(axis + 1, from, inner);
      }
      yield `\n${'    '.repeat(axis)}`;
    }
    yield close;
  }
  yield* bracket(0, 0, values.length);
}

/** As rows and columns: a vector is a column, and all axes but the last of a deeper array are rows. */
export function columnsOf({ shape }: NamedArray): number {
  return shape.length === 1 ? 1 : shape.at(-1)!;
}
