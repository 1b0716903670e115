/** What a session gives away: its arrays as text or as files, itself as a test, and in a few lines. */
import { fromRowsOfClasses } from '../core/array/classAxis.ts';
import { writeCsv } from '../core/formats/csv.ts';
import type { NamedArray } from '../core/formats/format.ts';
import { writeLossTest } from '../core/formats/lossTest/writeLossTest.ts';
import type { FormatName, TestFramework } from '../core/formats/names.ts';
import { writeNpy } from '../core/formats/npy.ts';
import { remarkOn } from '../core/formats/remark.ts';
import { writeText } from '../core/formats/writeText.ts';
import type { Job } from '../core/job.ts';
import { LossError } from '../core/loss/lossError.ts';
import { stage } from '../core/loss/stage.ts';
import type { Quantity } from '../protocol/compute.ts';
import type { Part, TakenArray } from '../protocol/takeAway.ts';
import { evaluatedGroup, evaluatedRow, rowGroups } from './evaluatedRows.ts';
import { rowsAt } from './rowOrder.ts';
import { classAxisOf, classNamesOf, classTitles, type Session } from './session.ts';

/** More text than this would keep the clipboard, and whatever it is pasted into, waiting for long. */
const charactersAtMost = 20_000_000;

export function* arrayTextOf(
  session: Session,
  { array, format }: { array: TakenArray; format: FormatName },
): Job<{ text: string; shape: number[]; remark: string | null }> {
  const taken = yield* stage(0, 2, arrayOf(session, array));
  const text = yield* stage(1, 2, writeText(format, taken, charactersAtMost));
  return { text, shape: [...taken.shape], remark: remarkOn(format, taken) };
}

export function* arrayFileOf(
  session: Session,
  { array, format }: { array: TakenArray; format: 'npy' | 'csv' },
): Job<Uint8Array> {
  const taken = yield* stage(0, 2, arrayOf(session, array));
  return yield* stage(1, 2, format === 'npy' ? writeNpy(taken) : writeCsv(taken));
}

export function* lossTestOf(
  session: Session,
  { framework }: { framework: TestFramework },
): Job<string> {
  const { logits, targets, options, results } = session;
  if (!targets || !results.losses) throw lossless(session);
  const gradient = yield* stage(0, 2, quantityOf(session, 'gradient'));
  const tested = { logits, targets, options, loss: results.losses.loss, gradient };
  return yield* stage(1, 2, writeLossTest(framework, tested, charactersAtMost));
}

function* arrayOf(session: Session, { quantity, part }: TakenArray): Job<NamedArray> {
  if (quantity === 'losses') return yield* lossesOf(session, part);
  if (part) return yield* partOf(session, quantity, part);
  const { reading, settings } = session;
  const { shape } = reading.logits;
  const axis = classAxisOf(reading.logits.shape, settings);
  const values = yield* quantityOf(session, quantity);
  return {
    name: quantity,
    shape,
    values: fromRowsOfClasses(values, shape, axis),
    columnTitle: axis === shape.length - 1 ? classTitles(session) : (column) => `column ${column}`,
    hasNames: classNamesOf(session) !== undefined,
  };
}

/** N x C. */
function* quantityOf(session: Session, quantity: Quantity): Job<Float64Array> {
  const { logits } = session;
  if (quantity === 'logits') return logits.values;
  const values = new Float64Array(logits.values.length);
  const groups = rowGroups(logits);
  for (const [index, group] of groups.entries()) {
    const evaluation = yield* stage(index, groups.length, evaluatedGroup(session, group));
    const evaluated = evaluation[quantity];
    if (!evaluated) throw lossless(session);
    values.set(evaluated, group.first * logits.classes);
  }
  return values;
}

function* partOf(session: Session, quantity: Quantity, part: Part): Job<NamedArray> {
  const { arrangement, rows: span, columns } = part;
  const { logits } = session;
  const rows = yield* rowsAt(session, arrangement, span.start, span.end);
  const width = Math.min(columns.end, logits.classes) - columns.start;
  if (rows.length === 0 || width < 1) throw new RangeError('There are no such rows and classes.');
  const values = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    const first = row * logits.classes;
    const ofRow =
      quantity === 'logits'
        ? logits.values.subarray(first, first + logits.classes)
        : evaluatedRow(session, row)[quantity];
    if (!ofRow) throw lossless(session);
    values.set(ofRow.subarray(columns.start, columns.start + width), at * width);
    yield at / rows.length;
  }
  const titleOf = classTitles(session);
  return {
    name: quantity,
    shape: [rows.length, width],
    values,
    columnTitle: (column) => titleOf(columns.start + column),
    hasNames: classNamesOf(session) !== undefined,
  };
}

function* lossesOf(session: Session, part: Part | null): Job<NamedArray> {
  const { reading, settings, results } = session;
  const { lossPerRow } = results.losses ?? {};
  if (!lossPerRow) throw lossless(session);
  const array = { name: 'losses', columnTitle: () => 'loss', hasNames: false };
  if (!part) {
    const axis = classAxisOf(reading.logits.shape, settings);
    const shape = reading.logits.shape.filter((_, index) => index !== axis);
    return { ...array, shape: shape.length === 0 ? [1] : shape, values: lossPerRow };
  }
  const rows = yield* rowsAt(session, part.arrangement, part.rows.start, part.rows.end);
  const values = Float64Array.from(rows, (row) => lossPerRow[row] ?? NaN);
  return { ...array, shape: [values.length], values };
}

function lossless({ refusal }: Session): LossError {
  return (
    refusal ??
    new LossError('Without targets there is neither a loss nor a gradient. Give some first.')
  );
}
