/** Which rows of a session are shown, and in which order. */
import { sortRows } from '../core/array/sortRows.ts';
import type { Job } from '../core/job.ts';
import { Pace } from '../core/kernel/pace.ts';
import { ignored, makeBatch } from '../core/loss/batch.ts';
import { marginOfRow } from '../core/loss/margin.ts';
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

/**
 * The class that the target of each row stands for, or `ignored`; undefined without a loss, and where the
 * targets are class probabilities.
 */
export function classOfRows({ logits, targets, options, results }: Session) {
  return results.losses && makeBatch(logits, targets, options).classOfRow;
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
  const values = yield* stage(0, 2, columnValues(session, column));
  if (!values) return rows;
  const classOfRow = column === 'targetProbability' ? classOfRows(session) : undefined;
  const hasValue = (row: number): boolean => classOfRow?.[row] !== ignored;
  const present = classOfRow ? rows.filter(hasValue) : rows;
  const keys = Float64Array.from(present, (row) => values[row] ?? NaN);
  const sorted = yield* stage(1, 2, sortRows(present, keys, descending));
  if (!classOfRow) return sorted;
  const all = new Int32Array(rows.length);
  all.set(sorted);
  all.set(
    rows.filter((row) => !hasValue(row)),
    sorted.length,
  );
  return all;
}

/** One value for each row of the session; undefined for a column that it does not have. */
function* columnValues(
  session: Session,
  column: RowSort['column'],
): Job<ArrayLike<number> | undefined> {
  const { targets, results } = session;
  const { losses } = results;
  if (typeof column === 'object') {
    return yield* valuesOfClass(session, column.quantity, column.class);
  }
  switch (column) {
    case 'target':
      return targets?.kind === 'indices' ? targets.indices : undefined;
    case 'argmax':
      return results.argmax;
    case 'loss':
      return losses?.lossPerRow;
    case 'share':
      return losses?.lossPerRow.map((loss) => loss / losses.sum);
    case 'targetProbability':
      return losses?.targetProbability;
    case 'topProbability':
      return results.confidence;
    case 'margin':
      return yield* margins(session);
  }
}

function* margins({ logits, options, results }: Session): Job<Float64Array> {
  const { rows, classes } = logits;
  const values = new Float64Array(rows);
  const pace = new Pace(rows * classes);
  for (let row = 0; row < rows; row++) {
    values[row] = marginOfRow(logits, options.temperature, results, row);
    if (pace.spend(classes)) yield pace.fraction;
  }
  return values;
}

function* valuesOfClass(
  session: Session,
  quantity: Quantity,
  classIndex: number,
): Job<Float64Array | undefined> {
  const { logits } = session;
  const { rows, classes } = logits;
  if (classIndex >= classes) return undefined;
  const values = new Float64Array(rows);
  if (quantity === 'logits')
    return values.map((_, row) => logits.values[row * classes + classIndex] ?? NaN);

  const groups = rowGroups(logits);
  for (const [index, group] of groups.entries()) {
    const evaluation = yield* stage(index, groups.length, evaluatedGroup(session, group));
    const evaluated = evaluation[quantity];
    if (!evaluated) return undefined;
    for (let row = group.first; row < group.last; row++) {
      values[row] = evaluated[(row - group.first) * classes + classIndex] ?? NaN;
    }
  }
  return values;
}
