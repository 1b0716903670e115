import { type Job, runToEnd } from '../job.ts';
import { type Batch, type Divisor, divisorOf, makeBatch, makePartialBatch } from './batch.ts';
import { conventions } from './conventions.ts';
import { BatchEvaluation, evaluateBatch } from './evaluateBatch.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { reduce } from './reduction.ts';
import type { Floats, Results } from '../kernel/results.ts';
import { type ArraySource, ordinaryArrays, sharedMemoryOf } from '../kernel/sharedMemory.ts';
import type { Targets } from './targets.ts';

/** The losses of a batch, per row and reduced. */
export interface Losses extends Divisor {
  /** Length N; 0 for an ignored row. */
  readonly lossPerRow: Float64Array;
  /** Length N, for class-index targets only: the probability of each row's target; NaN for an ignored row. */
  readonly targetProbability?: Float64Array;
  readonly sum: number;
  readonly mean: number;
  /** The one that the reduction asks for; `none` gives the sum. */
  readonly loss: number;
}

/** What is known about every row: memory proportional to N, never to N x C. */
export interface Summary {
  /** Length N. Ties go to the first class; the first NaN wins. */
  readonly argmax: Int32Array;
  /** Length N: the probability of the argmax. */
  readonly confidence: Float64Array;
  /** Absent without targets. */
  readonly losses?: Losses;
}

export interface Evaluation<Values extends Floats = Float64Array> extends Summary {
  /** N x C, row-major. */
  readonly probabilities: Values;
  /** N x C, row-major: the derivative of `losses.loss` by each logit. Absent without targets. */
  readonly gradient?: Values;
}

/** As an `Evaluation`, of some of its rows. */
export interface RowsEvaluation extends Pick<Evaluation, 'argmax' | 'probabilities' | 'gradient'> {
  /** Absent without targets. */
  readonly lossPerRow?: Float64Array;
}

/**
 * Softmax cross-entropy, per row.
 *
 * @throws LossError if shapes do not fit or a target is out of range.
 */
export function* summarise(
  logits: Logits<Floats>,
  targets: Targets | undefined,
  options: LossOptions,
): Job<Summary> {
  const batch = makeBatch(logits, targets, options);
  const divisor = divisorOf(batch, options);
  const results = sparseResults(batch);
  yield* evaluateBatch(batch, options, divisor.divisor, results);
  return summaryOf(results, divisor, options);
}

/**
 * As `summarise`, with the probabilities and the gradient of every entry.
 *
 * @throws LossError if shapes do not fit or a target is out of range.
 */
export function* evaluate<Values extends Floats = Float64Array>(
  logits: Logits<Values>,
  targets: Targets | undefined,
  options: LossOptions,
): Job<Evaluation<Values>> {
  const batch = makeBatch(logits, targets, options);
  const divisor = divisorOf(batch, options);
  const results = denseResults(batch, logits.values);
  yield* evaluateBatch(batch, options, divisor.divisor, results);
  return {
    ...summaryOf(results, divisor, options),
    probabilities: results.probabilities,
    ...gradientOf(results),
  };
}

/** An evaluation that is run again when its logits have changed: all else is made ready once. */
interface PreparedEvaluation<Values extends Floats> {
  /** @returns what `evaluate` gives but for the probabilities, in arrays that the next run writes over */
  run(): Job<Omit<Evaluation<Values>, 'probabilities'>>;
}

/**
 * Prepares an evaluation without probabilities. Logits in shared memory are evaluated where they stand, and the
 * results, too.
 *
 * @public for measurements, and for those who change logits step by step
 * @throws LossError if shapes do not fit or a target is out of range.
 */
export function prepareEvaluation<Values extends Floats = Float64Array>(
  logits: Logits<Values>,
  targets: Targets | undefined,
  options: LossOptions,
): PreparedEvaluation<Values> {
  const arrays = sharedMemoryOf(logits.values) ?? ordinaryArrays;
  const { classOfRow, ...rest } = makeBatch(logits, targets, options);
  const classes = classOfRow && arrays.int32(logits.rows);
  classes?.set(classOfRow!);
  const batch = { ...rest, ...(classes && { classOfRow: classes }) };
  const divisor = divisorOf(batch, options);
  const results = withGradient(sparseResults(batch, arrays), logits.values, arrays);
  const evaluation = new BatchEvaluation(batch, options, divisor.divisor, results);
  return {
    *run() {
      yield* evaluation.run();
      return { ...summaryOf(results, divisor, options), ...gradientOf(results) };
    },
  };
}

/**
 * The rows from `first` up to, not including, `last`, bit for bit as `evaluate` gives them. `divisor` is
 * the batch's, from `losses.divisor`; it matters for the reduction `mean` only.
 *
 * @throws LossError if the target of one of the rows is out of range.
 */
export function* evaluateRows(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  divisor: number,
  first: number,
  last: number,
): Job<RowsEvaluation> {
  const batch = makePartialBatch(logits, targets, options, first, last);
  const results = denseResults(batch, logits.values);
  yield* evaluateBatch(batch, options, divisor, results, logits.values.length);
  const { argmax, probabilities, losses } = results;
  return {
    argmax,
    probabilities,
    ...gradientOf(results),
    ...(losses && { lossPerRow: losses.lossPerRow }),
  };
}

/** One row; see `evaluateRows`. */
export function evaluateRow(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  divisor: number,
  row: number,
): RowsEvaluation {
  return runToEnd(evaluateRows(logits, targets, options, divisor, row, row + 1));
}

function sparseResults(
  { logits, classOfRow, probabilities }: Batch<Floats>,
  arrays = ordinaryArrays,
): Results<never> {
  const { rows } = logits;
  return {
    argmax: arrays.int32(rows),
    confidence: arrays.float64(rows),
    ...((classOfRow ?? probabilities) && {
      losses: {
        lossPerRow: arrays.float64(rows),
        ...(classOfRow && { targetProbability: arrays.float64(rows) }),
      },
    }),
  };
}

function denseResults<Values extends Floats>(batch: Batch<Floats>, like: Values) {
  const probabilities = alike(like, batch.logits.values.length, ordinaryArrays);
  return { ...withGradient(sparseResults(batch), probabilities, ordinaryArrays), probabilities };
}

/** With a gradient like other values N x C. */
function withGradient<Values extends Floats>(
  { losses, ...rest }: Results<never>,
  like: Values,
  arrays: ArraySource,
): Results<Values> {
  if (!losses) return rest;
  return { ...rest, losses: { ...losses, gradient: alike(like, like.length, arrays) } };
}

function alike<Values extends Floats>(values: Values, length: number, arrays: ArraySource): Values {
  const alike = values instanceof Float32Array ? arrays.float32(length) : arrays.float64(length);
  return alike as Values;
}

function gradientOf<Values extends Floats>({
  losses,
}: Results<Values>): Pick<Evaluation<Values>, 'gradient'> {
  return losses?.gradient ? { gradient: losses.gradient } : {};
}

function summaryOf(
  { argmax, confidence, losses }: Results,
  divisor: Divisor,
  options: LossOptions,
): Summary {
  if (!losses) return { argmax, confidence };
  const { lossPerRow, targetProbability } = losses;
  const { sum, mean } = reduce(
    lossPerRow,
    divisor.divisor,
    conventions[options.convention].emptyMean.answer,
  );
  return {
    argmax,
    confidence,
    losses: {
      ...divisor,
      lossPerRow,
      ...(targetProbability && { targetProbability }),
      sum,
      mean,
      loss: options.reduction === 'mean' ? mean : sum,
    },
  };
}
