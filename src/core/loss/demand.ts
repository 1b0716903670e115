import { type DoubleDouble, fromNumber, multiply, sumOf } from '../kernel/doubleDouble.ts';
import type { Floats } from '../kernel/results.ts';
import type { Coefficients } from '../kernel/spreadRows.ts';
import type { Batch } from './batch.ts';
import { conventions } from './conventions.ts';
import type { LossOptions } from './options.ts';

/**
 * The loss of a row is a sum over its classes, r sum_c B_c (-log p_c). A demand says what the weight r
 * of the row is, and its coefficients B_c: a part for being the target, and a part spread over all
 * classes, absent where it would be 0 for all.
 */
export interface Demand {
  /** `target` is undefined where targets are class probabilities. */
  readonly ofRow: (row: number, target: number | undefined) => number;
  readonly ofTarget: (target: number) => DoubleDouble;
  readonly spread?: Coefficients;
}

/** What the targets of a batch demand. */
export function demandOf({ logits, probabilities }: Batch<Floats>, options: LossOptions): Demand {
  return probabilities
    ? demandOfProbabilities(probabilities, logits.classes, options)
    : demandOfClasses(logits.classes, options);
}

/** For class-index targets y: B_c = (1 - e) w_y [c = y] + e / C w_c. */
export function demandOfClasses(classes: number, options: LossOptions): Demand {
  const { labelSmoothing: smoothing } = options;
  const { ofClass, ofRow } = weightsOf(options);
  const kept = sumOf(1, -smoothing);
  const demand = {
    ofRow: (_row: number, target: number | undefined) => ofRow?.[target!] ?? 1,
    ofTarget: ofClass
      ? (target: number) => multiply(fromNumber(ofClass[target]!), kept)
      : () => kept,
  };
  if (smoothing === 0) return demand;

  const share = smoothing / classes;
  const spread: Coefficients = (_row, column, count, into) => {
    for (let j = 0; j < count; j++) into[j] = ofClass ? share * ofClass[column + j]! : share;
  };
  return { ...demand, spread };
}

/** For class-probability targets q: B_c = w_c ((1 - e) q_c + e / C). */
function demandOfProbabilities(
  probabilities: Float64Array,
  classes: number,
  options: LossOptions,
): Demand {
  const { labelSmoothing: smoothing } = options;
  const { ofClass, ofRow } = weightsOf(options);
  const kept = 1 - smoothing;
  const share = smoothing / classes;
  return {
    ofRow: (row) => ofRow?.[likeliestClass(probabilities, row, classes)] ?? 1,
    ofTarget: () => fromNumber(0),
    spread: (row, column, count, into) => {
      const start = row * classes + column;
      for (let j = 0; j < count; j++) {
        const q = probabilities[start + j]! * kept + share;
        into[j] = ofClass ? q * ofClass[column + j]! : q;
      }
    },
  };
}

function weightsOf({ classWeights, convention }: LossOptions): {
  readonly ofClass?: readonly number[];
  readonly ofRow?: readonly number[];
} {
  if (!classWeights) return {};
  return conventions[convention].classWeights.answer === 'per row'
    ? { ofRow: classWeights }
    : { ofClass: classWeights };
}

function likeliestClass(probabilities: Float64Array, row: number, classes: number): number {
  const q = probabilities.subarray(row * classes, (row + 1) * classes);
  return q.reduce((best, value, c) => (value > q[best]! ? c : best), 0);
}
