import { toRowsOfClasses } from '../core/array/classAxis.ts';
import { nameOfClass } from '../core/classNames.ts';
import type { NumericArray } from '../core/array/numericArray.ts';
import type { Job } from '../core/job.ts';
import { type Diagnostic, diagnose, misfitOf } from '../core/loss/diagnostics.ts';
import { type Summary as LossSummary, summarise } from '../core/loss/evaluation.ts';
import { type Logits, logitsFromArray } from '../core/loss/logits.ts';
import { LossError } from '../core/loss/lossError.ts';
import { logitsFromProbabilities } from '../core/loss/normalisedRows.ts';
import { completeOptions, type LossOptions } from '../core/loss/options.ts';
import { type Targets, targetsFromArray } from '../core/loss/targets.ts';
import {
  type FoundTargets,
  type Reading,
  readSource,
  readText,
  type Source,
  targetsForClassAxis,
} from '../core/reading/reader.ts';
import { ReadingError } from '../core/reading/readingError.ts';
import type { TargetsOrigin, UnappliedOptions } from '../protocol/compute.ts';
import type { Changes, Settings } from '../protocol/schemas.ts';
import { type Data, withChanges } from './changes.ts';
import { unappliedOptions } from './unappliedOptions.ts';

/** One evaluated source, kept so that the panel can look at any part of it. */
export interface Session {
  readonly source: Source;
  readonly reading: Reading;
  readonly settings: Settings;
  /** The numbers as rows x classes, each with its place in the document. */
  readonly array: NumericArray;
  /** What stands in the document for the targets, each with its place. */
  readonly foundTargets: FoundTargets | undefined;
  /** The logits and targets as they were read, */
  readonly unchanged: Data;
  /** and with the changes that are in force. */
  readonly logits: Logits;
  readonly targets: Targets | undefined;
  readonly changes: Changes;
  readonly voidChanges: number;
  readonly targetsOrigin: TargetsOrigin | undefined;
  readonly options: LossOptions;
  readonly results: LossSummary;
  /** Why there are no losses in the results although there are targets. */
  readonly refusal: LossError | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What is written in the call of the loss, but is not in force. */
  readonly unappliedOptions: UnappliedOptions | null;
}

export function* openSession(source: Source, settings: Settings): Job<Session> {
  const reading = yield* readSource(source);
  return yield* evaluateReading(source, reading, settings);
}

/** What a reading holds under some settings, before anything is evaluated. */
export function* interpret(source: Source, reading: Reading, settings: Settings) {
  const classAxis = classAxisOf(reading.logits.shape, settings);
  const array = toRowsOfClasses(reading.logits, classAxis);
  const numbers = logitsFromArray(array);
  // The softmax of log-probabilities gives back the probabilities: they are logits as they stand.
  const logits =
    settings.valuesAre === 'probabilities' ? yield* logitsFromProbabilities(numbers) : numbers;
  const typed = settings.targetsText === null ? undefined : yield* readTyped(settings.targetsText);
  const { targets: foundTargets, misfit } = targetsForClassAxis(reading, source, classAxis);
  const targetsArray = typed ?? foundTargets?.array;
  const targets =
    targetsArray && targetsFor(targetsArray, logits, classAxisOf(targetsArray.shape, settings));
  return { array, foundTargets, misfit, unchanged: { logits, targets } };
}

/** The same reading under other settings. */
export function* evaluateReading(
  source: Source,
  reading: Reading,
  settings: Settings,
): Job<Session> {
  const { array, foundTargets, misfit, unchanged } = yield* interpret(source, reading, settings);
  const options = completeOptions(settings.options, unchanged.logits.classes);
  const changed = withChanges(unchanged, settings.changes);
  const { logits, targets } = changed;
  const { results, refusal } = yield* summariseOrRefuse(logits, targets, options);
  const found = yield* diagnose({
    logits,
    targets,
    options,
    summary: results,
    classNames: classNamesOf({ reading, settings }),
    areLogarithms: settings.valuesAre === 'probabilities',
  });
  const unapplied = yield* unappliedOptions(reading.writtenOptions, settings.options, {
    logits,
    targets,
    options,
    results,
  });
  return {
    source,
    reading,
    settings,
    array,
    foundTargets,
    unchanged,
    ...changed,
    targetsOrigin:
      targets &&
      (foundTargets && settings.targetsText === null
        ? describeFound(foundTargets)
        : { kind: targets.kind, origin: 'panel' }),
    options,
    results,
    refusal,
    diagnostics: [
      ...(!targets && misfit ? [misfitOf(misfit, logits)] : []),
      ...found.filter(({ kind }) => !saysWhatWasSet(kind, settings)),
    ],
    unappliedOptions: unapplied,
  };
}

/** The targets that the results are of. */
export function usableTargets({ targets, refusal }: Session): Targets | undefined {
  return refusal ? undefined : targets;
}

/** The axis that the user chose; the last if there is none chosen, or if an edit took the chosen one away. */
export function classAxisOf(shape: readonly number[], { classAxis }: Settings): number {
  return classAxis !== null && classAxis < shape.length ? classAxis : shape.length - 1;
}

/** What the classes are called, where the text says so. */
export function classNamesOf({
  reading,
  settings,
}: Pick<Session, 'reading' | 'settings'>): readonly string[] | undefined {
  const { logits, columnNames } = reading;
  const { shape } = logits;
  return classAxisOf(shape, settings) === shape.length - 1 ? columnNames : undefined;
}

/** What to write above the column of a class. */
export function classTitles(session: Session): (index: number) => string {
  const names = classNamesOf(session);
  return (index) => {
    return nameOfClass(names, index) ?? `class ${index}`;
  };
}

/** Once the values are treated as probabilities, there is no need to say that they look like some. */
function saysWhatWasSet(kind: Diagnostic['kind'], { valuesAre }: Settings): boolean {
  return valuesAre !== 'logits' && kind.startsWith('looks-like-');
}

/** Targets that the convention refuses leave the softmax as it is: that much can still be shown. */
export function* summariseOrRefuse(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
): Job<{ results: LossSummary; refusal: LossError | undefined }> {
  try {
    return { results: yield* summarise(logits, targets, options), refusal: undefined };
  } catch (error) {
    if (!targets || !(error instanceof LossError)) throw error;
    return { results: yield* summarise(logits, undefined, options), refusal: error };
  }
}

/** Targets as people type them: in any notation, and bare class indices without brackets. */
function* readTyped(text: string): Job<NumericArray> {
  const isBare = /^[\s\d,+-]+$/.test(text);
  try {
    return (yield* readText(isBare ? `[${text}]` : text)).logits;
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    // Its place is one in the typed text, not in the document.
    throw new LossError(`The targets given here cannot be read. ${error.message}`);
  }
}

/**
 * Targets for logits of any depth: those of more dimensions than two are rows and classes here, too, with the
 * classes on the same axis as those of the logits.
 */
export function targetsFor(array: NumericArray, logits: Logits, classAxis = -1): Targets {
  const { shape, values } = array;
  if (shape.length <= 2) return targetsFromArray(array, logits);
  const isPerRow = values.length === logits.rows;
  return targetsFromArray(
    isPerRow ? { shape: [logits.rows], values } : toRowsOfClasses(array, classAxis),
    logits,
  );
}

export function describeFound({ kind, origin, name, range }: FoundTargets): TargetsOrigin {
  return { kind, origin, ...(name !== undefined && { name }), range };
}
