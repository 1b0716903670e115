import { toNumber } from '../kernel/doubleDouble.ts';
import { type Batch, ignored, undefinedClass } from './batch.ts';
import { conventions } from './conventions.ts';
import { demandOf } from './demand.ts';
import { type FloatFormat, floatFormats } from './floatFormats.ts';
import type { LossOptions } from './options.ts';

/** How the softmax is computed by hand. */
export interface StepArithmetic {
  /** To what every step is rounded. */
  readonly format: 'float64' | FloatFormat['name'];
  /** Whether the largest logit is subtracted first, as in every framework, or not, as in the definition. */
  readonly subtractsLargest: boolean;
}

/** What comes out of every step of the softmax and its loss, for one row. Arrays have length C. */
export interface RowSteps {
  /** z / T. */
  readonly scaled: Float64Array;
  /** m, the largest z / T. */
  readonly largest: number;
  /** z / T - m, or z / T where the largest is not subtracted. */
  readonly shifted: Float64Array;
  readonly exponentials: Float64Array;
  /** The sum of the exponentials. */
  readonly total: number;
  readonly logTotal: number;
  readonly probabilities: Float64Array;
  /** -log p: log(total) - shifted, or, where the largest is not subtracted, the logarithm of p itself. */
  readonly surprisals: Float64Array;
  /** Absent without targets, and for a row whose target is ignored or no class. */
  readonly loss?: LossSteps;
}

/** The loss is sum_c B_c (-log p_c); its derivative by z_c, reduced, is (B p_c - B_c) / (T divisor). */
interface LossSteps {
  /** B_c. */
  readonly coefficients: Float64Array;
  /** B: the sum of the B_c, or what a convention that takes p - q for the derivative has in its place. */
  readonly coefficientTotal: number;
  /** Whether every class has a part in the loss, not the target alone. */
  readonly isSpread: boolean;
  /** Of this row, not reduced. */
  readonly value: number;
  /** Of the reduced loss. */
  readonly slopes: Float64Array;
}

/**
 * Softmax cross-entropy as one would write it down, each step rounded to a format as in `measurePrecision`:
 * there the sources are for what is kept in float32.
 *
 * @param batch a single row, from `makeRowBatch`
 * @param divisor what the reduction divides by
 */
export function rowSteps(
  batch: Batch,
  options: LossOptions,
  divisor: number,
  { format, subtractsLargest }: StepArithmetic,
): RowSteps {
  const { values } = batch.logits;
  const narrow = floatFormats.find(({ name }) => name === format);
  const round = narrow?.round ?? ((value: number) => value);
  const roundSum = narrow ? Math.fround : round;

  const temperature = round(options.temperature);
  const scaled = values.map((logit) => round(round(logit) / temperature));
  const largest = scaled.reduce((most, value) => Math.max(most, value), -Infinity);
  const shifted = subtractsLargest ? scaled.map((value) => round(value - largest)) : scaled;
  const exponentials = shifted.map((value) => round(Math.exp(value)));
  const sumOfAll = exponentials.reduce((sum, value) => roundSum(sum + value), 0);
  const total = subtractsLargest ? sumOfAll : round(sumOfAll);
  const logTotal = round(Math.log(total));
  const probabilities = exponentials.map((value) => round(value / total));
  const surprisals = subtractsLargest
    ? shifted.map((value) => round(logTotal - value))
    : probabilities.map((p) => 0 - round(Math.log(p)));
  const softmax = { scaled, largest, shifted, exponentials, total, logTotal, probabilities };
  const steps = { ...softmax, surprisals };

  const target = batch.classOfRow?.[0];
  const hasTarget = batch.probabilities !== undefined || target !== undefined;
  if (!hasTarget || target === ignored || target === undefinedClass) return steps;
  const { ofRow, ofTarget, spread } = demandOf(batch, options);
  const coefficients = new Float64Array(values.length);
  spread?.(0, 0, values.length, coefficients);
  if (target !== undefined) coefficients[target]! += toNumber(ofTarget(target));
  const rowWeight = ofRow(0, target);
  coefficients.forEach((coefficient, c) => (coefficients[c] = rowWeight * coefficient));

  // Of a single class alone: 0 times the surprisal of another is NaN where that is infinite.
  const value = spread
    ? sum(coefficients.map((coefficient, c) => coefficient * surprisals[c]!))
    : coefficients[target!]! * surprisals[target!]!;
  const isNormalised =
    target === undefined && conventions[options.convention].unnormalisedGradient.answer === 'p - q';
  const coefficientTotal = isNormalised ? rowWeight : sum(coefficients);
  const scale = options.temperature * divisor;
  const slopes = probabilities.map((p, c) => (coefficientTotal * p - coefficients[c]!) / scale);
  return {
    ...steps,
    loss: {
      coefficients,
      coefficientTotal,
      isSpread: spread !== undefined,
      value,
      slopes,
    },
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
