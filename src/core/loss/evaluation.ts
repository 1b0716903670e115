import { type Job, runToEnd } from '../job.ts';
import { type Batch, type Divisor, divisorOf, makeBatch, makePartialBatch } from './batch.ts';
import { conventions } from './conventions.ts';
import { evaluateBatch } from './evaluateBatch.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { reduce } from './reduction.ts';
import type { Floats, Results } from '../kernel/results.ts';
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
  return { ...summaryOf(results, divisor, options), ...denseOf(results) };
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
  const { argmax, losses } = results;
  return { argmax, ...denseOf(results), ...(losses && { lossPerRow: losses.lossPerRow }) };
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

function sparseResults({ logits, classOfRow, probabilities }: Batch<Floats>): Results<never> {
  const { rows } = logits;
  return {
    argmax: new Int32Array(rows),
    confidence: new Float64Array(rows),
    ...((classOfRow ?? probabilities) && {
      losses: {
        lossPerRow: new Float64Array(rows),
        ...(classOfRow && { targetProbability: new Float64Array(rows) }),
      },
    }),
  };
}

type DenseResults<Values extends Floats> = Results<Values> & { readonly probabilities: Values };

function denseResults<Values extends Floats>(
  batch: Batch<Floats>,
  like: Values,
): DenseResults<Values> {
  const { losses, ...results } = sparseResults(batch);
  const { length } = batch.logits.values;
  return {
    ...results,
    probabilities: alike(like, length),
    ...(losses && { losses: { ...losses, gradient: alike(like, length) } }),
  };
}

function alike<Values extends Floats>(values: Values, length: number): Values {
  const alike =
    values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  return alike as Values;
}

function denseOf<Values extends Floats>({
  probabilities,
  losses,
}: DenseResults<Values>): Pick<Evaluation<Values>, 'probabilities' | 'gradient'> {
  return { probabilities, ...(losses?.gradient && { gradient: losses.gradient }) };
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
