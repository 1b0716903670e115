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

/** In units of the temperature: beyond it, differences tell of the curve of the loss more than of its slope. */
const longestStep = 1 / 16;

/** In doubles: of fewer than these, z + h and z - h would not lie evenly around z. */
const shortestStep = 16;

/**
 * Compares the gradient with central differences (L(z + h) - L(z - h)) / 2h, over all entries or an even
 * sample of them. Left out are entries of rows without a finite loss, and those whose logit or loss is so
 * large that no step is both long enough to be seen in it and short enough.
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
  const entries = values.length;
  // Of a mean that divides by 0 there is no slope to compare.
  if (divisor === 0) return { checked: 0, entries };
  const count = Math.min(entries, mostEntries, Math.ceil(mostLogits / classes));
  let checked = 0;
  let worst: GradientComparison | undefined;
  for (let i = 0; i < count; i++) {
    // The middles of `count` equal stretches.
    const at = Math.floor(((i + 0.5) * entries) / count);
    const comparison = compareEntry(logits, targets, options, divisor, at);
    if (comparison) {
      checked += 1;
      if (!worst || comparison.error > worst.error) worst = comparison;
    }
    yield (i + 1) / count;
  }
  return { checked, entries, ...(worst && { worst }) };
}

function compareEntry(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  divisor: number,
  at: number,
): GradientComparison | undefined {
  const row = Math.floor(at / logits.classes);
  const column = at % logits.classes;
  const start = row * logits.classes;
  const z = logits.values.slice(start, start + logits.classes);
  const rowTargets = targetsOfRows(targets, row, row + 1, logits.classes);
  const rowLogits = { rows: 1, classes: logits.classes, values: z };
  const ofSum = { ...options, reduction: 'sum' } as const;
  const { gradient, losses } = runToEnd(evaluate(rowLogits, rowTargets, ofSum));
  const steepest = gradient!.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0) || 1;

  const middle = z[column]!;
  const step = stepFor(middle, losses!.sum / steepest, options.temperature);
  if (step === undefined) return undefined;
  const lossAt = (value: number): number => {
    z[column] = value;
    return runToEnd(summarise(rowLogits, rowTargets, options)).losses!.sum;
  };
  const above = middle + step;
  const below = middle - step;
  const numeric = (lossAt(above) - lossAt(below)) / (above - below);
  const analytic = gradient![column]!;
  const error = Math.abs(numeric - analytic) / steepest;
  if (!Number.isFinite(error)) return undefined;
  return { row, column, analytic: analytic / divisor, numeric: numeric / divisor, error };
}

/**
 * The step that balances what the loss rounds off with the error of the formula (W. H. Press et al., "Numerical
 * recipes", section 5.7), or undefined where there is none.
 *
 * @param height the loss in parts of the steepest slope: a length along a logit
 */
function stepFor(middle: number, height: number, temperature: number): number | undefined {
  const rounding = Number.EPSILON * Math.max(1, Math.abs(height) / temperature);
  const spacing = Number.EPSILON * Math.abs(middle);
  const step = Math.max(temperature * Math.cbrt(rounding), shortestStep * spacing);
  return step <= longestStep * temperature ? step : undefined;
}
