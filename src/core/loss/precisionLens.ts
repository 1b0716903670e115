import type { Job } from '../job.ts';
import { toNumber } from '../kernel/doubleDouble.ts';
import { Pace } from '../kernel/pace.ts';
import { type Batch, ignored, makeBatch, undefinedClass } from './batch.ts';
import { conventions } from './conventions.ts';
import { demandOf } from './demand.ts';
import { summarise, type Summary } from './evaluation.ts';
import { type FloatFormat, floatFormats } from './floatFormats.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { reduce } from './reduction.ts';
import { stage } from './stage.ts';
import type { Targets } from './targets.ts';

/**
 * naive: -log(e^z / sum e^z), as in a textbook. stable: with z - max z for z, and log(sum) - z for the
 * quotient, as in every framework.
 */
export type PrecisionMethod = 'naive' | 'stable';

/** What a format of fewer bits makes of the same logits. */
export interface PrecisionResult {
  readonly format: FloatFormat['name'];
  readonly method: PrecisionMethod;
  /** Rows in which a logit, an exponential or their sum becomes infinite. */
  readonly overflows: number;
  /** Rows in which an exponential that is not 0 becomes 0. */
  readonly underflows: number;
  /** Rows whose rounded logits have another argmax. */
  readonly wrongArgmax: number;
  /** The reduced loss; absent without targets. */
  readonly loss?: number;
  /** |loss - exact| / exact, or NaN or Infinity. */
  readonly lossError?: number;
}

/**
 * The loss as float32, float16 and bfloat16 would give it: each step of the softmax is rounded to the
 * format, but for its sum, which is added up in float32. Naively it is then stored in the format; the stable
 * method takes its logarithm first, as a fused log-softmax does (pytorch/pytorch,
 * aten/src/ATen/native/cuda/SoftMax.cu, LogSoftMaxForwardEpilogue). Weights and reduction are exact, so that
 * what differs is the softmax. Rows without a softmax are not counted.
 *
 * @throws LossError as `summarise` does.
 */
export function* measurePrecision(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
): Job<PrecisionResult[]> {
  const batch = makeBatch(logits, targets, options);
  const stages = 1 + 2 * floatFormats.length;
  const exact = yield* stage(0, stages, summarise(logits, targets, options));
  const results: PrecisionResult[] = [];
  for (const format of floatFormats) {
    for (const method of ['naive', 'stable'] as const) {
      const job = measure(batch, options, exact, format, method);
      results.push(yield* stage(1 + results.length, stages, job));
    }
  }
  return results;
}

function* measure(
  batch: Batch,
  options: LossOptions,
  exact: Summary,
  { name, round }: FloatFormat,
  method: PrecisionMethod,
): Job<PrecisionResult> {
  const { rows, classes, values } = batch.logits;
  const { ofRow, ofTarget, spread } = demandOf(batch, options);
  const temperature = round(options.temperature);
  const lossPerRow = exact.losses?.lossPerRow.slice();
  const pace = new Pace((spread ? 3 : 2) * values.length);
  const coefficient = new Float64Array(1);
  let overflows = 0;
  let underflows = 0;
  let wrongArgmax = 0;

  for (let row = 0; row < rows; row++) {
    if (!Number.isFinite(exact.confidence[row])) continue;
    const start = row * classes;
    const logitOf = (column: number) => round(round(values[start + column]!) / temperature);
    let isOverflowing = false;
    let isUnderflowing = false;

    let largest = -Infinity;
    let argmax = 0;
    for (let column = 0; column < classes; column++) {
      const logit = logitOf(column);
      if (logit > largest) {
        largest = logit;
        argmax = column;
      }
      if (!Number.isFinite(logit) && Number.isFinite(values[start + column])) isOverflowing = true;
      if (pace.spend(1)) yield pace.fraction;
    }

    const offset = method === 'stable' ? largest : 0;
    const shiftedOf = (column: number) => round(logitOf(column) - offset);
    let sum = 0;
    for (let column = 0; column < classes; column++) {
      const exponential = round(Math.exp(shiftedOf(column)));
      if (exponential === 0 && values[start + column] !== -Infinity) isUnderflowing = true;
      sum = Math.fround(sum + exponential);
      if (pace.spend(1)) yield pace.fraction;
    }
    const total = method === 'naive' ? round(sum) : sum;
    if (total === Infinity) isOverflowing = true;

    const logTotal = round(Math.log(total));
    const lossOf = (column: number): number =>
      method === 'stable'
        ? round(logTotal - shiftedOf(column))
        : -round(Math.log(round(round(Math.exp(shiftedOf(column))) / total)));
    const target = batch.classOfRow?.[row];
    if (lossPerRow && target !== ignored && target !== undefinedClass) {
      let loss = target === undefined ? 0 : toNumber(ofTarget(target)) * lossOf(target);
      for (let column = 0; spread && column < classes; column++) {
        spread(row, column, 1, coefficient);
        loss += coefficient[0]! * lossOf(column);
        if (pace.spend(1)) yield pace.fraction;
      }
      lossPerRow[row] = ofRow(row, target) * loss;
    }

    if (isOverflowing) overflows += 1;
    if (isUnderflowing) underflows += 1;
    if (argmax !== exact.argmax[row]) wrongArgmax += 1;
  }

  const counts = { format: name, method, overflows, underflows, wrongArgmax };
  if (!exact.losses || !lossPerRow) return counts;
  const { emptyMean } = conventions[options.convention];
  const { sum, mean } = reduce(lossPerRow, exact.losses.divisor, emptyMean.answer);
  const loss = options.reduction === 'mean' ? mean : sum;
  const error = Math.abs(loss - exact.losses.loss);
  return { ...counts, loss, lossError: error === 0 ? 0 : error / Math.abs(exact.losses.loss) };
}
