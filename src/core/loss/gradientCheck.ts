import { type Job, runToEnd } from '../job.ts';
import { divisorOf, makeBatch } from './batch.ts';
import { evaluate, summarise } from './evaluation.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { type Targets, targetsOfRows } from './targets.ts';

/** How well the gradient agrees with differences of the loss. */
export interface GradientCheck {
  /** How many entries were compared, of how many there are. */
  readonly checked: number;
  readonly entries: number;
  /** The entry with the largest error; absent if no row has a finite loss. */
  readonly worst?: GradientComparison;
}

interface GradientComparison {
  readonly row: number;
  readonly column: number;
  readonly analytic: number;
  readonly numeric: number;
  /** |numeric - analytic|, in parts of the steepest slope of the row (if that is 0, of 1). */
  readonly error: number;
}

/** At most so many entries, and fewer where rows are long: each costs two evaluations of its row. */
const mostEntries = 200;
const mostLogits = 20_000_000;

/** The step that balances the errors of rounding and of the formula, in units of the temperature. */
const relativeStep = Number.EPSILON ** (1 / 3);

/**
 * Compares the gradient with central differences (L(z + h) - L(z - h)) / 2h, over all entries or an even
 * sample of them. Rows without a finite loss are left out.
 *
 * @throws LossError as `summarise` does.
 */
export function* checkGradient(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
): Job<GradientCheck> {
  const { classes, values } = logits;
  const batch = makeBatch(logits, targets, options);
  const divisor = options.reduction === 'mean' ? divisorOf(batch, options).divisor : 1;
  const count = Math.min(values.length, mostEntries, Math.ceil(mostLogits / classes));
  let checked = 0;
  let worst: GradientComparison | undefined;
  for (let i = 0; i < count; i++) {
    // The middles of `count` equal stretches.
    const at = Math.floor(((i + 0.5) * values.length) / count);
    const comparison = compareEntry(logits, targets, options, divisor, at);
    if (Number.isFinite(comparison.error)) {
      checked += 1;
      if (!worst || comparison.error > worst.error) worst = comparison;
    }
    yield (i + 1) / count;
  }
  return { checked, entries: values.length, ...(worst && { worst }) };
}

function compareEntry(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  divisor: number,
  at: number,
): GradientComparison {
  const row = Math.floor(at / logits.classes);
  const column = at % logits.classes;
  const start = row * logits.classes;
  const z = logits.values.slice(start, start + logits.classes);
  const rowTargets = targetsOfRows(targets, row, row + 1, logits.classes);
  const rowLogits = { rows: 1, classes: logits.classes, values: z };
  const ofSum = { ...options, reduction: 'sum' } as const;
  const { gradient } = runToEnd(evaluate(rowLogits, rowTargets, ofSum));

  const middle = z[column]!;
  const step = Math.max(relativeStep * options.temperature, Math.abs(middle) * 2 ** -26);
  const lossAt = (value: number): number => {
    z[column] = value;
    return runToEnd(summarise(rowLogits, rowTargets, options)).losses!.sum;
  };
  const above = middle + step;
  const below = middle - step;
  const numeric = (lossAt(above) - lossAt(below)) / (above - below);
  const analytic = gradient![column]!;
  const steepest = gradient!.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
  const error = Math.abs(numeric - analytic) / (steepest || 1);
  return { row, column, analytic: analytic / divisor, numeric: numeric / divisor, error };
}
