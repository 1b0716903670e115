import { evaluateRow, type RowsEvaluation } from '../core/loss/evaluation.ts';
import { type Session, usableTargets } from './session.ts';

/** So many logits' worth of rows are kept: scrolling sideways in wide rows meets the same ones again. */
const logitsKept = 2 ** 21;

const kept = new WeakMap<Session, Map<number, RowsEvaluation>>();

/** One row of a session, evaluated anew unless it was among the last ones asked for. */
export function evaluatedRow(session: Session, row: number): RowsEvaluation {
  const { logits, options, results } = session;
  const rows = kept.get(session) ?? new Map<number, RowsEvaluation>();
  kept.set(session, rows);
  const known = rows.get(row);
  if (known) return known;
  const divisor = results.losses?.divisor ?? 1;
  const evaluated = evaluateRow(logits, usableTargets(session), options, divisor, row);
  rows.set(row, evaluated);
  const [oldest] = rows.keys();
  if (oldest !== undefined && rows.size * logits.classes > logitsKept) rows.delete(oldest);
  return evaluated;
}
