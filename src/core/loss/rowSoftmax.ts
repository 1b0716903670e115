import {
  add,
  divide,
  type DoubleDouble,
  fromNumber,
  multiply,
  negate,
  sumOf,
  toNumber,
} from '../kernel/doubleDouble.ts';
import { bias, biasExponent, unbias } from '../kernel/exponential.ts';
import { logOnePlus } from '../kernel/logarithm.ts';
import { scaledNumber, timesPower, timesPowerOfTwo } from '../kernel/scaledNumber.ts';
import type { Logit, LogitDistance, RowStatistics } from '../kernel/softmaxRows.ts';

/** The softmax of one row: m is its largest logit, and the exponentials are e^((z - m) / T). */
export interface RowSoftmax {
  readonly argmax: number;
  /** The sum of the exponentials of all classes but the argmax, biased. */
  readonly others: DoubleDouble;
  /** The sum of all exponentials: at least 1. */
  readonly total: DoubleDouble;
  /** log(total), so that -log p = (m - z) / T + log. */
  readonly log: DoubleDouble;
  /** 1 / total: what turns exponentials into probabilities. */
  readonly probabilityFactor: DoubleDouble;
}

export function rowSoftmax(statistics: RowStatistics, i: number): RowSoftmax {
  const others = { high: statistics.othersHigh[i]!, low: statistics.othersLow[i]! };
  const natural = { high: others.high * unbias, low: others.low * unbias };
  const total = add(sumOf(1, natural.high), fromNumber(natural.low));
  return {
    argmax: statistics.argmax[i]!,
    others,
    total,
    log: logOnePlus(natural),
    probabilityFactor: divide(fromNumber(1), total),
  };
}

/** p of a class. */
export function probabilityOf({ probabilityFactor }: RowSoftmax, logit: Logit): number {
  return toNumber(multiply(logit.exponential, probabilityFactor)) * unbias;
}

/** -log p of a class, times a weight. */
export function weightedLoss(
  softmax: RowSoftmax,
  logit: LogitDistance,
  weight: DoubleDouble,
): number {
  const { value, exponent } = scaledNumber(weight);
  // Where log(1 + x) is x, the weight is applied before the bias is taken away: x may be subnormal.
  if (logit.isLargest && softmax.others.high < bias * 2 ** -112) {
    return timesPowerOfTwo(toNumber(multiply(value, softmax.others)), exponent - biasExponent);
  }
  const { distance } = logit;
  const scaledLoss = add(distance.value, timesPower(softmax.log, 2 ** distance.exponent));
  return timesPowerOfTwo(toNumber(multiply(value, scaledLoss)), exponent - distance.exponent);
}

/** sum_c B_c (-log p_c), from the sums of B_c and of B_c times the distance. */
export function spreadLoss(
  softmax: RowSoftmax,
  weight: DoubleDouble,
  distance: number,
): DoubleDouble {
  return add(fromNumber(distance), multiply(weight, softmax.log));
}

/** 1 - p of a class, biased, times a factor over `total`: a sum of the others, so that nothing cancels. */
export function weightedComplement(
  softmax: RowSoftmax,
  logit: Logit,
  factor: DoubleDouble,
): number {
  const others = logit.isLargest
    ? softmax.others
    : add(softmax.others, add(fromNumber(bias), negate(logit.exponential)));
  return toNumber(multiply(others, factor));
}
