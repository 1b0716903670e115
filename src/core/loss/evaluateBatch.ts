import type { Job } from '../job.ts';
import { setAt, toNumber } from '../kernel/doubleDouble.ts';
import { Pace, pieceLength } from '../kernel/pace.ts';
import {
  logitRows,
  rowFactors,
  rowStatistics,
  scaleRows,
  softmaxRows,
} from '../kernel/softmaxRows.ts';
import type { Batch } from './batch.ts';
import type { LossOptions } from './options.ts';
import { type LossResults, RowLosses } from './rowLosses.ts';
import { type RowSoftmax, rowSoftmax } from './rowSoftmax.ts';

/** What an evaluation fills in. */
export interface Results {
  readonly argmax: Int32Array;
  readonly confidence: Float64Array;
  /** N x C, if wanted. */
  readonly probabilities?: Float64Array;
  /** For a batch with targets. */
  readonly losses?: LossResults;
}

/** A row costs, beside its logits, about as much as so many of them. */
const workPerRow = 64;

/** Evaluates a batch into `results`, a group of rows at a time. `divisor` is the mean's. */
export function* evaluateBatch(
  batch: Batch,
  options: LossOptions,
  divisor: number,
  results: Results,
): Job<void> {
  const { rows, classes, values } = batch.logits;
  const { argmax, confidence, probabilities, losses } = results;
  const logits = logitRows(values, classes, options.temperature);
  const groupLength = Math.min(rows, Math.ceil(pieceLength / (classes + workPerRow)));
  const statistics = rowStatistics(groupLength);
  const rowLosses = losses && new RowLosses(batch, options, divisor, logits, groupLength, losses);
  const passes = 1 + (probabilities ? 1 : 0) + (rowLosses?.passes ?? 0);
  const pace = new Pace(passes * values.length + workPerRow * rows);
  const exponentials = probabilities && {
    high: probabilities,
    low: new Float64Array(groupLength * classes),
  };
  const probabilityFactors = rowFactors(groupLength);

  for (let first = 0; first < rows; first += groupLength) {
    const last = Math.min(first + groupLength, rows);
    yield* softmaxRows(logits, first, last, statistics, exponentials, pace);
    const softmaxes: RowSoftmax[] = [];
    for (let row = first; row < last; row++) {
      const softmax = rowSoftmax(statistics, row - first);
      softmaxes.push(softmax);
      argmax[row] = softmax.argmax;
      confidence[row] = toNumber(softmax.probabilityFactor);
      setAt(probabilityFactors.value, row - first, softmax.probabilityFactor);
    }
    if (pace.spend(workPerRow * (last - first))) yield pace.fraction;
    if (rowLosses) yield* rowLosses.evaluate(first, softmaxes, statistics, exponentials, pace);
    if (exponentials) {
      const into = exponentials.high;
      yield* scaleRows(exponentials, classes, first, last, probabilityFactors, into, pace);
    }
  }
}
