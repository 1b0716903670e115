import { evaluateRow, type RowEvaluation } from '../core/loss/evaluation.ts';
import type { Session } from './session.ts';

/** So many logits' worth of rows are kept: scrolling sideways in wide rows meets the same ones again. */
const logitsKept = 2 ** 21;

const kept = new WeakMap<Session, Map<number, RowEvaluation>>();

/** One row of a session, evaluated anew unless it was among the last ones asked for. */
export function evaluatedRow(session: Session, row: number): RowEvaluation {
  const { logits, targets, options, results, refusal } = session;
  const rows = kept.get(session) ?? new Map<number, RowEvaluation>();
  kept.set(session, rows);
  const known = rows.get(row);
  if (known) return known;
  const divisor = results.losses?.divisor ?? 1;
  const evaluated = evaluateRow(logits, refusal ? undefined : targets, options, divisor, row);
  rows.set(row, evaluated);
  const [oldest] = rows.keys();
  if (oldest !== undefined && rows.size * logits.classes > logitsKept) rows.delete(oldest);
  return evaluated;
}
