import { completeOptions } from '../core/loss/options.ts';
import { LossError } from '../core/loss/lossError.ts';
import type { Settings } from './schemas.ts';

/** Why options cannot be as they are, in the words in which the loss would refuse them; null if they can. */
export function optionProblem(options: Settings['options'], classes: number): string | null {
  try {
    completeOptions(options, classes);
    return null;
  } catch (error) {
    if (error instanceof LossError) return error.message;
    throw error;
  }
}
