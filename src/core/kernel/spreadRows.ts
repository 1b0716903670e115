import { CompensatedSum, toNumber } from './doubleDouble.ts';
import type { Pace } from './pace.ts';
import type { Floats } from './results.ts';
import { blockLength, type LogitRows, type RowStatistics, subtractLargest } from './softmaxRows.ts';

/** Writes the coefficients of `count` classes of `row`, from `column` on, to the beginning of `into`. */
export type Coefficients = (row: number, column: number, count: number, into: Float64Array) => void;

/** Scratch memory. Nothing in it is read after a yield. */
const coefficients = new Float64Array(blockLength);
const high = new Float64Array(blockLength);
const low = new Float64Array(blockLength);

/**
 * For each row in [first, last), the sum of the coefficients B_c, and that of B_c (max - z_c) / T; entry i of
 * both belongs to the i-th row of the range.
 */
export function* sumSpreadRows(
  rows: LogitRows,
  first: number,
  last: number,
  { argmax }: RowStatistics,
  write: Coefficients,
  weights: Float64Array,
  distances: Float64Array,
  pace: Pace,
): Generator<number, void, void> {
  const { values, classes, distanceTemperature, distanceExponent } = rows;
  const scale = 2 ** -distanceExponent;
  for (let i = 0; i < last - first; i++) {
    const start = (first + i) * classes;
    const largest = start + argmax[i]!;
    const weight = new CompensatedSum();
    const distance = new CompensatedSum();
    for (let column = 0; column < classes; column += blockLength) {
      const count = Math.min(blockLength, classes - column);
      write(first + i, column, count, coefficients);
      subtractLargest(values, start + column, count, largest, distanceTemperature, high, low);
      for (let j = 0; j < count; j++) {
        const coefficient = coefficients[j]!;
        weight.add(coefficient);
        // In an order in which neither product leaves the doubles without need.
        distance.add(
          Math.abs(coefficient) < 1
            ? coefficient * scale * -high[j]!
            : coefficient * -high[j]! * scale,
        );
      }
      if (pace.spend(count)) yield pace.fraction;
    }
    weights[i] = toNumber(weight.value);
    distances[i] = toNumber(distance.value);
  }
}

/** Subtracts `coefficient * factor * power` from the gradient of the rows in [first, last), with one factor per row. */
export function* subtractSpreadRows(
  gradient: Floats,
  classes: number,
  first: number,
  last: number,
  write: Coefficients,
  factors: Float64Array,
  power: number,
  pace: Pace,
): Generator<number, void, void> {
  for (let i = 0; i < last - first; i++) {
    const start = (first + i) * classes;
    const factor = factors[i]!;
    for (let column = 0; column < classes; column += blockLength) {
      const count = Math.min(blockLength, classes - column);
      write(first + i, column, count, coefficients);
      for (let j = 0; j < count; j++) {
        gradient[start + column + j]! -= coefficients[j]! * factor * power;
      }
      if (pace.spend(count)) yield pace.fraction;
    }
  }
}
