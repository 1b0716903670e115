import type { Job } from '../job.ts';
import type { Candidate } from './code/candidate.ts';
import { type ChosenTargets, chooseArrays } from './code/chooseArrays.ts';
import { CodeReader } from './code/codeReader.ts';
import type { CodeNotation, TableNotation } from './notation.ts';
import { codeNotationOf } from './notations/code.ts';
import { records } from './notations/records.ts';
import { delimitedTable, isTableLanguage, shownTable } from './notations/tables.ts';
import { PlainScanner } from './plain/plainScanner.ts';
import type { FoundTargets, Reading } from './reading.ts';
import { ReadingError } from './readingError.ts';
import { beginsWithHeader } from './tables/headedTable.ts';
import { readRecords, readTable, type TableReading } from './tables/tableReader.ts';
import { asTargets } from './targets/fitTargets.ts';
import { withoutPrefixes } from './text/prefixes.ts';

/** How many characters are read between two reports of progress. */
const stride = 65_536;

/**
 * Reads the arrays of a text, and the targets that stand beside them: cells if the text shows that
 * it is a table, or has no array in brackets, otherwise brackets.
 */
export function* readArrays(written: string, hint: string): Job<Reading> {
  const { text, languageId = hint } = withoutPrefixes(written);
  const shown = shownTable(text);
  if (shown) return yield* readCells(text, shown, languageId);
  const brackets = isTableLanguage(languageId) ? /^\s*[[({]/.test(text) : /[[({]/.test(text);
  const lists = brackets || codeNotationOf(text, languageId).layout?.blockLists;
  const delimited = delimitedTable(text);
  if (!lists || (yield* beginsWithHeader(text, delimited))) {
    return yield* readCells(text, delimited, languageId);
  }
  return yield* readBrackets(text, languageId);
}

function* readBrackets(text: string, languageId: string): Job<Reading> {
  const reader = yield* readCode(text, languageId);
  const chosen = chooseArrays(reader, text);
  if (chosen) {
    return {
      ...asReading(chosen.logits, reader.notation),
      ...(chosen.targets && { targets: following(chosen.targets) }),
    };
  }
  const broken = reader.broken[0]?.error;
  if (!broken && reader.computed !== undefined) throw refuseComputed(text, reader.computed);
  const recorded = broken ? undefined : yield* readRecords(text, languageId);
  if (recorded) return fromTable(recorded, records);
  try {
    return yield* readCells(text, delimitedTable(text), languageId);
  } catch (error) {
    // What is wrong with the brackets is more to the point than that they are in no table.
    throw broken ?? error;
  }
}

function* drive(reader: CodeReader, text: string): Job<CodeReader> {
  while (!reader.advance(reader.at + stride)) yield reader.at / text.length;
  return reader;
}

/** Finds all array literals in a text. */
export function* readCode(text: string, languageId: string): Job<CodeReader> {
  const notation = codeNotationOf(text, languageId);
  const reader = yield* drive(new CodeReader(text, notation, PlainScanner.over(text)), text);
  if (reader.candidates.length + reader.broken.length > 0) return reader;
  // Where code has none, a comment behind it may: z = f(x)  # [[0.1, 0.9]]
  const uncommented = { ...notation, lineComments: [], blockComments: [] };
  const behind = yield* drive(new CodeReader(text, uncommented, PlainScanner.over(text)), text);
  return behind.candidates.length > 0 ? behind : reader;
}

/** An array literal as the logits. */
export function asReading(logits: Candidate, notation: CodeNotation): Reading {
  const name = logits.blankSeparated && !notation.layout?.matrix ? 'NumPy print' : notation.name;
  return { logits: logits.array(), range: logits.range, notation: name };
}

function following({ name, ...targets }: ChosenTargets): FoundTargets {
  return { ...targets, origin: 'following', ...(name === undefined ? {} : { name }) };
}

function refuseComputed(text: string, at: number): ReadingError {
  return new ReadingError(
    'expression',
    'This call has its values when it runs; they are not in the text. Print the array and select that.',
    text,
    at,
  );
}

function* readCells(text: string, notation: TableNotation, languageId: string): Job<Reading> {
  return fromTable(yield* readTable(text, notation, languageId), notation);
}

function fromTable(
  { array, range, columnNames, leftOut, targets, misfit }: TableReading,
  notation: TableNotation,
): Reading {
  const fit = targets && asTargets(targets.array, array.shape);
  return {
    logits: array,
    range,
    notation: notation.name,
    ...(columnNames && { columnNames }),
    leftOut,
    ...(fit && {
      targets: { ...fit, origin: 'column', name: targets.name, range: targets.range },
    }),
    ...(misfit && { misfit }),
  };
}
