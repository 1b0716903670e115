/** The softmax and the loss of one row, step by step. */
import * as v from 'valibot';
import { question, rowQuery } from './compute.ts';
import { index, number } from './schemas.ts';

export const stepFormats = ['float64', 'float32', 'float16', 'bfloat16'] as const;

export const stepArithmetic = v.object({
  /** To what every step is rounded. */
  format: v.picklist(stepFormats),
  /** Whether the largest logit is subtracted first. */
  subtractsLargest: v.boolean(),
});
export type StepArithmetic = v.InferOutput<typeof stepArithmetic>;

/** What the steps come to for one class. */
const classSteps = v.object({
  index,
  logit: number,
  /** z / T. */
  scaled: number,
  /** z / T - m, or z / T where the largest is not subtracted. */
  shifted: number,
  exponential: number,
  probability: number,
  /** -log p. */
  surprisal: number,
  /** How much the class counts in the loss, and the derivative of the loss by its logit; 0 without a loss. */
  coefficient: number,
  slope: number,
});
export type ClassSteps = v.InferOutput<typeof classSteps>;

/** What the loss of a row is taken of. */
const stepTarget = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('class'), index }),
  v.object({ kind: v.literal('probabilities') }),
  /** `target` is the class index as it is given. */
  v.object({ kind: v.literal('ignored'), target: number }),
  v.object({ kind: v.literal('not a class'), target: number }),
]);

const stepsResult = v.object({
  row: index,
  arithmetic: stepArithmetic,
  /** In order, null in place of those that are left out. */
  classes: v.array(v.nullable(classSteps)),
  temperature: number,
  largest: number,
  total: number,
  logTotal: number,
  target: stepTarget,
  loss: v.nullable(
    v.object({
      /** As the steps have it, and without any rounding in between. */
      value: number,
      exact: number,
      /** By what p is multiplied in the gradient. */
      coefficientTotal: number,
      weights: v.picklist(['per class', 'per row', 'none']),
      /** Whether every class has a part in the loss, not the target alone. */
      isSpread: v.boolean(),
      isMean: v.boolean(),
      /** What the loss of the batch is divided by: 1 for a sum. */
      divisor: number,
    }),
  ),
});
export type StepsResult = v.InferOutput<typeof stepsResult>;

const stepsQuery = v.object({ ...rowQuery.entries, arithmetic: stepArithmetic });
export type StepsQuery = v.InferOutput<typeof stepsQuery>;

export const steps = question('steps', stepsQuery, stepsResult);
