import type { NumericArray, TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import { markdownTable } from './notations/markdown.ts';
import { isTableLanguage, shownTable } from './notations/tables.ts';
import { asReading, readArrays, readCode } from './readArrays.ts';
import type { FoundTargets, Reading } from './reading.ts';
import { ReadingError } from './readingError.ts';
import { asTargets } from './targets/fitTargets.ts';
import { lineBegin } from './text/characters.ts';
import {
  isBlankLine,
  isPrefix,
  linesAround,
  linesWhile,
  withoutPrefixes,
} from './text/prefixes.ts';

/**
 * Reads what is selected in a text: the first selection that reads is the logits, another one that
 * fits is the targets.
 */
export function* readSelected(
  text: string,
  selections: readonly TextRange[],
  languageId: string,
): Job<Reading> {
  let failure: ReadingError | undefined;
  for (const selection of selections) {
    try {
      const reading = yield* readPart(text, selection, languageId);
      const others = selections.filter((other) => other !== selection);
      const targets = yield* readTargets(text, others, reading, languageId);
      return targets ? { ...reading, targets } : reading;
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      failure ??= error;
    }
  }
  throw failure!;
}

function* readTargets(
  text: string,
  selections: readonly TextRange[],
  { logits }: Reading,
  languageId: string,
): Job<FoundTargets | undefined> {
  for (const range of selections) {
    const single = singleClass(text, range);
    try {
      const array = single ?? (yield* readPart(text, range, languageId)).logits;
      const targets = asTargets(array, logits.shape);
      if (targets) return { ...targets, origin: 'selection', range };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
    }
  }
  return undefined;
}

/** A number alone is no array, but it may be the class of a single row. */
function singleClass(text: string, { start, end }: TextRange): NumericArray | undefined {
  const number = /^\s*(\d{1,9})\s*$/.exec(text.slice(start, end));
  if (!number) return undefined;
  return {
    shape: [1],
    values: Float64Array.of(Number(number[1])),
    starts: Uint32Array.of(start + number[0].indexOf(number[1]!)),
  };
}

/** Reads a part of a text; offsets count from the beginning of the text. */
function* readPart(text: string, { start, end }: TextRange, languageId: string): Job<Reading> {
  // Whether a line is commented is seen at its beginning, which may not be selected.
  const line = lineBegin(text, start);
  const from = isPrefix(text.slice(line, start)) ? line : start;
  try {
    return shifted(yield* readArrays(text.slice(from, end), languageId), from);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw new ReadingError(error.kind, error.message, text, error.offset + from);
  }
}

/**
 * Reads the array around a cursor: the literal among the code of the text, or among the lines around
 * that have the same prefix, such as a comment. The lines around are also what is left where the text
 * begins in the middle of a string. Without a literal, it is the table that the line belongs to.
 */
export function* readAround(text: string, cursor: number, languageId: string): Job<Reading> {
  const table = tableAround(text, cursor, languageId);
  if (table && isTableLanguage(languageId)) return yield* readLines(text, table, languageId);
  for (const { start, end } of [{ start: 0, end: text.length }, linesAround(text, cursor)]) {
    const part = withoutPrefixes(text.slice(start, end)).text;
    const reader = yield* readCode(part, languageId);
    const at = cursor - start;
    const around = [...reader.candidates, ...reader.broken].find(
      ({ range }) => range.start <= at && at <= range.end,
    );
    if (around?.kind === 'array') return shifted(asReading(around, reader.notation), start);
    if (around && !table) {
      const { kind, message, offset } = around.error;
      throw new ReadingError(kind, message, text, offset + start);
    }
  }
  if (table) return yield* readLines(text, table, languageId);
  throw new ReadingError(
    'empty',
    'There is no array around the cursor. Put the cursor into one, or select one.',
    text,
    cursor,
  );
}

/** The lines around a cursor, if they are cells: those of such a file up to blank lines, or lines with bars. */
function tableAround(text: string, cursor: number, languageId: string): TextRange | undefined {
  if (isTableLanguage(languageId)) {
    const lines = linesWhile(text, cursor, (line) => !isBlankLine(line));
    // A text in quotes goes on behind a blank line.
    const quotes = text.slice(lines.start, lines.end).match(/"/g)?.length ?? 0;
    if (quotes % 2 > 0) return { start: 0, end: text.length };
    return /^\s*[[({]/.test(text.slice(lines.start, lines.end)) ? undefined : lines;
  }
  const lines = linesWhile(text, cursor, (line) => line.includes('|'));
  const inLines = withoutPrefixes(text.slice(lines.start, lines.end)).text;
  return shownTable(inLines) === markdownTable ? lines : undefined;
}

/** A table with all of its lines, those above the numbers too: read again, they say the same. */
function* readLines(text: string, lines: TextRange, languageId: string): Job<Reading> {
  return { ...(yield* readPart(text, lines, languageId)), range: lines };
}

/** The reading with all offsets counted from `by` before. */
export function shifted(reading: Reading, by: number): Reading {
  if (by === 0) return reading;
  const { logits, range, targets, writtenOptions } = reading;
  return {
    ...reading,
    logits: shiftedArray(logits, by),
    range: shiftedRange(range, by),
    ...(targets && { targets: shiftedTargets(targets, by) }),
    ...(writtenOptions && {
      writtenOptions: { ...writtenOptions, range: shiftedRange(writtenOptions.range, by) },
    }),
  };
}

export function shiftedTargets(targets: FoundTargets, by: number): FoundTargets {
  const { array, written, range } = targets;
  return {
    ...targets,
    array: shiftedArray(array, by),
    ...(written && { written: shiftedArray(written, by) }),
    range: shiftedRange(range, by),
  };
}

function shiftedArray(array: NumericArray, by: number): NumericArray {
  return { ...array, starts: array.starts.map((start) => start + by) };
}

export function shiftedRange({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}
