import { CompensatedSum, toNumber } from '../kernel/doubleDouble.ts';
import type { Floats } from '../kernel/results.ts';
import { type ConventionRules, conventions } from './conventions.ts';
import { checkLogits, type Logits } from './logits.ts';
import { LossError } from './lossError.ts';
import { refusedOptions } from './refusedOptions.ts';
import type { LossOptions } from './options.ts';
import { checkTargets, type Targets, targetsOfRows } from './targets.ts';

/** In place of a class: the row does not count. */
export const ignored = -1;

/** In place of a class: the target is out of range, which makes the loss NaN. */
export const undefinedClass = -2;

/** In place of a class: the target is out of range, which is an error. */
const refusedClass = -3;

/** Logits and targets that are known to fit each other. */
export interface Batch<Values extends Floats = Float64Array> {
  readonly logits: Logits<Values>;
  /** Per row a class from 0 to C - 1, `ignored` or `undefinedClass`; for class-index targets. */
  readonly classOfRow?: Int32Array;
  /** N x C; for class-probability targets. */
  readonly probabilities?: Float64Array;
}

/** @throws LossError if shapes do not fit, a target is out of range, or the convention lacks an option. */
export function makeBatch<Values extends Floats>(
  logits: Logits<Values>,
  targets: Targets | undefined,
  options: LossOptions,
): Batch<Values> {
  checkLogits(logits);
  if (!targets) return { logits };
  checkTargets(targets, logits);
  const [refusal] = refusedOptions(targets, options);
  if (refusal) {
    throw new LossError(`${refusal.sentence} Change the option, or choose another convention.`);
  }
  if (targets.kind === 'probabilities') return { logits, probabilities: targets.probabilities };
  const { classes } = logits;
  return {
    logits,
    classOfRow: targets.indices.map((target, row) => requireClass(target, row, classes, options)),
  };
}

/** The rows from `first` up to, not including, `last` as a batch of their own. */
export function makePartialBatch(
  { classes, values }: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  first: number,
  last: number,
): Batch {
  const logits = {
    rows: last - first,
    classes,
    values: values.subarray(first * classes, last * classes),
  };
  if (!targets) return { logits };
  const own = targetsOfRows(targets, first, last, classes);
  if (own.kind === 'probabilities') return { logits, probabilities: own.probabilities };
  const classOfRow = own.indices.map((target, at) =>
    requireClass(target, first + at, classes, options),
  );
  return { logits, classOfRow };
}

/** One row as a batch of its own. */
export function makeRowBatch(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  row: number,
): Batch {
  return makePartialBatch(logits, targets, options, row, row + 1);
}

function requireClass(target: number, row: number, classes: number, options: LossOptions): number {
  const known = classOf(target, classes, options);
  if (known !== refusedClass) return known;
  const rules = conventions[options.convention];
  throw new LossError(
    `Row ${row} has target ${target}, but the classes are 0 to ${classes - 1}. ${remedy(target, rules)}`,
    { row },
  );
}

/** What the convention takes a target for: a class, or `ignored`, `undefinedClass` or `refusedClass`. */
export function classOf(
  target: number,
  classes: number,
  { ignoreIndex, labelSmoothing, convention }: LossOptions,
): number {
  const isClass = target >= 0 && target < classes;
  if (isClass && target !== ignoreIndex) return target;
  const rules = conventions[convention];
  if (target === ignoreIndex && rules.ignoreIndex.answer !== 'not offered') return ignored;
  if (isClass) return target;
  const outOfRange = rules.outOfRange.answer;
  // What is smoothed are one-hot labels: of a target out of range, there is none.
  if (labelSmoothing > 0 && rules.labelSmoothing.answer === 'offered') return refusedClass;
  if (outOfRange !== 'error' && target < 0 && target >= -classes) return target + classes;
  return outOfRange === 'wrap, then NaN' ? undefinedClass : refusedClass;
}

function remedy(target: number, { name, ignoreIndex }: ConventionRules): string {
  return ignoreIndex.answer === 'not offered'
    ? `Correct the target; ${name} has no ignore index.`
    : `Correct the target, or make ${target} the ignore index.`;
}

/** What the mean divides by, and how many rows stand behind it. */
export interface Divisor {
  readonly divisor: number;
  readonly valid: number;
  readonly ignored: number;
}

export function divisorOf(
  { logits, classOfRow }: Batch<Floats>,
  { classWeights, convention }: LossOptions,
): Divisor {
  const { rows } = logits;
  const weights =
    conventions[convention].meanDivisor.answer === 'sum of weights' ? classWeights : undefined;
  if (!classOfRow) return { divisor: rows, valid: rows, ignored: 0 };
  let valid = 0;
  const weight = new CompensatedSum();
  // V8 runs this several times as fast as a loop over the targets.
  for (let row = 0; row < rows; row++) {
    const target = classOfRow[row]!;
    if (target === ignored) continue;
    valid += 1;
    if (weights) weight.add(weights[target]!);
  }
  const divisor = weights ? toNumber(weight.value) : valid;
  return { divisor, valid, ignored: rows - valid };
}
