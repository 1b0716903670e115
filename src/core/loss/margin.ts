import type { Summary } from './evaluation.ts';
import type { Logits } from './logits.ts';

/**
 * The probability of a row's argmax minus that of the runner-up; 1 for a single class, NaN for a row
 * without a softmax.
 */
export function marginOfRow(
  { classes, values }: Logits,
  temperature: number,
  { argmax, confidence }: Pick<Summary, 'argmax' | 'confidence'>,
  row: number,
): number {
  const start = row * classes;
  const largest = start + argmax[row]!;
  let runnerUp = -Infinity;
  for (let at = start; at < start + classes; at++) {
    if (at !== largest && values[at]! > runnerUp) runnerUp = values[at]!;
  }
  return Math.abs(Math.expm1((runnerUp - values[largest]!) / temperature)) * confidence[row]!;
}
