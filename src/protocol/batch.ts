/** What a batch comes to, all rows taken together. */
import * as v from 'valibot';
import { question } from './compute.ts';
import { index, number } from './schemas.ts';

/** Rows by their loss. */
const lossHistogram = v.object({
  /** One more than there are bins, growing; a bin leaves out its upper edge. */
  edges: v.array(number),
  /** How many rows each bin has. */
  rows: v.array(index),
  /** Rows that are in no bin. */
  infinite: index,
  notNumbers: index,
  ignored: index,
});
export type LossHistogram = v.InferOutput<typeof lossHistogram>;

const confusions = v.object({
  /** The classes that have a row and a column of their own, in order. */
  classes: v.pipe(v.array(index), v.readonly()),
  /** Whether a last row and column stand for all the other classes together. */
  hasOthers: v.boolean(),
  /** Row-major: a row for each target, a column for each prediction. */
  counts: v.pipe(v.array(index), v.readonly()),
});
export type Confusions = v.InferOutput<typeof confusions>;

const calibration = v.object({
  expectedError: number,
  /** Rows whose confidence is above `from`, up to and including `to`; bins without rows are left out. */
  bins: v.pipe(
    v.array(
      v.object({ from: number, to: number, count: index, accuracy: number, confidence: number }),
    ),
    v.readonly(),
  ),
});
export type Calibration = v.InferOutput<typeof calibration>;

const batchResult = v.object({
  /** Null without a loss. */
  losses: v.nullable(lossHistogram),
  meanEntropy: number,
  meanMargin: number,
  meanConfidence: number,
  /** Null where a row has no one target. */
  predictions: v.nullable(
    v.object({
      accuracy: number,
      /** In which part of the rows the target is among the k likeliest classes, for some k. */
      topAccuracies: v.array(v.object({ k: index, accuracy: number })),
      perplexity: number,
      calibration,
      confusions,
    }),
  ),
});
export type BatchResult = v.InferOutput<typeof batchResult>;

export const batchReport = question('batchReport', v.object({}), batchResult);
