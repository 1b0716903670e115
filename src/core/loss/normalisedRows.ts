import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import { LossError } from './lossError.ts';
import type { Logits } from './logits.ts';

export type NormalisedKind = 'probabilities' | 'log-probabilities';

/** Printed probabilities of three or four digits sum to 1 within this. */
const tolerance = 2e-3;

/** Whether numbers of this sum are probabilities, as far as printed digits can tell. */
export function isSumOfProbabilities(sum: number): boolean {
  return Math.abs(sum - 1) <= tolerance;
}

/**
 * Whether what is taken for logits are probabilities or their logarithms: every row is non-negative
 * and sums to 1, or is not positive and its exponentials do. A single class says nothing.
 */
export function* normalisedKind(logits: Logits): Job<NormalisedKind | undefined> {
  if (logits.classes < 2) return undefined;
  if (yield* everyRowSumsToOne(logits, (value) => (value >= 0 ? value : NaN))) {
    return 'probabilities';
  }
  if (yield* everyRowSumsToOne(logits, (value) => (value <= 0 ? Math.exp(value) : NaN))) {
    return 'log-probabilities';
  }
  return undefined;
}

function* everyRowSumsToOne(
  { rows, classes, values }: Logits,
  probability: (value: number) => number,
): Job<boolean> {
  const pace = new Pace(2 * values.length);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) sum += probability(values[at]!);
    if (!isSumOfProbabilities(sum)) return false;
    if (pace.spend(classes)) yield pace.fraction;
  }
  return true;
}

/**
 * Logits whose softmax are these probabilities: their logarithms. (Log-probabilities need no change: the
 * softmax of log p is p.)
 *
 * @throws LossError naming the first negative entry.
 */
export function* logitsFromProbabilities({ rows, classes, values }: Logits): Job<Logits> {
  const logarithms = new Float64Array(values.length);
  const pace = new Pace(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value < 0) {
      const row = Math.floor(at / classes);
      const column = at % classes;
      throw new LossError(
        `Row ${row} has ${value} in column ${column}, which is not a probability. Treat the values as logits instead.`,
        { row, column },
      );
    }
    logarithms[at] = Math.log(value);
    if (pace.spend(1)) yield pace.fraction;
  }
  return { rows, classes, values: logarithms };
}
