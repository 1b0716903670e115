import type { LossOptions, LossOptionsInput } from '../core/loss/options.ts';
import type { WrittenOptions } from '../core/reading/targets/writtenOptions.ts';
import type { UnappliedOptions } from '../protocol/compute.ts';
import { optionProblem } from '../protocol/optionProblem.ts';

/**
 * What is written in the call of the loss, but is not in force.
 *
 * @param given the options that were set; whoever set one knows better than a call whose value is not understood
 * @param inForce with the defaults of those that were not
 * @param classes how many; what the loss of as many would refuse counts as not understood
 * @returns null if everything is
 */
export function unappliedOptions(
  written: WrittenOptions | undefined,
  given: LossOptionsInput,
  inForce: LossOptions,
  classes: number,
): UnappliedOptions | null {
  if (!written) return null;
  const { range, texts } = written;
  const options: LossOptionsInput = Object.fromEntries(
    Object.entries(written.options).filter(
      ([name, value]) => optionProblem({ [name]: value }, classes) === null,
    ),
  );
  const unapplied = [...texts].filter(
    ([name]) => options[name] !== undefined && !isSame(options[name], inForce[name]),
  );
  const notUnderstood = [...texts].filter(
    ([name]) => options[name] === undefined && given[name] === undefined,
  );
  if (unapplied.length + notUnderstood.length === 0) return null;
  return {
    range,
    texts: unapplied.map(([, text]) => text),
    options: Object.fromEntries(unapplied.map(([name]) => [name, options[name]])),
    notUnderstood: notUnderstood.map(([, text]) => text),
  };
}

type Value = LossOptions[keyof LossOptions];

function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(asApplied(one)) === JSON.stringify(asApplied(other));
}

function asApplied(value: Value): Value {
  // Losses of the rows are always there; the gradient that belongs to them is that of the sum.
  if (value === 'none') return 'sum';
  // Weights of 1 are as none.
  return Array.isArray(value) && value.every((weight) => weight === 1) ? undefined : value;
}
