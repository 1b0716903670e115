import { divide, fromNumber, sumOfAll, toNumber } from '../kernel/doubleDouble.ts';
import type { ConventionRules } from './conventions.ts';

/** Small enough for a sum of that many largest numbers to stay finite. */
const headroom = 2 ** -64;

/** The sum and the mean of the losses; `emptyMean` is the mean where there is nothing to divide by. */
export function reduce(
  lossPerRow: Float64Array,
  divisor: number,
  emptyMean: ConventionRules['emptyMean']['answer'],
): { readonly sum: number; readonly mean: number } {
  const sum = sumOfAll(lossPerRow);
  // With smoothing, the sum may be other than 0; PyTorch adds a mean of 0 / 0 to it.
  if (divisor === 0) return { sum: toNumber(sum), mean: Number(emptyMean) };
  const mean = toNumber(divide(sum, fromNumber(divisor)));
  if (Number.isFinite(mean) || !lossPerRow.every(Number.isFinite)) {
    return { sum: toNumber(sum), mean };
  }
  // The losses are finite and their sum is not: their mean may still be.
  const scaledLosses = lossPerRow.map((loss) => loss * headroom);
  const scaledMean = divide(sumOfAll(scaledLosses), fromNumber(divisor));
  return { sum: toNumber(sum), mean: toNumber(scaledMean) / headroom };
}
