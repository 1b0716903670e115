import {
  type DoubleDouble,
  type DoubleDoubleArray,
  doubleDoubleArray,
  negate,
  pair,
  splitter,
} from './doubleDouble.ts';
import { bias, exponentiate, unbias } from './exponential.ts';
import { type Pace, pieceLength } from './pace.ts';
import type { Floats } from './results.ts';
import type { ScaledNumber } from './scaledNumber.ts';
import { type Temperature, temperatureOf } from './temperature.ts';

/** Logits, row-major, with their temperature T made ready. */
export interface LogitRows {
  readonly values: Floats;
  readonly classes: number;
  readonly temperature: Temperature;
  /**
   * Distances (max - z) / T are computed times 2^distanceExponent, which keeps them finite for finite logits: a
   * small weight may make a finite loss of a distance beyond the largest double.
   */
  readonly distanceExponent: number;
  /** T / 2^distanceExponent. */
  readonly distanceTemperature: Temperature;
}

export function logitRows(values: Floats, classes: number, temperature: number): LogitRows {
  const distanceExponent = Math.min(0, Math.floor(Math.log2(temperature))) - 2;
  return {
    values,
    classes,
    temperature: temperatureOf(temperature),
    distanceExponent,
    distanceTemperature: temperatureOf(temperature / 2 ** distanceExponent),
  };
}

/** What a softmax needs to know of each row; entry i belongs to the i-th row of a range. */
export interface RowStatistics {
  readonly argmax: Int32Array;
  /** The sum of the biased exponentials of all classes but the argmax, whose own is the bias. */
  readonly othersHigh: Float64Array;
  readonly othersLow: Float64Array;
}

export function rowStatistics(rows: number): RowStatistics {
  return {
    argmax: new Int32Array(rows),
    othersHigh: new Float64Array(rows),
    othersLow: new Float64Array(rows),
  };
}

/** The exponentials of a range of rows, biased, as sums of two doubles. */
export type Exponentials = DoubleDoubleArray;

/** So many logits fit into one block of scratch memory. */
export const blockLength = 512;

/** Scratch memory. Nothing in it outlives one call of a function that does not yield. */
const blockHigh = new Float64Array(blockLength);
const blockLow = new Float64Array(blockLength);

/**
 * Finds the argmax of each row in [first, last) and sums its exponentials e^((z - max) / T); writes
 * them to `exponentials` if given. The argmax is left out of the sum, so that the others count
 * however small they are.
 *
 * A row whose largest logit is infinite or NaN has no softmax: its sum and exponentials are NaN.
 */
export function* softmaxRows(
  rows: LogitRows,
  first: number,
  last: number,
  statistics: RowStatistics,
  exponentials: Exponentials | undefined,
  pace: Pace,
): Generator<number, void, void> {
  const { values, classes } = rows;
  const origin = first * classes;
  for (let i = 0; i < last - first; i++) {
    const start = (first + i) * classes;
    const end = start + classes;
    let largest = start;
    for (let at = start; at < end; at += pieceLength) {
      largest = indexOfLargest(values, at, Math.min(at + pieceLength, end), largest);
    }
    statistics.argmax[i] = largest - start;

    if (!Number.isFinite(values[largest])) {
      statistics.othersHigh[i] = NaN;
      statistics.othersLow[i] = NaN;
      exponentials?.high.fill(NaN, start - origin, end - origin);
      if (pace.spend(classes)) yield pace.fraction;
      continue;
    }

    statistics.othersHigh[i] = 0;
    statistics.othersLow[i] = 0;
    for (let at = start; at < largest; at += pieceLength) {
      const next = Math.min(at + pieceLength, largest);
      addExponentials(rows, at, next, largest, statistics, i, origin, exponentials);
      if (pace.spend(next - at)) yield pace.fraction;
    }
    if (exponentials) {
      exponentials.high[largest - origin] = bias;
      exponentials.low[largest - origin] = 0;
    }
    for (let at = largest + 1; at < end; at += pieceLength) {
      const next = Math.min(at + pieceLength, end);
      addExponentials(rows, at, next, largest, statistics, i, origin, exponentials);
      if (pace.spend(next - at)) yield pace.fraction;
    }
  }
}

/** The first index of the largest value in [from, to), or `best` if none is larger. The first NaN is the largest. */
function indexOfLargest(values: Floats, from: number, to: number, best: number): number {
  let largest = values[best]!;
  if (Number.isNaN(largest)) return best;
  for (let at = from; at < to; at++) {
    const value = values[at]!;
    if (value <= largest) continue;
    if (Number.isNaN(value)) return at;
    largest = value;
    best = at;
  }
  return best;
}

/** Adds the exponentials of the logits in [from, to) to the i-th sum. */
function addExponentials(
  { values, temperature }: LogitRows,
  from: number,
  to: number,
  largest: number,
  statistics: RowStatistics,
  i: number,
  origin: number,
  exponentials: Exponentials | undefined,
): void {
  let sum = statistics.othersHigh[i]!;
  let error = statistics.othersLow[i]!;
  for (let start = from; start < to; start += blockLength) {
    const count = Math.min(blockLength, to - start);
    subtractLargest(values, start, count, largest, temperature, blockHigh, blockLow);
    exponentiate(blockHigh, blockLow, count);
    for (let j = 0; j < count; j++) {
      const value = blockHigh[j]!;
      const valueError = blockLow[j]!;
      if (exponentials) {
        exponentials.high[start + j - origin] = value;
        exponentials.low[start + j - origin] = valueError;
      }
      const next = sum + value;
      const added = next - sum;
      error += sum - (next - added) + (value - added) + valueError;
      sum = next;
    }
  }
  statistics.othersHigh[i] = sum;
  statistics.othersLow[i] = error;
}

