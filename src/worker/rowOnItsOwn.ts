/** A row taken out of its batch: as it was evaluated, or as it would be under changes. */
import { divisorOf, makeBatch } from '../core/loss/batch.ts';
import { evaluateRow, type RowsEvaluation } from '../core/loss/evaluation.ts';
import type { Logits } from '../core/loss/logits.ts';
import { LossError } from '../core/loss/lossError.ts';
import { completeOptions, type LossOptions } from '../core/loss/options.ts';
import { type Targets, targetsOfRows } from '../core/loss/targets.ts';
import type { RowQuery } from '../protocol/compute.ts';
import type { Changes } from '../protocol/schemas.ts';
import { type Data, withChanges } from './changes.ts';
import { type Session, usableTargets } from './session.ts';

/** All that the loss of a row depends on. */
export interface RowOnItsOwn {
  /** Of one row. */
  readonly logits: Logits;
  /** Of one row; undefined where there are none, or they are refused. */
  readonly targets: Targets | undefined;
  readonly options: LossOptions;
  /** What the mean over the batch divides by. */
  readonly divisor: number;
}

export function rowOf(session: Session, row: number): RowOnItsOwn {
  const { logits, options, results } = session;
  const divisor = results.losses?.divisor ?? 1;
  return { ...cutOut(logits, usableTargets(session), row), options, divisor };
}

/**
 * A row under other options and changes. What is evaluated of it is bit for bit what the batch will give, long
 * before that is evaluated.
 */
export function rowUnder(
  { unchanged }: Session,
  row: number,
  { options: wanted, changes }: NonNullable<RowQuery['under']>,
): RowOnItsOwn {
  requireRow(unchanged.logits, row);
  const options = completeOptions(wanted, unchanged.logits.classes);
  const { targets: allTargets, divisor } = batchUnder(unchanged, options, changes.targets);
  const { logits: before, targets } = cutOut(unchanged.logits, allTargets, row);
  const ofRow = changes.logits.filter((change) => change.row === row);
  const { logits } = withChanges(
    { logits: before, targets: undefined },
    { logits: ofRow.map((change) => ({ ...change, row: 0 })), targets: [] },
  );
  return { logits, targets, options, divisor };
}

/** Of the row alone. */
export function evaluateOnItsOwn({
  logits,
  targets,
  options,
  divisor,
}: RowOnItsOwn): RowsEvaluation {
  return evaluateRow(logits, targets, options, divisor, 0);
}

export function requireRow({ rows }: Logits, row: number): void {
  if (row >= rows) throw new RangeError(`There is no row ${row}; the last is row ${rows - 1}.`);
}

function cutOut(logits: Logits, targets: Targets | undefined, row: number) {
  requireRow(logits, row);
  const { classes, values } = logits;
  const own = values.subarray(row * classes, (row + 1) * classes);
  return {
    logits: { rows: 1, classes, values: own },
    targets: targets && targetsOfRows(targets, row, row + 1, classes),
  };
}

const kept = new WeakMap<Data, { readonly key: string; readonly batch: BatchUnder }>();

interface BatchUnder {
  readonly targets: Targets | undefined;
  readonly divisor: number;
}

/** As `makeBatchUnder`. While one logit after another is tried out, it stays the same. */
function batchUnder(
  unchanged: Data,
  options: LossOptions,
  targetChanges: Changes['targets'],
): BatchUnder {
  const key = JSON.stringify([options, targetChanges]);
  const last = kept.get(unchanged);
  if (last?.key === key) return last.batch;
  const batch = makeBatchUnder(unchanged, options, targetChanges);
  kept.set(unchanged, { key, batch });
  return batch;
}

/** The targets, and what the mean divides by; no targets where they are refused. */
function makeBatchUnder(
  unchanged: Data,
  options: LossOptions,
  targetChanges: Changes['targets'],
): BatchUnder {
  const { targets } = withChanges(unchanged, { logits: [], targets: targetChanges });
  try {
    const batch = makeBatch(unchanged.logits, targets, options);
    return { targets, divisor: divisorOf(batch, options).divisor };
  } catch (error) {
    if (!(error instanceof LossError)) throw error;
    return { targets: undefined, divisor: 1 };
  }
}
