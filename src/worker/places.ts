/** Which cell of a session stands where in the document. */
import { toRowsOfClasses } from '../core/array/classAxis.ts';
import type { NumericArray, TextRange } from '../core/array/numericArray.ts';
import { literalAt } from '../core/rewriting/literal.ts';
import type { Cell } from '../protocol/compute.ts';
import { classAxisOf, type Session } from './session.ts';

/** Numbers that stand in the document: one for each class of a row, or one that says which class it is. */
interface WrittenRows {
  readonly array: NumericArray;
  readonly areClasses: boolean;
}

/** Where a logit, or a target that was found in the text, stands in the document. */
export function locateCell(session: Session, { array: name, row, column = 0 }: Cell): TextRange {
  const { rows, classes } = session.logits;
  const written = name === 'logits' ? writtenLogits(session) : targetPlaces(session);
  if (!written || row >= rows || column >= classes) {
    throw new RangeError(`There are no ${name} in row ${row}, column ${column} of the document.`);
  }
  const { array, areClasses } = written;
  return rangeOf(session, array, areClasses ? row : row * classes + column);
}

/** The cell whose literal is at an offset of the document, or ends there; null if there is none. */
export function cellAt(session: Session, offset: number): Cell | null {
  for (const name of ['logits', 'targets'] as const) {
    const written = name === 'logits' ? writtenLogits(session) : targetPlaces(session);
    const index = written ? lastUpTo(written.array.starts, offset) : -1;
    if (!written || index < 0 || offset > rangeOf(session, written.array, index).end) continue;
    if (written.areClasses) return { array: name, row: index };
    const { classes } = session.logits;
    return { array: name, row: Math.floor(index / classes), column: index % classes };
  }
  return null;
}

/** The targets as they stand in the document; undefined if they do not. */
export function writtenTargets(session: Session): WrittenRows | undefined {
  const { foundTargets: found, settings } = session;
  // Targets that were typed stand in no document.
  if (!found || settings.targetsText !== null) return undefined;
  if (found.kind === 'indices' && !found.written) return { array: found.array, areClasses: true };
  const array = found.written ?? found.array;
  return {
    array:
      array.shape.length > 2 ? toRowsOfClasses(array, classAxisOf(array.shape, settings)) : array,
    areClasses: false,
  };
}

/** As `writtenTargets`, but where a one-hot row stands for a class index only its 1. */
function targetPlaces(session: Session): WrittenRows | undefined {
  const { foundTargets } = session;
  const written = writtenTargets(session);
  return written && foundTargets?.written
    ? { array: foundTargets.array, areClasses: true }
    : written;
}

function writtenLogits({ array }: Session): WrittenRows {
  return { array, areClasses: false };
}

function rangeOf({ source }: Session, { starts, values }: NumericArray, index: number): TextRange {
  const start = starts[index] ?? 0;
  const literal = literalAt(source.text, start - source.start, values[index] ?? NaN);
  return { start, end: literal ? literal.range.end + source.start : start };
}

/**
 * The index of the last start that is not behind an offset; -1 if there is none. Starts need not be in the
 * order of the text, as in a transposed array; ten million of them are looked through in 10 ms.
 */
function lastUpTo(starts: Uint32Array, offset: number): number {
  let last = -1;
  let lastStart = -1;
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0;
    if (start > offset || start <= lastStart) continue;
    last = index;
    lastStart = start;
  }
  return last;
}
