import type { TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import { constantAt } from './lexicon.ts';
import { readArrays } from './readArrays.ts';
import type { Reading, Source } from './reading.ts';
import { ReadingError } from './readingError.ts';
import { readAround, readSelected, shifted } from './readSelections.ts';
import { findNearbyMisfit, findNearbyTargets } from './targets/nearbyTargets.ts';
import { isSign, isWordStart } from './text/characters.ts';
import { NumberScanner } from './text/numberScanner.ts';

export type { FoundTargets, Reading, Source } from './reading.ts';

/** Reads one text as a whole; all offsets count from its beginning. */
export function* readText(text: string, languageId = 'plaintext'): Job<Reading> {
  return withNearbyTargets(yield* readArrays(text, languageId), text);
}

/**
 * Reads what is selected in a document. With several selections, the first that reads is the logits,
 * and a second one that fits is the targets; a cursor stands for the array literal around it.
 * Targets that are not selected are looked for around the logits.
 */
export function* readSource({ text, start, selections, languageId }: Source): Job<Reading> {
  const ranges = selections.map((range) => ({
    start: range.start - start,
    end: range.end - start,
  }));
  const selected = ranges.filter((range) => range.start < range.end);
  try {
    const reading =
      selected.length > 0
        ? yield* readSelected(text, selected, languageId)
        : yield* readAround(text, ranges[0]?.start ?? 0, languageId);
    return shifted(withNearbyTargets(reading, text), start);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw new ReadingError(error.kind, error.message, text, error.offset, start);
  }
}

function withNearbyTargets(reading: Reading, text: string): Reading {
  if (reading.targets) return reading;
  const targets = findNearbyTargets(text, reading.range, reading.logits.shape);
  if (targets) return { ...reading, targets };
  const misfit = findNearbyMisfit(text, reading.range, reading.logits.shape);
  return misfit ? { ...reading, misfit } : reading;
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
