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
import { type Usage, usageOf } from './targets/lossCalls.ts';
import {
  findNearbyMisfit,
  findNearbyTargets,
  findTargetsInRows,
  findTargetsOfPart,
} from './targets/nearbyTargets.ts';
import type { Excerpt } from './targets/surroundings.ts';
import { findWrittenOptions } from './targets/writtenOptions.ts';

export type { FoundTargets, Reading, Source } from './reading.ts';

/** Reads one text as a whole; all offsets count from its beginning. */
export function* readText(text: string, languageId = 'plaintext'): Job<Reading> {
  return withSurroundings(yield* readArrays(text, languageId), { text, start: 0, languageId });
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
    return shifted(withSurroundings(reading, { text, start, languageId }), start);
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
  source: Source,
  axis: number,
): TargetsOrMisfit {
  if (axis === shape.length - 1) return { ...(targets && { targets }), ...(misfit && { misfit }) };
  const classesLast = [...shape.filter((_, index) => index !== axis), shape[axis]!];
  const fitting = targets && asTargets(targets.array, classesLast);
  if (fitting) return { targets: { ...targets, ...fitting } };
  const { text, start, languageId } = source;
  const logits = shiftedRange(range, -start);
  // Which axes a larger array around has, the choice for this one does not tell.
  if (findContainingArray(text, logits, languageId)) return {};
  const nearby = findNearby(usageOf(source, logits), classesLast);
  return nearby.targets ? { targets: shiftedTargets(nearby.targets, start) } : nearby;
}

type TargetsOrMisfit = Pick<Reading, 'targets' | 'misfit'>;

/** With the targets that stand around the logits, if there are none beside them, and the options of the loss. */
function withSurroundings(reading: Reading, excerpt: Excerpt): Reading {
  const { text, languageId } = excerpt;
  const { range, logits, targets } = reading;
  const containing = targets ? undefined : findContainingArray(text, range, languageId);
  if (containing === 'unreadable') {
    const inRows = findTargetsInRows(text, range, logits.shape);
    return { ...reading, ...(inRows && { targets: inRows }) };
  }
  const whole = containing ?? { range, array: logits };
  const usage = usageOf(excerpt, whole.range);
  const writtenOptions = findWrittenOptions(usage, whole.array.shape);
  const found = { ...reading, ...(writtenOptions && { writtenOptions }) };
  if (targets) return found;
  if (!containing) return { ...found, ...findNearby(usage, logits.shape) };
  const ofPart = findTargetsOfPart(usage, containing, range, logits.shape);
  return { ...found, ...(ofPart && { targets: ofPart }) };
}

function findNearby(usage: Usage, shape: readonly number[]): TargetsOrMisfit {
  const targets = findNearbyTargets(usage, shape);
  if (targets) return { targets };
  const misfit = findNearbyMisfit(usage, shape);
  return misfit ? { misfit } : {};
}
