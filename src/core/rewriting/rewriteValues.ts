import type { NumericArray, TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import { type Reading, readSource, type Source } from '../reading/reader.ts';
import { ReadingError } from '../reading/readingError.ts';
import { shifted, shiftedRange } from '../reading/readSelections.ts';
import { literalAt } from './literal.ts';
import { writeNonFinite } from './nonFinite.ts';
import { type NumberStyle, plainStyle, writeInStyle } from './numberStyle.ts';

/** A value of a reading that is to be another one. */
export interface ValueChange {
  /** Where its literal starts, as in `starts`. */
  readonly start: number;
  readonly value: number;
  /** What it is called in an error: "row 0, column 3". */
  readonly name: string;
}

/** A literal, and what is to stand in its place; the offsets are the document's. */
export interface Replacement {
  readonly range: TextRange;
  readonly text: string;
}

/** The replacements, and what the text then is and holds. */
export interface Rewriting {
  readonly replacements: readonly Replacement[];
  readonly source: Source;
  readonly reading: Reading;
}

/** Why a value cannot be written where it came from. */
export class RewritingError extends Error {
  override readonly name = 'RewritingError';
}

/** A change with its place among the arrays of the reading. */
interface PlacedChange extends ValueChange {
  readonly array: number;
  readonly index: number;
}

/** For the style of numbers, so many values on either side of a name without digits are looked at. */
const neighboursAtMost = 1000;

/**
 * Puts other values in the places of some, each in the style of the literal that it replaces. What comes
 * of it is read back: every value has to be, bit for bit, what it is meant to be.
 *
 * @param read how the reading was made
 * @throws RewritingError if it is not, or if a value does not stand in the text
 */
export function* rewriteValues(
  source: Source,
  reading: Reading,
  changes: readonly ValueChange[],
  read: (source: Source) => Job<Reading> = readSource,
): Job<Rewriting> {
  const found = shifted(reading, -source.start);
  const placed = place(changes, source, found);
  const wanted = writtenArrays(found).map(({ shape, values }) => ({
    shape,
    values: values.slice(),
  }));
  for (const { array, index, value } of placed) wanted[array]!.values[index] = value;
  // Where no number has a fraction, only reading back shows what the decimal mark is.
  for (const decimalMark of ['.', ','] as const) {
    let shifts = changes.map(() => 0);
    // A print may multiply all of its numbers by a power of ten: that shows in reading back, too.
    for (let attempt = 0; attempt < 2; attempt++) {
      const replacements = placed.map((change, order) =>
        replace(change, shifts[order]!, decimalMark, source.text, found),
      );
      const back = yield* readBack(source, replacements, read);
      if (!back) break;
      const arrays = writtenArrays(back.reading);
      if (areSame(arrays, wanted)) {
        return {
          ...back,
          replacements: replacements.map(({ range, text }) => ({
            range: shiftedRange(range, source.start),
            text,
          })),
        };
      }
      shifts = placed.map(({ array, index, value }) =>
        powerOfTen(value, arrays[array]?.values[index]),
      );
    }
  }
  throw new RewritingError(
    'With these values in it, the document would not read as the array that is shown here. Change it by hand.',
  );
}

/** Every array of numbers as it stands in the text. */
function writtenArrays({ logits, targets }: Reading): NumericArray[] {
  return targets ? [logits, targets.written ?? targets.array] : [logits];
}

function place(changes: readonly ValueChange[], source: Source, reading: Reading): PlacedChange[] {
  const places = new Map<number, { readonly array: number; readonly index: number }>();
  const wanted = new Set(changes.map(({ start }) => start - source.start));
  writtenArrays(reading).forEach(({ starts }, array) => {
    starts.forEach((start, index) => {
      if (wanted.has(start)) places.set(start, { array, index });
    });
  });
  return changes.map((change) => {
    const start = change.start - source.start;
    const found = places.get(start);
    if (!found) throw notThere(change);
    return { ...change, start, ...found };
  });
}

function notThere({ name }: ValueChange): RewritingError {
  return new RewritingError(
    `${name} does not stand in the document as a number of its own. Change the document by hand, or reset this change.`,
  );
}

function replace(
  change: PlacedChange,
  shift: number,
  decimalMark: '.' | ',',
  text: string,
  reading: Reading,
): Replacement {
  const { value, array: order, index, start } = change;
  const array = writtenArrays(reading)[order]!;
  const literal = literalAt(text, start, array.values[index]!, decimalMark);
  if (!literal) throw notThere(change);
  const style = literal.style ?? styleOfNeighbours(text, array, index);
  if (Number.isFinite(value)) {
    const marked = style.hasMark ? style : { ...style, decimalMark };
    return { range: literal.range, text: writeInStyle(value, marked, shift) };
  }
  const written = writeNonFinite(value, text, reading, style);
  if (written === undefined) {
    throw new RewritingError(
      `${change.name} cannot be ${value} in the document: ${reading.notation} has no literal of it. Reset this change.`,
    );
  }
  return { range: literal.range, text: written };
}

function styleOfNeighbours(
  text: string,
  { starts, values }: NumericArray,
  index: number,
): NumberStyle {
  for (let distance = 1; distance <= neighboursAtMost; distance++) {
    for (const near of [index - distance, index + distance]) {
      const start = starts[near];
      const style = start === undefined ? undefined : literalAt(text, start, values[near]!)?.style;
      if (style) return style;
    }
  }
  return plainStyle;
}

/** The text once it is rewritten, and what it holds; undefined if it does not read any more. */
function* readBack(
  source: Source,
  replacements: readonly Replacement[],
  read: (source: Source) => Job<Reading>,
): Job<Omit<Rewriting, 'replacements'> | undefined> {
  const sorted = replacements.toSorted((one, other) => one.range.start - other.range.start);
  let text = '';
  let behind = 0;
  for (const { range, text: replacement } of sorted) {
    text += source.text.slice(behind, range.start) + replacement;
    behind = range.end;
  }
  text += source.text.slice(behind);
  const moved = (offset: number): number => {
    const at = offset - source.start;
    return sorted.reduce((result, { range, text: { length } }) => {
      const growth = length - (range.end - range.start);
      return range.end <= at ? result + growth : result;
    }, offset);
  };
  const selections = source.selections.map(({ start, end }) => ({
    start: moved(start),
    end: moved(end),
  }));
  try {
    const rewritten = { ...source, text, selections };
    return { source: rewritten, reading: yield* read(rewritten) };
  } catch (error) {
    if (error instanceof ReadingError) return undefined;
    throw error;
  }
}

function areSame(
  arrays: readonly NumericArray[],
  wanted: readonly Pick<NumericArray, 'shape' | 'values'>[],
): boolean {
  return (
    arrays.length === wanted.length &&
    arrays.every(({ shape, values }, order) => {
      const other = wanted[order]!;
      return (
        shape.join() === other.shape.join() &&
        values.every((value, index) => Object.is(value, other.values[index]))
      );
    })
  );
}

/** By which power of ten a value has to be smaller to be read as it is meant. */
function powerOfTen(value: number, read = value): number {
  const power = Math.round(Math.log10(value / read));
  return Number.isFinite(power) ? power : 0;
}
