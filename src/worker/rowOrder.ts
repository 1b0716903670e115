/** Which rows of a session are shown, and in which order. */
import { sortRows } from '../core/array/sortRows.ts';
import type { Job } from '../core/job.ts';
import { Pace } from '../core/kernel/pace.ts';
import { ignored } from '../core/loss/batch.ts';
import { stage } from '../core/loss/stage.ts';
import {
  type Arrangement,
  type ArrangementQuery,
  type ArrangementResult,
  isPlain,
  type Quantity,
  type RowFilter,
  type RowSort,
} from '../protocol/compute.ts';
import { evaluatedGroup, rowGroups } from './evaluatedRows.ts';
import { classOfRows, resultOfRow, type ResultOfRow } from './rowResults.ts';
import type { Session } from './session.ts';

/** Of each session, so many arrangements are kept: the one shown, and the one before it. */
const arrangementsKept = 2;

const kept = new WeakMap<Session, Map<string, Int32Array>>();

/** The numbers of the rows that an arrangement shows from one position up to, not including, another. */
export function* rowsAt(
  session: Session,
  arrangement: Arrangement,
  start: number,
  end: number,
): Job<Int32Array> {
  if (!isPlain(arrangement)) {
    return (yield* arrangedRows(session, arrangement)).subarray(start, end);
  }
  const last = Math.min(end, session.logits.rows);
  return new Int32Array(Math.max(last - start, 0)).map((_, at) => start + at);
}

function* arrangedRows(session: Session, arrangement: Arrangement): Job<Int32Array> {
  const known = kept.get(session) ?? new Map<string, Int32Array>();
  kept.set(session, known);
  const key = JSON.stringify(arrangement);
  const found = known.get(key);
  if (found) return found;
  const passing = yield* stage(0, 2, rowsPassing(session, arrangement.filter));
  const rows = arrangement.sort
    ? yield* stage(1, 2, sortedBy(session, arrangement.sort, passing))
    : passing;
  known.set(key, rows);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size > arrangementsKept) known.delete(oldest);
  return rows;
}

/** Counts the rows of an arrangement, and finds the position of one of them, or of the first. */
export function* describeArrangement(
  session: Session,
  { arrangement, row: wanted }: ArrangementQuery,
): Job<ArrangementResult> {
  const rows = yield* arrangedRows(session, arrangement);
  const position = wanted === null ? 0 : rows.indexOf(wanted);
  const row = rows[position];
  return { rows: rows.length, place: row === undefined ? null : { row, position } };
}

/** A row without a softmax predicts nothing, whatever its argmax is. */
export function isWrong({ results }: Session, classOfRow: Int32Array, row: number): boolean {
  if (classOfRow[row] === ignored) return false;
  return Number.isNaN(results.confidence[row]) || classOfRow[row] !== results.argmax[row];
}

function* rowsPassing(session: Session, filter: RowFilter): Job<Int32Array> {
  const { wrongOnly, target, predicted, loss } = filter;
  const { argmax, losses } = session.results;
  const { rows } = session.logits;
  const classOfRow = classOfRows(session);
  const passes = (row: number): boolean =>
    (!wrongOnly || (classOfRow !== undefined && isWrong(session, classOfRow, row))) &&
    (target === undefined || classOfRow?.[row] === target) &&
    (predicted === undefined || argmax[row] === predicted) &&
    (loss === undefined ||
      (classOfRow?.[row] !== ignored && isWithin(losses?.lossPerRow[row] ?? NaN, loss)));
  const passing = new Int32Array(rows);
  let count = 0;
  const pace = new Pace(rows);
  for (let row = 0; row < rows; row++) {
    if (passes(row)) passing[count++] = row;
    if (pace.spend(1)) yield pace.fraction;
  }
  return passing.slice(0, count);
}

function isWithin(loss: number, { from, to }: NonNullable<RowFilter['loss']>): boolean {
  return loss >= from && (loss < to || to === Infinity);
}

/** Rows without a value in the column come last, whichever way the others are sorted. */
function* sortedBy(
  session: Session,
  { column, descending }: RowSort,
  rows: Int32Array,
): Job<Int32Array> {
  const valueOf =
    typeof column === 'string'
      ? resultOfRow(session, column)
      : yield* stage(0, 3, classOfRow(session, column.quantity, column.class));
  const { present, keys, absent } = yield* stage(1, 3, keysOf(session, rows, valueOf));
  const sorted = yield* stage(2, 3, sortRows(present, keys, descending));
  const all = new Int32Array(rows.length);
  all.set(sorted);
  all.set(absent, sorted.length);
  return all;
}

function* keysOf({ logits }: Session, rows: Int32Array, valueOf: ResultOfRow) {
  const present = new Int32Array(rows.length);
  const keys = new Float64Array(rows.length);
  const absent: number[] = [];
  let count = 0;
  // The margin is looked for in all classes of a row.
  const pace = new Pace(rows.length * logits.classes);
  for (const row of rows) {
    const value = valueOf(row);
    if (value === null) absent.push(row);
    else {
      present[count] = row;
      keys[count++] = value;
    }
    if (pace.spend(logits.classes)) yield pace.fraction;
  }
  return { present: present.subarray(0, count), keys: keys.subarray(0, count), absent };
}

function* classOfRow(session: Session, quantity: Quantity, classIndex: number): Job<ResultOfRow> {
  const { logits } = session;
  const { rows, classes } = logits;
  if (classIndex >= classes) return () => null;
  const valueIn = (values: Float64Array, row: number) => values[row * classes + classIndex] ?? null;
  if (quantity === 'logits') return (row) => valueIn(logits.values, row);

  const values = new Float64Array(rows);
  const groups = rowGroups(logits);
  for (const [index, group] of groups.entries()) {
    const evaluation = yield* stage(index, groups.length, evaluatedGroup(session, group));
    const evaluated = evaluation[quantity];
    if (!evaluated) return () => null;
    for (let row = group.first; row < group.last; row++) {
      values[row] = valueIn(evaluated, row - group.first) ?? NaN;
    }
  }
  return (row) => values[row] ?? null;
}
