import type { Job } from '../job.ts';
import { Pace, pieceLength } from '../kernel/pace.ts';

const digitBits = 11;
const base = 2 ** digitBits;
const largestDigit = base - 1;
const wordBits = 32;
const signBit = 2 ** (wordBits - 1);
const allBits = 2 ** wordBits - 1;

/**
 * Sorts rows by their keys, a digit at a time from the least significant on (radix sort; Knuth, The Art
 * of Computer Programming, volume 3, section 5.2.5): the time is proportional to the number of rows, and
 * equal rows stay in order. NaN counts as the largest, -0 as 0.
 *
 * @param keys one for each of the `rows`
 */
export function* sortRows(
  rows: Int32Array,
  keys: Float64Array,
  descending: boolean,
): Job<Int32Array> {
  const { length } = rows;
  const { low, high } = sortableBits(keys, descending);
  const shifts = [0, digitBits, 2 * digitBits];
  const passes = [low, high].flatMap((words) => shifts.map((shift) => ({ words, shift })));
  const pace = new Pace(passes.length * length);
  let order = rows.map((_, index) => index);
  let sorted = new Int32Array(length);
  for (const { words, shift } of passes) {
    const starts = startsOfDigits(words, shift);
    for (let from = 0; from < length; from += pieceLength) {
      const to = Math.min(from + pieceLength, length);
      for (let at = from; at < to; at++) {
        const index = order[at]!;
        const digit = (words[index]! >>> shift) & largestDigit;
        sorted[starts[digit]!++] = index;
      }
      if (pace.spend(to - from)) yield pace.fraction;
    }
    [order, sorted] = [sorted, order];
  }
  return order.map((index) => rows[index]!);
}

/** The bits of the keys as unsigned numbers, of two words each, that grow in the wanted order. */
function sortableBits(keys: Float64Array, descending: boolean) {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const key = new Float64Array(1);
  // Least significant first, as every machine of today stores a double.
  const words = new Uint32Array(key.buffer);
  for (let index = 0; index < keys.length; index++) {
    // Adding 0 makes 0 of -0.
    key[0] = keys[index]! + 0;
    const isNaN = Number.isNaN(key[0]);
    const isNegative = words[1]! >= signBit && !isNaN;
    // The bits of negative doubles grow the wrong way, and have the sign bit set.
    const flipped = isNegative === descending ? 0 : allBits;
    low[index] = words[0]! ^ flipped;
    high[index] = isNaN
      ? descending
        ? 0
        : allBits
      : words[1]! ^ flipped ^ (isNegative ? 0 : signBit);
  }
  return { low, high };
}

/** Where the first row of each digit goes. */
function startsOfDigits(words: Uint32Array, shift: number): Uint32Array {
  const counts = new Uint32Array(base);
  const { length } = words;
  for (let index = 0; index < length; index++) {
    counts[(words[index]! >>> shift) & largestDigit]! += 1;
  }
  let start = 0;
  return counts.map((count) => {
    start += count;
    return start - count;
  });
}