/**
 * (z - max) / T for `count` logits from `start` on, at most one block, as `high[j] + low[j]`, which
 * carries what the subtraction and the division round off. `low` is NaN where `high` is infinite.
 */
export function subtractLargest(
  values: Floats,
  start: number,
  count: number,
  largest: number,
  { before, after, scaled, scaledHigh, scaledLow }: Temperature,
  high: Float64Array,
  low: Float64Array,
): void {
  const max = values[largest]! * before;
  for (let j = 0; j < count; j++) {
    const value = values[start + j]! * before;
    const difference = value - max;
    const subtracted = difference - value;
    const error = value - (difference - subtracted) - (max + subtracted);
    high[j] = difference * after;
    low[j] = error * after;
  }
  if (scaled === 1) return;
  for (let j = 0; j < count; j++) {
    const dividend = high[j]!;
    const quotient = dividend / scaled;
    const product = quotient * scaled;
    const split = splitter * quotient;
    const quotientHigh = split - (split - quotient);
    const quotientLow = quotient - quotientHigh;
    const productError =
      quotientLow * scaledLow -
      (product - quotientHigh * scaledHigh - quotientLow * scaledHigh - quotientHigh * scaledLow);
    high[j] = quotient;
    low[j] = (dividend - product - productError + low[j]!) / scaled;
  }
}

/** One logit of a row, with the same bits as in its row. */
export interface Logit extends LogitDistance {
  /** Biased. */
  readonly exponential: DoubleDouble;
}

export interface LogitDistance {
  readonly isLargest: boolean;
  /** How far it is below the largest: (max - z) / T. */
  readonly distance: ScaledNumber;
}

/** @param exponential its own, if it is known from its row */
export function logitAt(
  rows: LogitRows,
  index: number,
  largest: number,
  exponential = exponentialAt(rows, index, largest),
): Logit {
  return { ...distanceAt(rows, index, largest), exponential };
}

function exponentialAt(rows: LogitRows, index: number, largest: number): DoubleDouble {
  subtractLargest(rows.values, index, 1, largest, rows.temperature, blockHigh, blockLow);
  exponentiate(blockHigh, blockLow, 1);
  return { high: blockHigh[0]!, low: blockLow[0]! };
}

/** As `logitAt`, without the exponential, which takes most of the time. */
export function distanceAt(
  { values, distanceTemperature, distanceExponent }: LogitRows,
  index: number,
  largest: number,
): LogitDistance {
  subtractLargest(values, index, 1, largest, distanceTemperature, blockHigh, blockLow);
  const value = negate(pair(blockHigh[0]!, blockLow[0]!));
  return { isLargest: index === largest, distance: { value, exponent: distanceExponent } };
}

/** What the exponentials of each row are multiplied by: `value`, and then a power of two that takes the bias away. */
export interface RowFactors {
  readonly value: DoubleDoubleArray;
  readonly power: Float64Array;
}

export function rowFactors(rows: number): RowFactors {
  return { value: doubleDoubleArray(rows), power: new Float64Array(rows).fill(unbias) };
}

/**
 * Writes `exponential * factor`, rounded once, for the rows in [first, last), with one factor per row. The
 * product is Dekker's (see doubleDouble.ts).
 */
export function* scaleRows(
  exponentials: Exponentials,
  classes: number,
  first: number,
  last: number,
  factors: RowFactors,
  into: Floats,
  pace: Pace,
): Generator<number, void, void> {
  const { high, low } = exponentials;
  const origin = first * classes;
  for (let i = 0; i < last - first; i++) {
    const start = (first + i) * classes;
    const end = start + classes;
    const factor = factors.value.high[i]!;
    const factorRest = factors.value.low[i]!;
    const power = factors.power[i]!;
    const factorSplit = splitter * factor;
    const factorHigh = factorSplit - (factorSplit - factor);
    const factorLow = factor - factorHigh;
    for (let at = start; at < end; at += pieceLength) {
      const next = Math.min(at + pieceLength, end);
      for (let j = at; j < next; j++) {
        const exponential = high[j - origin]!;
        const product = exponential * factor;
        const split = splitter * exponential;
        const exponentialHigh = split - (split - exponential);
        const exponentialLow = exponential - exponentialHigh;
        const error =
          exponentialLow * factorLow -
          (product -
            exponentialHigh * factorHigh -
            exponentialLow * factorHigh -
            exponentialHigh * factorLow) +
          (exponential * factorRest + low[j - origin]! * factor);
        // An infinite or NaN product has no error to correct: it would come out NaN.
        into[j] = (error - error === 0 ? product + error : product) * power;
      }
      if (pace.spend(next - at)) yield pace.fraction;
    }
  }
}
