import type { NumericArray } from '../array/numericArray.ts';
import { constantAt } from '../reading/lexicon.ts';
import type { CodeNotation, NonFiniteWords, TableNotation } from '../reading/notation.ts';
import { codeNotations } from '../reading/notations/code.ts';
import { allTables } from '../reading/notations/tables.ts';
import { numpyPrint } from '../reading/notations/numpyPrint.ts';
import { python } from '../reading/notations/python.ts';
import type { Reading } from '../reading/reading.ts';
import { isSign, skipBlanks } from '../reading/text/characters.ts';
import { literalAt } from './literal.ts';
import type { NumberStyle } from './numberStyle.ts';

const notations = [...codeNotations, ...allTables];

/** What Python calls an array where it prints one; in a program, the module stands before it. */
const printedArray = /(?<![\w.])(?:array|tensor|Array|DeviceArray)\(\s*$/;

/** How far before the values the name of their call stands at most. */
const nameWithin = 40;

/**
 * Infinity or NaN as the text writes it already, or else as its notation does.
 *
 * @param style that of the numbers beside it, which tells their precision
 * @returns undefined if the notation has no word for it
 */
export function writeNonFinite(
  value: number,
  text: string,
  { logits, notation, range }: Reading,
  style: NumberStyle | undefined,
): string | undefined {
  const written = alreadyWritten(value, text, logits);
  if (written !== undefined) return written;
  const words = wordsOf(
    notation,
    text.slice(Math.max(0, range.start - nameWithin), range.start),
    style,
  );
  if (!words) return undefined;
  if (Number.isNaN(value)) return words.nan;
  if (value > 0) return words.infinity;
  return words.minusInfinity ?? `-${words.infinity}`;
}

function wordsOf(
  name: string,
  before: string,
  style: NumberStyle | undefined,
): NonFiniteWords | undefined {
  if (name === python.name && printedArray.test(before)) return numpyPrint.nonFinite;
  const notation = notations.find((each) => namesOf(each).includes(name));
  if (!notation) return undefined;
  const isSingle = /^_?f(?:32)?$/i.test(style?.suffix ?? '') || style?.exponent?.letter === 'f';
  const single = 'nonFiniteSingle' in notation ? notation.nonFiniteSingle : undefined;
  return (isSingle ? single : undefined) ?? notation.nonFinite;
}

function namesOf(notation: CodeNotation | TableNotation): readonly string[] {
  const dialects = 'dialects' in notation ? Object.values(notation.dialects ?? {}) : [];
  return [notation.name, ...dialects];
}

/** The same value as it stands elsewhere in the array, or the infinity of the other sign. */
function alreadyWritten(value: number, text: string, array: NumericArray): string | undefined {
  const same = writtenAt(
    array.values.findIndex((other) => Object.is(other, value)),
    text,
    array,
  );
  if (same !== undefined || Number.isNaN(value)) return same;
  const opposite = writtenAt(array.values.indexOf(-value), text, array);
  if (opposite === undefined) return undefined;
  const isSigned = isSign(opposite.charCodeAt(0));
  const word = isSigned ? opposite.slice(skipBlanks(opposite, 1, opposite.length)) : opposite;
  if (constantAt(word, 0)?.value !== Infinity) return undefined;
  return value > 0 ? word : `-${word}`;
}

function writtenAt(index: number, text: string, { starts, values }: NumericArray) {
  if (index < 0) return undefined;
  const literal = literalAt(text, starts[index]!, values[index]!);
  return literal && text.slice(literal.range.start, literal.range.end);
}
