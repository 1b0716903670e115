import type { Job } from '../core/job.ts';
import { conventionMatters } from '../core/loss/compareConventions.ts';
import { conventions } from '../core/loss/conventions.ts';
import type { Summary } from '../core/loss/evaluation.ts';
import type { Logits } from '../core/loss/logits.ts';
import {
  completeOptions,
  type Convention,
  type LossOptions,
  type LossOptionsInput,
} from '../core/loss/options.ts';
import { refusedOptions } from '../core/loss/refusedOptions.ts';
import type { Targets } from '../core/loss/targets.ts';
import type { WrittenOptions } from '../core/reading/targets/writtenOptions.ts';
import type { UnappliedOptions } from '../protocol/compute.ts';
import { optionProblem } from '../protocol/optionProblem.ts';

interface Evaluated {
  readonly logits: Logits;
  readonly targets: Targets | undefined;
  /** Those in force, with the defaults of those that were not given. */
  readonly options: LossOptions;
  readonly results: Summary;
}

/**
 * What is written in the call of the loss, but is not in force.
 *
 * @param given the options that were set; whoever set one knows better than a call whose value is not understood
 * @param evaluated what the loss of as many classes would refuse counts as not understood
 * @returns null if everything is
 */
export function* unappliedOptions(
  written: WrittenOptions | undefined,
  given: LossOptionsInput,
  evaluated: Evaluated,
): Job<UnappliedOptions | null> {
  if (!written) return null;
  const { options: inForce } = evaluated;
  const { classes } = evaluated.logits;
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
  const convention = yield* unappliedConvention(written, { ...inForce, ...options }, evaluated);
  if (unapplied.length + notUnderstood.length === 0 && !convention) return null;
  return {
    range,
    texts: unapplied.map(([, text]) => text),
    framework: convention ? conventions[convention].name : null,
    options: {
      ...Object.fromEntries(unapplied.map(([name]) => [name, options[name]])),
      ...(convention && { convention }),
    },
    notUnderstood: notUnderstood.map(([, text]) => text),
  };
}

/**
 * The convention of the framework that the call names, if it makes a difference under the options of the call, and
 * does not refuse them or others in force.
 */
function* unappliedConvention(
  { convention }: WrittenOptions,
  options: LossOptionsInput,
  { logits, targets, results }: Evaluated,
): Job<Convention | undefined> {
  if (!convention || !targets) return undefined;
  const complete = completeOptions(options, logits.classes);
  if (refusedOptions(targets, { ...complete, convention }).length > 0) return undefined;
  const matters = yield* conventionMatters(convention, logits, targets, complete, results);
  return matters ? convention : undefined;
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
