import type { Job } from '../job.ts';
import { makeBatch } from './batch.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { type Summary, summarise } from './evaluation.ts';
import type { Confusion } from './confusionMatrix.ts';
import type { Logits } from './logits.ts';
import { completeOptions, type LossOptions } from './options.ts';
import { measureRows, type RowMeasures } from './rowMeasures.ts';
import { stage } from './stage.ts';
import type { Targets } from './targets.ts';

/** Measures of the softmax and, with class-index targets, of how well it predicts. */
export interface Metrics {
  readonly rows: RowMeasures;
  /** Means over the rows that have a softmax; NaN if there are none. */
  readonly meanEntropy: number;
  readonly meanMargin: number;
  readonly meanConfidence: number;
  readonly predictions?: PredictionMetrics;
}

/** Over the rows that count and, but for the accuracy, have a softmax. All but the confusions are NaN if there are none. */
interface PredictionMetrics {
  /** In how many of them the argmax is the target, as a fraction; a row without a softmax predicts nothing. */
  readonly accuracy: number;
  /** e to the mean of -log p of the targets, whatever the weights and the smoothing. */
  readonly perplexity: number;
  readonly calibration: Calibration;
  /** The pairs of target and prediction that occur, the most frequent first. */
  readonly confusions: readonly Confusion[];
}

/**
 * @param summary what `summarise` gives for the same arguments.
 * @throws LossError as `summarise` does.
 */
export function* measure(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  summary: Summary,
): Job<Metrics> {
  const batch = makeBatch(logits, targets, options);
  const rows = yield* stage(0, 2, measureRows(batch, options.temperature, summary));
  const means = {
    rows,
    meanEntropy: meanOfNumbers(rows.entropy),
    meanMargin: meanOfNumbers(rows.margin),
    meanConfidence: meanOfNumbers(summary.confidence),
  };
  const { classOfRow } = batch;
  const { rank } = rows;
  if (!targets || !classOfRow || !rank) return means;

  const { losses } = yield* stage(1, 2, plainSummary(logits, targets, options, summary));
  const predicts = (row: number) => rank[row]! >= 0 && rank[row]! < logits.classes;
  return {
    ...means,
    predictions: {
      accuracy: topAccuracy(rank, 1),
      perplexity: Math.exp(mean(losses!.lossPerRow, predicts)),
      calibration: calibrationOf(summary.confidence, rank),
      confusions: confusionsOf(classOfRow, summary.argmax, predicts, logits.classes),
    },
  };
}

/** The losses without weights and smoothing: -log p of the targets. */
function* plainSummary(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  summary: Summary,
): Job<Summary> {
  const { temperature, ignoreIndex, convention, classWeights, labelSmoothing } = options;
  if (!classWeights && labelSmoothing === 0) return summary;
  const plain = completeOptions({ temperature, ignoreIndex, convention }, logits.classes);
  return yield* summarise(logits, targets, plain);
}

/** In which part of the rows that count the target is among the `k` likeliest classes. */
export function topAccuracy(rank: Int32Array, k: number): number {
  let counted = 0;
  let right = 0;
  for (const before of rank) {
    if (before >= 0) counted += 1;
    if (before >= 0 && before < k) right += 1;
  }
  return right / counted;
}

function confusionsOf(
  classOfRow: Int32Array,
  argmax: Int32Array,
  predicts: (row: number) => boolean,
  classes: number,
): Confusion[] {
  const counts = new Map<number, number>();
  classOfRow.forEach((target, row) => {
    if (!predicts(row)) return;
    const pair = target * classes + argmax[row]!;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  });
  return [...counts]
    .map(([pair, count]) => {
      return { target: Math.floor(pair / classes), predicted: pair % classes, count };
    })
    .sort((a, b) => b.count - a.count || a.target - b.target || a.predicted - b.predicted);
}

/** The mean of what is not NaN. */
function meanOfNumbers(values: Float64Array): number {
  return mean(values, (row) => !Number.isNaN(values[row]));
}

/** In a loop: of a million rows, filtering and reducing a typed array takes a hundred times as long. */
function mean(values: Float64Array, counts: (row: number) => boolean): number {
  let sum = 0;
  let counted = 0;
  for (let row = 0; row < values.length; row++) {
    if (!counts(row)) continue;
    sum += values[row]!;
    counted += 1;
  }
  return sum / counted;
}
