import type { NumericArray, TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import type { Candidate } from './candidate.ts';
import { isSign, isWordStart } from './characters.ts';
import { type ChosenTargets, chooseArrays } from './choose.ts';
import { CodeReader } from './codeReader.ts';
import { constantAt } from './lexicon.ts';
import { findNearbyTargets } from './nearbyTargets.ts';
import type { TableNotation } from './notation.ts';
import { codeNotationOf } from './notations/code.ts';
import { delimitedTable, isTableLanguage, shownTable } from './notations/tables.ts';
import { NumberScanner } from './numberScanner.ts';
import { withoutPrefixes } from './prefixes.ts';
import { ReadingError } from './readingError.ts';
import { readTable } from './tableReader.ts';
import { asTargets } from './targets.ts';

/**
 * A stretch of a document, and what is selected in it. All offsets (start, selections) are UTF-16
 * offsets in the document.
 */
export interface Source {
  /** The selections with some surroundings. */
  readonly text: string;
  /** The document offset of `text[0]`. */
  readonly start: number;
  /** An empty one (`start === end`) is a cursor. */
  readonly selections: readonly TextRange[];
  readonly languageId: string;
}

/** Where targets were found, beside the logits. */
export type TargetsOrigin = 'selection' | 'following' | 'nearby' | 'comment' | 'column';

/** Targets that were found with the logits. */
export interface FoundTargets {
  readonly kind: 'indices' | 'probabilities';
  /** Class indices: shape [N]. Class probabilities: shape [N, C]. */
  readonly array: NumericArray;
  readonly origin: TargetsOrigin;
  /** The name of the variable or key that held them, if it had one (`labels`). */
  readonly name?: string;
  /** The whole text of the targets. */
  readonly range: TextRange;
}

/** What a text holds: the logits, and the targets if there are any. */
export interface Reading {
  readonly logits: NumericArray;
  /** The text of the logits. */
  readonly range: TextRange;
  readonly targets?: FoundTargets;
  /** The notation the logits are written in, for people: `Python`, `NumPy print`, `CSV`. */
  readonly notation: string;
}

/** How many characters are read between two reports of progress. */
const stride = 65_536;

/** Reads one text as a whole; all offsets count from its beginning. */
export function* readText(text: string, languageId = 'plaintext'): Job<Reading> {
  const reading = yield* readArrays(text, languageId);
  if (reading.targets) return reading;
  const targets = findNearbyTargets(text, reading.range, reading.logits.shape);
  return targets ? { ...reading, targets } : reading;
}

/** Reads the arrays of a text, and the targets that stand beside them. */
function* readArrays(written: string, hint: string): Job<Reading> {
  const { text, languageId = hint } = withoutPrefixes(written);
  const table = shownTable(text);
  if (table) return yield* readCells(text, table, languageId);
  if (isTableLanguage(languageId) && !/^\s*[[({]/.test(text)) {
    return yield* readCells(text, delimitedTable(text), languageId);
  }
  const notation = codeNotationOf(text, languageId);
  const reader = new CodeReader(text, notation);
  while (!reader.advance(reader.at + stride)) yield reader.at / text.length;
  const chosen = chooseArrays(reader, text);
  if (!chosen) {
    if (reader.computed !== undefined && reader.broken.length === 0) throw madeUp(text, reader.computed);
    try {
      return yield* readCells(text, delimitedTable(text), languageId);
    } catch (error) {
      // Brackets around something else than numbers are more to the point than their place in a table.
      throw reader.broken[0]?.error ?? error;
    }
  }
  return {
    logits: chosen.logits.array(),
    range: chosen.logits.range,
    notation: nameOf(chosen.logits, notation.name),
    ...(chosen.targets && { targets: following(chosen.targets) }),
  };
}

function* readCells(text: string, notation: TableNotation, languageId: string): Job<Reading> {
  const { array, range, targets } = yield* readTable(text, notation, languageId);
  const fit = targets && asTargets(targets.array, array.shape);
  return {
    logits: array,
    range,
    notation: notation.name,
    ...(fit && {
      targets: { ...fit, origin: 'column', name: targets.name, range: targets.range },
    }),
  };
}

function nameOf(logits: Candidate, notation: string): string {
  return logits.blankSeparated && notation !== 'MATLAB' && notation !== 'Julia'
    ? 'NumPy print'
    : notation;
}

function following({ name, ...targets }: ChosenTargets): FoundTargets {
  return { ...targets, origin: 'following', ...(name === undefined ? {} : { name }) };
}

function madeUp(text: string, at: number): ReadingError {
  return new ReadingError(
    'expression',
    'This call has its values when it runs; they are not in the text. Print the array and select that.',
    text,
    at,
  );
}

/**
 * Reads what is selected in a document. With several selections, the first that reads is the logits,
 * and a second one that fits is the targets; a cursor stands for the array literal around it.
 * Targets that are not selected are looked for around the logits.
 */
export function* readSource(source: Source): Job<Reading> {
  try {
    return shifted(yield* readSelections(source), source.start);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw new ReadingError(error.kind, error.message, source.text, error.offset, source.start);
  }
}

function* readSelections(source: Source): Job<Reading> {
  const { text, start, languageId } = source;
  const selections = source.selections.map((range) => ({
    start: range.start - start,
    end: range.end - start,
  }));
  const selected = selections.filter((range) => range.start < range.end);
  const [cursor] = selections;
  let reading: Reading;
  if (selected.length > 0) reading = yield* readSelected(text, selected, languageId);
  else reading = yield* readAround(text, cursor?.start ?? 0, languageId);
  if (reading.targets) return reading;
  const targets = findNearbyTargets(text, reading.range, reading.logits.shape);
  return targets ? { ...reading, targets } : reading;
}

function* readSelected(
  text: string,
  selections: readonly TextRange[],
  languageId: string,
): Job<Reading> {
  let failure: ReadingError | undefined;
  for (const [index, selection] of selections.entries()) {
    try {
      const reading = yield* readPart(text, selection, languageId);
      const others = selections.filter((_, other) => other !== index);
      const targets = yield* readTargets(text, others, reading, languageId);
      return targets ? { ...reading, targets } : reading;
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      failure ??= error;
    }
  }
  throw failure as ReadingError;
}

/** Reads a part of a text; offsets count from the beginning of the text. */
function* readPart(text: string, { start, end }: TextRange, languageId: string): Job<Reading> {
  try {
    return shifted(yield* readArrays(text.slice(start, end), languageId), start);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw new ReadingError(error.kind, error.message, text, error.offset + start);
  }
}

function* readTargets(
  text: string,
  selections: readonly TextRange[],
  { logits }: Reading,
  languageId: string,
): Job<FoundTargets | undefined> {
  for (const range of selections) {
    try {
      const reading = yield* readPart(text, range, languageId);
      const targets = asTargets(reading.logits, logits.shape);
      if (targets) return { ...targets, origin: 'selection', range };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
    }
  }
  return undefined;
}

/** Reads the array literal around a cursor. */
function* readAround(text: string, cursor: number, languageId: string): Job<Reading> {
  const notation = codeNotationOf(text, languageId);
  const reader = new CodeReader(text, notation);
  while (!reader.advance(reader.at + stride)) yield reader.at / text.length;
  const around = [...reader.candidates, ...reader.broken].find(
    ({ range }) => range.start <= cursor && cursor <= range.end,
  );
  if (!around) {
    throw new ReadingError(
      'empty',
      'There is no array around the cursor. Put it into one, or select one.',
      text,
      cursor,
    );
  }
  if (around.kind === 'broken') throw around.error;
  return {
    logits: around.array(),
    range: around.range,
    notation: nameOf(around, notation.name),
  };
}

/** The reading with all offsets counted from `by` before. */
function shifted(reading: Reading, by: number): Reading {
  if (by === 0) return reading;
  const move = (array: NumericArray): NumericArray => ({
    ...array,
    starts: array.starts.map((start) => start + by),
  });
  const moveRange = ({ start, end }: TextRange): TextRange => ({
    start: start + by,
    end: end + by,
  });
  const { logits, range, targets } = reading;
  return {
    ...reading,
    logits: move(logits),
    range: moveRange(range),
    ...(targets && {
      targets: { ...targets, array: move(targets.array), range: moveRange(targets.range) },
    }),
  };
}

/**
 * The range of the literal of a value.
 *
 * @param start where it starts, as in `starts`
 */
export function literalRange(text: string, start: number): TextRange {
  const unsigned = isSign(text.charCodeAt(start)) ? start + 1 : start;
  const constant = constantAt(text, unsigned);
  if (constant) return { start, end: constant.end };
  if (isWordStart(text.charCodeAt(unsigned))) return { start, end: start };
  const scanner = new NumberScanner();
  scanner.scan(text, unsigned);
  return { start, end: scanner.end };
}
