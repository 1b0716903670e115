import { ignored, makeBatch } from '../core/loss/batch.ts';
import { marginOfRow } from '../core/loss/margin.ts';
import type { ResultColumn } from '../protocol/compute.ts';
import type { Session } from './session.ts';

/** What a row comes to in some column; null where it has no such value. */
export type ResultOfRow = (row: number) => number | null;

/**
 * The class that the target of each row stands for, or `ignored`; undefined without a loss, and where the
 * targets are class probabilities.
 */
export function classOfRows({ logits, targets, options, results }: Session) {
  return results.losses && makeBatch(logits, targets, options).classOfRow;
}

export function resultOfRow(session: Session, column: ResultColumn): ResultOfRow {
  const { logits, targets, options, results } = session;
  const { losses } = results;
  const valueIn =
    (values: ArrayLike<number> | undefined): ResultOfRow =>
    (row) =>
      values?.[row] ?? null;
  switch (column) {
    case 'target':
      return valueIn(targets?.kind === 'indices' ? targets.indices : undefined);
    case 'argmax':
      return valueIn(results.argmax);
    case 'loss':
      return valueIn(losses?.lossPerRow);
    case 'share':
      return (row) =>
        losses && losses.sum !== 0 ? (losses.lossPerRow[row] ?? 0) / losses.sum : null;
    case 'targetProbability': {
      const classOfRow = classOfRows(session);
      const probabilityOf = valueIn(losses?.targetProbability);
      return (row) => (classOfRow?.[row] === ignored ? null : probabilityOf(row));
    }
    case 'topProbability':
      return valueIn(results.confidence);
    case 'margin':
      return (row) => marginOfRow(logits, options.temperature, results, row);
  }
}
