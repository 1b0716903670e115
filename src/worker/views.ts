/** What a session shows of itself: its summary, and windows of rows. */
import type { Job } from '../core/job.ts';
import type { Diagnostic } from '../core/loss/diagnostics.ts';
import { explainDivisor } from '../core/loss/divisorExplanation.ts';
import type { LossError } from '../core/loss/lossError.ts';
import { marginOfRow } from '../core/loss/margin.ts';
import type { Targets } from '../core/loss/targets.ts';
import type { Reading } from '../core/reading/reading.ts';
import type { Finding, RowWindow, Summary, WindowQuery } from '../protocol/compute.ts';
import { quantityOfRow } from './evaluatedRows.ts';
import { isWrong, rowsAt } from './rowOrder.ts';
import { classOfRows } from './rowResults.ts';
import { classAxisOf, classNamesOf, type Session } from './session.ts';

/** More targets than this are not shown as text. */
const targetsShownAtMost = 100;

/** A summary goes out at every change: names of more characters than this would hold it up. */
const nameCharactersAtMost = 2 ** 17;

/** So many columns are named that are no classes. */
const leftOutAtMost = 10;

/** Of each finding, so many places are linked to. */
const placesAtMost = 10;

/** The half-open interval of rows, or of columns, that is asked for. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export function describeLeftOut({
  leftOut = [],
}: Reading): Pick<Summary, 'leftOut' | 'othersLeftOut'> {
  return {
    leftOut: leftOut.slice(0, leftOutAtMost),
    othersLeftOut: Math.max(leftOut.length - leftOutAtMost, 0),
  };
}

export function describeSession(session: Session): Summary {
  const { reading, settings, logits, targets, targetsOrigin, options, results } = session;
  const { losses } = results;
  return {
    shape: [...reading.logits.shape],
    rows: logits.rows,
    classes: logits.classes,
    classNames: shortNames(classNamesOf(session)),
    ...describeLeftOut(reading),
    notation: reading.notation,
    range: reading.range,
    targetsText: settings.targetsText ?? shortTargets(targets),
    targetsOrigin: targetsOrigin ?? null,
    losses: losses ? pickLosses(losses) : null,
    refusal: session.refusal ? describeRefusal(session.refusal) : null,
    divisorExplanation: losses ? explainDivisor(losses, options) : null,
    findings: session.diagnostics.map(describeDiagnostic),
    wrongRows: countWrong(session),
    ignoredRows: losses?.ignored ?? 0,
    options,
    unappliedOptions: session.unappliedOptions,
    classAxis: classAxisOf(reading.logits.shape, settings),
    valuesAre: settings.valuesAre,
    changes: session.changes,
    voidChanges: session.voidChanges,
  };
}

export function pickLosses({ sum, mean, divisor }: { sum: number; mean: number; divisor: number }) {
  return { sum, mean, divisor };
}

function describeRefusal({ message, row, column }: LossError): Summary['refusal'] {
  if (row === undefined) return { message, place: null };
  return { message, place: { array: 'targets', row, ...(column !== undefined && { column }) } };
}

function describeDiagnostic({ places, ...diagnostic }: Diagnostic): Finding {
  return { ...diagnostic, places: places.slice(0, placesAtMost) };
}

function shortTargets(targets: Targets | undefined): string | null {
  return targets?.kind === 'indices' && targets.indices.length <= targetsShownAtMost
    ? `[${targets.indices.join(', ')}]`
    : null;
}

function shortNames(names: readonly string[] | undefined): readonly string[] | null {
  const length = names?.reduce((sum, name) => sum + name.length, 0) ?? 0;
  return names && length <= nameCharactersAtMost ? names : null;
}

function countWrong(session: Session): number | null {
  const { rows } = session.logits;
  const classOfRow = classOfRows(session);
  if (!classOfRow) return null;
  let wrong = 0;
  for (let row = 0; row < rows; row++) {
    if (isWrong(session, classOfRow, row)) wrong++;
  }
  return wrong;
}

export function* windowOf(
  session: Session,
  { arrangement, quantity, rows: positions, columns }: WindowQuery,
): Job<RowWindow> {
  const { logits, targets, options, results } = session;
  const { losses } = results;
  const [left, right] = within(columns, logits.classes);
  const width = right - left;
  const rows = yield* rowsAt(session, arrangement, positions.start, positions.end);
  const hasValues = quantity !== 'gradient' || losses !== undefined;
  const values = hasValues ? new Float64Array(rows.length * width) : null;
  for (const [at, row] of rows.entries()) {
    values?.set(quantityOfRow(session, quantity, row).subarray(left, right), at * width);
    yield at / rows.length;
  }
  const perRow = (ofRow: Float64Array) => Float64Array.from(rows, (row) => ofRow[row] ?? NaN);
  return {
    rows,
    targets: targets?.kind === 'indices' ? rows.map((row) => targets.indices[row] ?? 0) : null,
    argmax: rows.map((row) => results.argmax[row] ?? 0),
    topProbabilities: perRow(results.confidence),
    margins: Float64Array.from(rows, (row) =>
      marginOfRow(logits, options.temperature, results, row),
    ),
    losses: losses ? perRow(losses.lossPerRow) : null,
    targetProbabilities: losses?.targetProbability ? perRow(losses.targetProbability) : null,
    values,
  };
}

function within({ start, end }: Span, length: number): [from: number, to: number] {
  const from = Math.min(start, length);
  return [from, Math.max(from, Math.min(end, length))];
}
