import type { TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import { readArrays } from './readArrays.ts';
import type { Reading, Source } from './reading.ts';
import { ReadingError } from './readingError.ts';
import {
  readAround,
  readSelected,
  shifted,
  shiftedRange,
  shiftedTargets,
} from './readSelections.ts';
import { findContainingArray } from './targets/containingArray.ts';
import { asTargets } from './targets/fitTargets.ts';
import { findNearbyMisfit, findNearbyTargets, findTargetsOfPart } from './targets/nearbyTargets.ts';
import { findWrittenOptions } from './targets/writtenOptions.ts';

export type { FoundTargets, Reading, Source } from './reading.ts';

/** Reads one text as a whole; all offsets count from its beginning. */
export function* readText(text: string, languageId = 'plaintext'): Job<Reading> {
  return withSurroundings(yield* readArrays(text, languageId), text, languageId);
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
    return shifted(withSurroundings(reading, text, languageId), start);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw new ReadingError(error.kind, error.message, text, error.offset, start);
  }
}

/**
 * The targets of a reading whose classes are on the given axis, where `readSource` has them on the last: those
 * that there are if they fit all the same, else others around the logits.
 */
export function targetsForClassAxis(
  { logits: { shape }, range, targets, misfit }: Reading,
  { text, start, languageId }: Source,
  axis: number,
): TargetsOrMisfit {
  if (axis === shape.length - 1) return { ...(targets && { targets }), ...(misfit && { misfit }) };
  const classesLast = [...shape.filter((_, index) => index !== axis), shape[axis]!];
  const fitting = targets && asTargets(targets.array, classesLast);
  if (fitting) return { targets: { ...targets, ...fitting } };
  const logits = shiftedRange(range, -start);
  // Which axes a larger array around has, the choice for this one does not tell.
  if (findContainingArray(text, logits, languageId)) return {};
  const nearby = findNearby(text, logits, classesLast);
  return nearby.targets ? { targets: shiftedTargets(nearby.targets, start) } : nearby;
}

type TargetsOrMisfit = Pick<Reading, 'targets' | 'misfit'>;

/** With the targets that stand around the logits, if there are none beside them, and the options of the loss. */
function withSurroundings(reading: Reading, text: string, languageId: string): Reading {
  const { range, logits, targets } = reading;
  if (targets) return { ...reading, ...writtenOptionsOf(text, range, logits.shape) };
  const containing = findContainingArray(text, range, languageId);
  if (!containing) {
    const { shape } = logits;
    return {
      ...reading,
      ...findNearby(text, range, shape),
      ...writtenOptionsOf(text, range, shape),
    };
  }
  const ofPart = findTargetsOfPart(text, range, logits.shape, containing);
  const found = { ...reading, ...(ofPart && { targets: ofPart }) };
  if (containing === 'unreadable') return found;
  return { ...found, ...writtenOptionsOf(text, containing.range, containing.array.shape) };
}

function writtenOptionsOf(text: string, range: TextRange, shape: readonly number[]) {
  const writtenOptions = findWrittenOptions(text, range, shape);
  return writtenOptions && { writtenOptions };
}

function findNearby(text: string, range: TextRange, shape: readonly number[]): TargetsOrMisfit {
  const targets = findNearbyTargets(text, range, shape);
  if (targets) return { targets };
  const misfit = findNearbyMisfit(text, range, shape);
  return misfit ? { misfit } : {};
}
