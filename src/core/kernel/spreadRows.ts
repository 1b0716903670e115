import { CompensatedSum, toNumber } from './doubleDouble.ts';
import type { Pace } from './pace.ts';
import { blockLength, type LogitRows, type RowStatistics, subtractLargest } from './softmaxRows.ts';

/** Writes the coefficients of `count` classes of `row`, from `column` on, to the beginning of `into`. */
export type Coefficients = (row: number, column: number, count: number, into: Float64Array) => void;

/** Scratch memory. Nothing in it is read after a yield. */
const coefficients = new Float64Array(blockLength);
const high = new Float64Array(blockLength);
const low = new Float64Array(blockLength);

/**
 * For each row in [first, last), the sum of the coefficients B_c, and that of B_c (max - z_c) / T times `distanceScale`;
 * entry i of both belongs to the i-th row of the range.
 */
export function* sumSpreadRows(
  rows: LogitRows,
  first: number,
  last: number,
  { argmax }: RowStatistics,
  write: Coefficients,
  weights: Float64Array,
  scaledDistances: Float64Array,
  pace: Pace,
): Generator<number, void, void> {
  const { values, classes, distanceTemperature } = rows;
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
        weight.add(coefficients[j]!);
        distance.add(coefficients[j]! * -high[j]!);
      }
      if (pace.spend(count)) yield pace.fraction;
    }
    weights[i] = toNumber(weight.value);
    scaledDistances[i] = toNumber(distance.value);
  }
}

/** Subtracts `coefficient * scale` from the gradient of the rows in [first, last), with one scale per row. */
export function* subtractSpreadRows(
  gradient: Float64Array,
  classes: number,
  first: number,
  last: number,
  write: Coefficients,
  scales: Float64Array,
  pace: Pace,
): Generator<number, void, void> {
  for (let i = 0; i < last - first; i++) {
    const start = (first + i) * classes;
    const scale = scales[i]!;
    for (let column = 0; column < classes; column += blockLength) {
      const count = Math.min(blockLength, classes - column);
      write(first + i, column, count, coefficients);
      for (let j = 0; j < count; j++) gradient[start + column + j]! -= coefficients[j]! * scale;
      if (pace.spend(count)) yield pace.fraction;
    }
  }
}
