import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import type { Batch } from './batch.ts';
import type { Summary } from './evaluation.ts';
import { marginOfRow } from './margin.ts';

/** Measures of each row's softmax, of length N; NaN for a row without a softmax. */
export interface RowMeasures {
  /** -sum p log p, in nats: 0 if one class is certain, log C if all are equally likely. */
  readonly entropy: Float64Array;
  /** As `marginOfRow`. */
  readonly margin: Float64Array;
  /**
   * How many classes come before the target when they are ordered by their logits, the first of equals
   * first: 0 if the argmax is right. All C for a row without a softmax, which predicts nothing; -1 for a
   * row that does not count. Absent without class-index targets.
   */
  readonly rank?: Int32Array;
}

export function* measureRows(
  { logits, classOfRow }: Batch,
  temperature: number,
  summary: Summary,
): Job<RowMeasures> {
  const { rows, classes, values } = logits;
  const { argmax, confidence } = summary;
  const entropy = new Float64Array(rows).fill(NaN);
  const margin = new Float64Array(rows).fill(NaN);
  const rank = classOfRow && new Int32Array(rows).fill(-1);
  const pace = new Pace(values.length);

  for (let row = 0; row < rows; row++) {
    const target = classOfRow?.[row] ?? -1;
    if (Number.isNaN(confidence[row])) {
      if (rank && target >= 0) rank[row] = classes;
      if (pace.spend(classes)) yield pace.fraction;
      continue;
    }
    const start = row * classes;
    const largest = start + argmax[row]!;
    let others = 0;
    let weightedDistance = 0;
    let before = 0;
    for (let at = start; at < start + classes; at++) {
      if (at !== largest) {
        const distance = (values[largest]! - values[at]!) / temperature;
        const exponential = Math.exp(-distance);
        others += exponential;
        if (exponential > 0) weightedDistance += exponential * distance;
      }
      if (target >= 0 && comesBefore(values, at, start + target)) before += 1;
      if (pace.spend(1)) yield pace.fraction;
    }
    entropy[row] = Math.log1p(others) + weightedDistance / (1 + others);
    margin[row] = marginOfRow(logits, temperature, summary, row);
    if (rank && target >= 0) rank[row] = before;
  }
  return { entropy, margin, ...(rank && { rank }) };
}

function comesBefore(values: Float64Array, at: number, target: number): boolean {
  const difference = values[at]! - values[target]!;
  return difference > 0 || (at < target && values[at] === values[target]);
}
