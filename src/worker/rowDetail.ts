/** All classes of one row of a session: as it was evaluated, or as it would be under changes. */
import { divisorOf, makeBatch } from '../core/loss/batch.ts';
import { evaluateRow, type RowsEvaluation } from '../core/loss/evaluation.ts';
import type { Logits } from '../core/loss/logits.ts';
import { LossError } from '../core/loss/lossError.ts';
import { lossIfTarget } from '../core/loss/lossIfTarget.ts';
import { completeOptions, type LossOptions } from '../core/loss/options.ts';
import { refusedOptions } from '../core/loss/refusedOptions.ts';
import { type Targets, targetsOfRows } from '../core/loss/targets.ts';
import type { RowDetail, RowQuery } from '../protocol/compute.ts';
import type { Changes } from '../protocol/schemas.ts';
import { type Data, targetOf, withChanges } from './changes.ts';
import { evaluatedRow } from './evaluatedRows.ts';
import type { Session } from './session.ts';

export function detailOf(session: Session, row: number): RowDetail {
  const { logits, targets, options } = session;
  requireRow(logits, row);
  return {
    ...describeRow(logits, targets, row, evaluatedRow(session, row)),
    lossIfTarget: lossesIfTarget(logits, options, row),
  };
}

/**
 * One row as it would be under other options and changes, without evaluating the batch: bit for bit what
 * the batch will give.
 */
export function detailUnder(
  { unchanged }: Session,
  row: number,
  { options: wanted, changes }: NonNullable<RowQuery['under']>,
): RowDetail {
  requireRow(unchanged.logits, row);
  const { classes, values } = unchanged.logits;
  const options = completeOptions(wanted, classes);
  const batch = batchUnder(unchanged, options, changes.targets);
  const targets = batch.targets && targetsOfRows(batch.targets, row, row + 1, classes);
  const own = values.subarray(row * classes, (row + 1) * classes);
  const ofRow = changes.logits.filter((change) => change.row === row);
  const { logits } = withChanges(
    { logits: { rows: 1, classes, values: own }, targets: undefined },
    { logits: ofRow.map((change) => ({ ...change, row: 0 })), targets: [] },
  );
  return {
    ...describeRow(logits, targets, 0, evaluateRow(logits, targets, options, batch.divisor, 0)),
    lossIfTarget: lossesIfTarget(logits, options, 0),
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

function requireRow({ rows }: Logits, row: number): void {
  if (row >= rows) throw new RangeError(`There is no row ${row}; the last is row ${rows - 1}.`);
}

function describeRow(
  logits: Logits,
  targets: Targets | undefined,
  row: number,
  { argmax, lossPerRow, probabilities, gradient }: RowsEvaluation,
): Omit<RowDetail, 'lossIfTarget'> {
  const { classes } = logits;
  return {
    target: targetOf(targets, row),
    targetProbabilities:
      targets?.kind === 'probabilities'
        ? targets.probabilities.slice(row * classes, (row + 1) * classes)
        : null,
    argmax: argmax[0] ?? 0,
    loss: lossPerRow?.[0] ?? null,
    logits: logits.values.slice(row * classes, (row + 1) * classes),
    probabilities,
    gradient: gradient ?? null,
  };
}

/** None where the convention refuses the options, whatever the targets are. */
function lossesIfTarget(logits: Logits, options: LossOptions, row: number): Float64Array | null {
  const targets = { kind: 'indices', indices: new Int32Array() } as const;
  return refusedOptions(targets, options).length > 0 ? null : lossIfTarget(logits, options, row);
}
