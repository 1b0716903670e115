import type { FormatName } from '../names.ts';
import type { Plan } from './plan.ts';

/** How a test is written in Python with one framework. */
export interface Framework {
  /** How its arrays are written. */
  readonly format: FormatName;
  /** What makes an array of a list. */
  readonly array: string;
  readonly imports: readonly string[];
  /** The lines of `softmax_cross_entropy(logits)`. */
  readonly loss: (plan: Plan) => readonly string[];
  /** The lines that set `loss` and `gradient`. */
  readonly evaluation: readonly string[];
  /** What compares an actual and an expected value. */
  readonly compare: string;
}

/** The lines that there are. */
export function present(lines: readonly (string | false)[]): string[] {
  return lines.filter((line) => line !== false);
}

/** `logits`, divided by the temperature. */
export function scaledLogits({ temperature }: Plan): string {
  return temperature === 1 ? 'logits' : `logits / ${temperature}`;
}
