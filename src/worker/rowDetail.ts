/** All classes of one row of a session: as it was evaluated, or as it would be under changes. */
import type { RowsEvaluation } from '../core/loss/evaluation.ts';
import type { Logits } from '../core/loss/logits.ts';
import { lossIfTarget } from '../core/loss/lossIfTarget.ts';
import type { LossOptions } from '../core/loss/options.ts';
import { refusedOptions } from '../core/loss/refusedOptions.ts';
import type { Targets } from '../core/loss/targets.ts';
import type { RowDetail, RowQuery } from '../protocol/compute.ts';
import { targetOf } from './changes.ts';
import { evaluatedRow } from './evaluatedRows.ts';
import { evaluateOnItsOwn, requireRow, rowUnder } from './rowOnItsOwn.ts';
import type { Session } from './session.ts';

export function detailOf(session: Session, row: number): RowDetail {
  const { logits, targets, options } = session;
  requireRow(logits, row);
  return {
    ...describeRow(logits, targets, row, evaluatedRow(session, row)),
    lossIfTarget: lossesIfTarget(logits, options, row),
  };
}

/** One row as it would be under other options and changes, without evaluating the batch. */
export function detailUnder(
  session: Session,
  row: number,
  under: NonNullable<RowQuery['under']>,
): RowDetail {
  const own = rowUnder(session, row, under);
  const { logits, targets, options } = own;
  return {
    ...describeRow(logits, targets, 0, evaluateOnItsOwn(own)),
    lossIfTarget: lossesIfTarget(logits, options, 0),
  };
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
