import { toRowsOfClasses } from '../core/array/classAxis.ts';
import type { NumericArray } from '../core/array/numericArray.ts';
import type { Job } from '../core/job.ts';
import {
  evaluateRow,
  type RowEvaluation,
  type Summary as LossSummary,
  summarise,
} from '../core/loss/evaluation.ts';
import { type Logits, logitsFromArray } from '../core/loss/logits.ts';
import { completeOptions, type LossOptions } from '../core/loss/options.ts';
import { type Targets, targetsFromArray } from '../core/loss/targets.ts';
import {
  type FoundTargets,
  literalRange,
  type Reading,
  readSource,
  readText,
  type Source,
} from '../core/reading/reader.ts';
import type {
  Quantity,
  RowDetail,
  RowWindow,
  Summary,
  TargetsOrigin,
} from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';

/** More targets than this are not shown as text. */
const targetsShownAtMost = 100;

/** The half-open interval of rows, or of columns, that is asked for. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** One evaluated source, kept so that the panel can look at any part of it. */
export interface Session {
  readonly source: Source;
  readonly reading: Reading;
  /** The logits as rows x classes, each with its place in the document. */
  readonly array: NumericArray;
  readonly logits: Logits;
  readonly targets: Targets | undefined;
  readonly targetsOrigin: TargetsOrigin | undefined;
  readonly settings: Settings;
  readonly options: LossOptions;
  readonly results: LossSummary;
}

export function* openSession(source: Source, settings: Settings): Job<Session> {
  const reading = yield* readSource(source);
  return yield* evaluateReading(source, reading, settings);
}

/** The same reading under other settings. */
export function* evaluateReading(
  source: Source,
  reading: Reading,
  settings: Settings,
): Job<Session> {
  const array = toRowsOfClasses(reading.logits, settings.classAxis ?? undefined);
  const logits = logitsFromArray(array);
  const options = completeOptions(settings.options, logits.classes);
  const typed = settings.targetsText === null ? undefined : yield* readTyped(settings.targetsText);
  const targetsArray = typed ?? reading.targets?.array;
  const targets = targetsArray && targetsFor(targetsArray, logits);
  const results = yield* summarise(logits, targets, options);
  return {
    source,
    reading,
    array,
    logits,
    targets,
    targetsOrigin: targets && (typed ? { kind: targets.kind, origin: 'panel' } : origin(reading)),
    settings,
    options,
    results,
  };
}

/** Targets for logits of any depth: those of more dimensions than two are rows and classes here, too. */
export function targetsFor(array: NumericArray, logits: Logits): Targets {
  const { shape, values } = array;
  if (shape.length <= 2) return targetsFromArray(array, logits);
  const isPerRow = values.length === logits.rows;
  return targetsFromArray(
    isPerRow ? { shape: [logits.rows], values } : toRowsOfClasses(array),
    logits,
  );
}

/** Targets as people type them: in any notation, and bare class indices without brackets. */
function* readTyped(text: string): Job<NumericArray> {
  const isBare = /^[\s\d,+-]+$/.test(text);
  return (yield* readText(isBare ? `[${text}]` : text)).logits;
}

function origin({ targets }: Reading): TargetsOrigin | undefined {
  return targets && describeFound(targets);
}

export function describeFound({ kind, origin, name, range }: FoundTargets): TargetsOrigin {
  return { kind, origin, ...(name !== undefined && { name }), range };
}

export function describeSession(session: Session): Summary {
  const { reading, logits, targets, targetsOrigin, settings, options, results } = session;
  return {
    shape: [...reading.logits.shape],
    rows: logits.rows,
    classes: logits.classes,
    notation: reading.notation,
    range: reading.range,
    targetsText: settings.targetsText ?? shortTargets(targets),
    targetsOrigin: targetsOrigin ?? null,
    losses: results.losses ? pickLosses(results.losses) : null,
    wrongRows: targets?.kind === 'indices' ? countWrong(targets.indices, session) : null,
    options,
    classAxis: settings.classAxis ?? reading.logits.shape.length - 1,
  };
}

export function pickLosses({ sum, mean, divisor }: { sum: number; mean: number; divisor: number }) {
  return { sum, mean, divisor };
}

function shortTargets(targets: Targets | undefined): string | null {
  return targets?.kind === 'indices' && targets.indices.length <= targetsShownAtMost
    ? `[${targets.indices.join(', ')}]`
    : null;
}

function countWrong(indices: Int32Array, { options, results }: Session): number {
  let wrong = 0;
  indices.forEach((target, row) => {
    if (target !== options.ignoreIndex && target !== results.argmax[row]) wrong++;
  });
  return wrong;
}

export function windowOf(
  session: Session,
  quantity: Quantity,
  rows: Span,
  columns: Span,
): RowWindow {
  const { logits, targets, results } = session;
  const [from, to] = within(rows, logits.rows);
  const [left, right] = within(columns, logits.classes);
  const width = right - left;
  const hasValues = quantity !== 'gradient' || targets !== undefined;
  const values = hasValues ? new Float64Array((to - from) * width) : null;
  for (let row = from; values && width > 0 && row < to; row++) {
    values.set(quantityOfRow(session, quantity, row).subarray(left, right), (row - from) * width);
  }
  return {
    targets: targets?.kind === 'indices' ? targets.indices.slice(from, to) : null,
    argmax: results.argmax.slice(from, to),
    topProbabilities: results.confidence.slice(from, to),
    losses: results.losses?.lossPerRow.slice(from, to) ?? null,
    targetProbabilities: results.losses?.targetProbability?.slice(from, to) ?? null,
    values,
  };
}

function within({ start, end }: Span, length: number): [from: number, to: number] {
  const from = Math.min(start, length);
  return [from, Math.max(from, Math.min(end, length))];
}

function quantityOfRow(session: Session, quantity: Quantity, row: number): Float64Array {
  if (quantity === 'logits') return logitsOfRow(session.logits, row);
  const { probabilities, gradient } = rowOf(session, row);
  return quantity === 'probabilities' || !gradient ? probabilities : gradient;
}

function rowOf({ logits, targets, options, results }: Session, row: number): RowEvaluation {
  return evaluateRow(logits, targets, options, results.losses?.divisor ?? 1, row);
}

function logitsOfRow({ values, classes }: Logits, row: number): Float64Array {
  return values.slice(row * classes, (row + 1) * classes);
}

export function detailOf(session: Session, row: number): RowDetail {
  const { logits, targets, results } = session;
  if (row >= logits.rows) {
    throw new RangeError(`There is no row ${row}; the last is row ${logits.rows - 1}.`);
  }
  const { probabilities, gradient, lossIfTarget } = rowOf(session, row);
  const { classes } = logits;
  return {
    target: targets?.kind === 'indices' ? (targets.indices[row] ?? null) : null,
    targetProbabilities:
      targets?.kind === 'probabilities'
        ? targets.probabilities.slice(row * classes, (row + 1) * classes)
        : null,
    argmax: results.argmax[row] ?? 0,
    loss: results.losses?.lossPerRow[row] ?? null,
    logits: logitsOfRow(logits, row),
    probabilities,
    gradient: gradient ?? null,
    lossIfTarget,
  };
}

/** Where the literal of one logit stands in the document. */
export function locateLogit({ source, array, logits }: Session, row: number, column: number) {
  const start = array.starts[row * logits.classes + column];
  if (start === undefined || row >= logits.rows || column >= logits.classes) {
    throw new RangeError(`There is no logit in row ${row}, column ${column}.`);
  }
  const inText = literalRange(source.text, start - source.start);
  return { start: inText.start + source.start, end: inText.end + source.start };
}
