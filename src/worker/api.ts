import { toRowsOfClasses } from '../core/array/classAxis.ts';
import type { ClassNames } from '../core/classNames.ts';
import type { Job } from '../core/job.ts';
import { diagnose } from '../core/loss/diagnostics.ts';
import { evaluate } from '../core/loss/evaluation.ts';
import { type Logits, logitsFromArray, shapeText } from '../core/loss/logits.ts';
import { LossError } from '../core/loss/lossError.ts';
import { completeOptions } from '../core/loss/options.ts';
import { indicesFromValues, type Targets } from '../core/loss/targets.ts';
import { type Reading, readText } from '../core/reading/reader.ts';
import type { EvaluateParams, EvaluateResult, ReadResult } from '../protocol/compute.ts';
import { targetsFor } from './session.ts';

/** Targets as callers write them: class indices, or one list of class probabilities a row. */
type PlainTargets = number[] | number[][];

export function* readForApi(text: string, languageId: string | undefined): Job<ReadResult> {
  const reading = yield* readText(text, languageId);
  const { shape, values } = reading.logits;
  const logits = logitsFromArray(toRowsOfClasses(reading.logits));
  const targets = targetsFound(reading, logits);
  return {
    shape: [...shape],
    // A copy, if they stand in shared memory.
    values: values.slice(),
    ...(targets && { targets: plain(targets, logits) }),
  };
}

export function* evaluateForApi(params: EvaluateParams): Job<EvaluateResult> {
  const { shape, logits, found, classNames } = yield* logitsOf(params);
  const options = completeOptions(params.options ?? {}, logits.classes);
  const targets = params.targets ? fromGiven(params.targets, logits) : found;
  const evaluation = yield* evaluate(logits, targets, options);
  const { argmax, probabilities, gradient, losses } = evaluation;
  const diagnostics = yield* diagnose({
    logits,
    targets,
    options,
    summary: evaluation,
    classNames,
    areLogarithms: false,
  });
  return {
    shape,
    argmax,
    probabilities,
    ...(targets && { targets: plain(targets, logits) }),
    ...(losses && {
      loss: losses.loss,
      lossPerRow: losses.lossPerRow,
      divisor: losses.divisor,
    }),
    ...(gradient && { gradient }),
    diagnostics: diagnostics.map(({ kind, severity, message, places: [place] }) => ({
      kind,
      severity,
      message,
      ...(place && { row: place.row }),
      ...(place?.column !== undefined && { column: place.column }),
    })),
  };
}

/** What there is to evaluate. */
interface Data {
  readonly shape: number[];
  readonly logits: Logits;
  /** Targets and names that stand in a text beside the logits. */
  readonly found?: Targets | undefined;
  readonly classNames?: ClassNames;
}

function* logitsOf({ text, languageId, logits: given }: EvaluateParams): Job<Data> {
  if (given && text === undefined) {
    const values = new Float64Array(given.values);
    if (given.shape.length === 0) {
      throw new LossError('The logits have no dimensions. Give their shape, as [rows, classes].');
    }
    const size = given.shape.reduce((product, length) => product * length, 1);
    if (size !== values.length) {
      throw new LossError(
        `The logits hold ${values.length} values, but their shape ${shapeText(given.shape)} needs ${size}.`,
      );
    }
    const array = { shape: given.shape, values, starts: new Uint32Array(values.length) };
    const logits = logitsFromArray(toRowsOfClasses(array));
    return { shape: given.shape, logits };
  }
  if (text === undefined || given) {
    throw new TypeError('Give either `text` or `logits` to evaluate.');
  }
  const reading = yield* readText(text, languageId);
  const logits = logitsFromArray(toRowsOfClasses(reading.logits));
  return {
    shape: [...reading.logits.shape],
    logits,
    found: targetsFound(reading, logits),
    classNames: reading.columnNames,
  };
}

function targetsFound({ targets }: Reading, logits: Logits): Targets | undefined {
  return targets && targetsFor(targets.array, logits);
}

function fromGiven(
  targets: NonNullable<EvaluateParams['targets']>,
  { rows, classes }: Logits,
): Targets {
  if (!Array.isArray(targets) || targets.every((target) => typeof target === 'number')) {
    return indicesFromValues(targets);
  }
  const probabilities = targets;
  const odd = probabilities.findIndex((row) => row.length !== classes);
  if (probabilities.length !== rows || odd >= 0) {
    throw new LossError(
      `The target probabilities do not fit logits of ${shapeText([rows, classes])}. Give ${rows} lists of ${classes} probabilities.`,
      odd >= 0 ? { row: odd } : {},
    );
  }
  const flat = new Float64Array(rows * classes);
  probabilities.forEach((row, index) => flat.set(row, index * classes));
  return { kind: 'probabilities', probabilities: flat };
}

function plain(targets: Targets, { rows, classes }: Logits): PlainTargets {
  if (targets.kind === 'indices') return Array.from(targets.indices);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(targets.probabilities.subarray(row * classes, (row + 1) * classes)),
  );
}
