/** How one session differs from another. */
import type { Job } from '../core/job.ts';
import { shapeText } from '../core/loss/logits.ts';
import { stage } from '../core/loss/stage.ts';
import type { Comparison } from '../protocol/comparison.ts';
import { evaluatedGroup, rowGroups } from './evaluatedRows.ts';
import { indicesOfLargest } from './indicesOfLargest.ts';
import { type Session, usableTargets } from './session.ts';

type RowComparison = NonNullable<Comparison['rows']>;

/** So many rows are listed of each kind. */
const rowsListedAtMost = 10;

export function* compareSessions(pinned: Session, shown: Session): Job<Comparison> {
  const misfit = misfitOf(pinned, shown);
  return {
    pinned: lossesOf(pinned),
    shown: lossesOf(shown),
    misfit,
    rows: misfit === null ? yield* compareRows(pinned, shown) : null,
  };
}

function misfitOf({ logits: pinned }: Session, { logits: shown }: Session): string | null {
  if (pinned.rows === shown.rows && pinned.classes === shown.classes) return null;
  const [before, after] = [pinned, shown].map(({ rows, classes }) => shapeText([rows, classes]));
  return `The pinned logits are ${before}, these are ${after}: rows, predictions and gradients have no counterparts to be compared with.`;
}

function lossesOf({ results: { losses } }: Session): Comparison['pinned'] {
  return losses ? { sum: losses.sum, mean: losses.mean } : null;
}

function* compareRows(pinned: Session, shown: Session): Job<RowComparison> {
  return {
    changedTargets: countChangedTargets(pinned, shown),
    flips: flipsBetween(pinned, shown),
    losses: mostChangedLosses(pinned, shown),
    gradient: yield* largestGradientDifference(pinned, shown),
  };
}

function countChangedTargets(pinned: Session, shown: Session): number | null {
  const [before, after] = [usableTargets(pinned), usableTargets(shown)];
  const { rows, classes } = shown.logits;
  if (!before || !after) return null;
  if (before.kind === 'indices' && after.kind === 'indices') {
    return countRows(rows, (row) => before.indices[row] !== after.indices[row]);
  }
  if (before.kind === 'indices' || after.kind === 'indices') return rows;
  return countRows(rows, (row) => {
    const start = row * classes;
    const { probabilities } = before;
    const other = after.probabilities.subarray(start, start + classes);
    return other.some((value, column) => !Object.is(value, probabilities[start + column]));
  });
}

function countRows(rows: number, holds: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (holds(row)) count++;
  return count;
}

function flipsBetween(pinned: Session, shown: Session): RowComparison['flips'] {
  const first: RowComparison['flips']['first'] = [];
  const count = countRows(shown.logits.rows, (row) => {
    const flip = { row, pinned: predictionOf(pinned, row), shown: predictionOf(shown, row) };
    if (flip.pinned === flip.shown) return false;
    if (first.length < rowsListedAtMost) first.push(flip);
    return true;
  });
  return { count, first };
}

/** A row without a softmax predicts nothing, whatever its argmax is. */
function predictionOf({ results: { argmax, confidence } }: Session, row: number): number | null {
  return Number.isNaN(confidence[row]) ? null : (argmax[row] ?? null);
}

function mostChangedLosses(pinned: Session, shown: Session): RowComparison['losses'] {
  const before = pinned.results.losses?.lossPerRow;
  const after = shown.results.losses?.lossPerRow;
  if (!before || !after) return null;
  const at = (row: number) => ({ row, pinned: before[row] ?? NaN, shown: after[row] ?? NaN });
  const changes = after.map((loss, row) => difference(before[row] ?? NaN, loss));
  return indicesOfLargest(changes, rowsListedAtMost)
    .filter((row) => changes[row] !== 0)
    .map(at);
}

function* largestGradientDifference(
  pinned: Session,
  shown: Session,
): Job<RowComparison['gradient']> {
  const { classes } = shown.logits;
  const groups = rowGroups(shown.logits);
  let largest: RowComparison['gradient'] = null;
  for (const [index, group] of groups.entries()) {
    const steps = 2 * groups.length;
    const before = (yield* stage(2 * index, steps, evaluatedGroup(pinned, group))).gradient;
    const after = (yield* stage(2 * index + 1, steps, evaluatedGroup(shown, group))).gradient;
    if (!before || !after) return null;
    for (const [at, slope] of after.entries()) {
      const change = difference(before[at] ?? NaN, slope);
      if (largest && change <= largest.difference) continue;
      largest = {
        row: group.first + Math.floor(at / classes),
        column: at % classes,
        pinned: before[at] ?? NaN,
        shown: slope,
        difference: change,
      };
    }
  }
  return largest;
}

/** By how much two numbers differ: not at all if both are NaN or infinite alike, infinitely if only one is. */
function difference(before: number, after: number): number {
  if (before === after || (Number.isNaN(before) && Number.isNaN(after))) return 0;
  const change = Math.abs(after - before);
  return Number.isNaN(change) ? Infinity : change;
}
