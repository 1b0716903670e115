import type { Job } from '../job.ts';
import { doubleDoubleArray, setAt, toNumber } from '../kernel/doubleDouble.ts';
import { Pace, pieceLength } from '../kernel/pace.ts';
import {
  type Exponentials,
  type LogitRows,
  logitRows,
  type RowFactors,
  rowFactors,
  type RowStatistics,
  rowStatistics,
  scaleRows,
  softmaxRows,
} from '../kernel/softmaxRows.ts';
import type { Batch } from './batch.ts';
import type { LossOptions } from './options.ts';
import { RowLosses } from './rowLosses.ts';
import type { Floats, Results } from '../kernel/results.ts';
import { type RowSoftmax, rowSoftmax } from './rowSoftmax.ts';

/** A row costs, beside its logits, about as much as so many of them. */
export const workPerRow = 64;

/** The evaluation of a batch in TypeScript: of all of it, or of rows that machine code leaves to it. */
export class ExactEvaluation {
  /** How often each logit is visited. */
  readonly passes: number;
  readonly #logits: LogitRows;
  readonly #results: Results;
  readonly #groupLength: number;
  readonly #statistics: RowStatistics;
  readonly #probabilityFactors: RowFactors;
  readonly #rowLosses: RowLosses | undefined;
  /** Of a group of rows, where they are needed beyond their sums. */
  #exponentials: Exponentials | undefined;

  /** @param divisor the mean's */
  constructor(batch: Batch<Floats>, options: LossOptions, divisor: number, results: Results) {
    const { rows, classes, values } = batch.logits;
    const { probabilities, losses } = results;
    this.#results = results;
    this.#logits = logitRows(values, classes, options.temperature);
    this.#groupLength = Math.min(rows, Math.ceil(pieceLength / (classes + workPerRow)));
    this.#statistics = rowStatistics(this.#groupLength);
    this.#probabilityFactors = rowFactors(this.#groupLength);
    this.#rowLosses =
      losses && new RowLosses(batch, options, divisor, this.#logits, this.#groupLength, losses);
    this.passes = 1 + (probabilities ? 1 : 0) + (this.#rowLosses?.passes ?? 0);
  }

  /** Evaluates the rows in [first, last), a group of rows at a time. */
  *evaluate(first: number, last: number, pace: Pace): Job<void> {
    const { classes } = this.#logits;
    const { probabilities, losses } = this.#results;
    const most = Math.min(this.#groupLength, last - first) * classes;
    const isKept = probabilities ?? losses?.gradient;
    if (isKept && !(this.#exponentials && this.#exponentials.high.length >= most)) {
      this.#exponentials = doubleDoubleArray(most);
    }
    for (let start = first; start < last; start += this.#groupLength) {
      yield* this.#evaluateGroup(start, Math.min(start + this.#groupLength, last), pace);
    }
  }

  *#evaluateGroup(first: number, last: number, pace: Pace): Job<void> {
    const exponentials = this.#exponentials;
    const { argmax, confidence, probabilities } = this.#results;
    const statistics = this.#statistics;
    const factors = this.#probabilityFactors;
    yield* softmaxRows(this.#logits, first, last, statistics, exponentials, pace);
    const softmaxes: RowSoftmax[] = [];
    for (let row = first; row < last; row++) {
      const softmax = rowSoftmax(statistics, row - first);
      softmaxes.push(softmax);
      argmax[row] = softmax.argmax;
      confidence[row] = toNumber(softmax.probabilityFactor);
      setAt(factors.value, row - first, softmax.probabilityFactor);
    }
    if (pace.spend(workPerRow * (last - first))) yield pace.fraction;
    yield* this.#rowLosses?.evaluate(first, softmaxes, statistics, exponentials, pace) ?? [];
    if (exponentials && probabilities) {
      const { classes } = this.#logits;
      yield* scaleRows(exponentials, classes, first, last, factors, probabilities, pace);
    }
  }
}
