import type { Job } from '../core/job.ts';
import { evaluateRow, evaluateRows, type RowsEvaluation } from '../core/loss/evaluation.ts';
import type { Logits } from '../core/loss/logits.ts';
import type { Quantity } from '../protocol/compute.ts';
import { type Session, usableTargets } from './session.ts';

/** So many logits' worth of rows are kept: scrolling sideways in wide rows meets the same ones again. */
const logitsKept = 2 ** 21;

/** About so many logits: all of a large array would be much to keep. */
const evaluatedAtOnce = 2 ** 18;

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

/** Rows from `first` up to, not including, `last`. */
interface RowGroup {
  readonly first: number;
  readonly last: number;
}

/** All rows, in groups to be evaluated one after the other. */
export function rowGroups({ rows, classes }: Logits): RowGroup[] {
  const length = Math.ceil(evaluatedAtOnce / classes);
  return Array.from({ length: Math.ceil(rows / length) }, (_, group) => ({
    first: group * length,
    last: Math.min((group + 1) * length, rows),
  }));
}

export function* evaluatedGroup(session: Session, { first, last }: RowGroup): Job<RowsEvaluation> {
  const { logits, options, results } = session;
  const divisor = results.losses?.divisor ?? 1;
  return yield* evaluateRows(logits, usableTargets(session), options, divisor, first, last);
}

/** Length C. */
export function quantityOfRow(session: Session, quantity: Quantity, row: number): Float64Array {
  if (quantity === 'logits') return logitsOfRow(session.logits, row);
  const { probabilities, gradient } = evaluatedRow(session, row);
  return quantity === 'probabilities' || !gradient ? probabilities : gradient;
}

function logitsOfRow({ values, classes }: Logits, row: number): Float64Array {
  return values.slice(row * classes, (row + 1) * classes);
}
