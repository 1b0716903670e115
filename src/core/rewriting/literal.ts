import type { TextRange } from '../array/numericArray.ts';
import { constantAt } from '../reading/lexicon.ts';
import { comma, isDigit, isSign, isWordStart, skipBlanks } from '../reading/text/characters.ts';
import { NumberScanner } from '../reading/text/numberScanner.ts';
import { type NumberStyle, styleOf } from './numberStyle.ts';

/** A value as it stands in a text. */
export interface Literal {
  readonly range: TextRange;
  /** How it is written; undefined for a name, as that of infinity. */
  readonly style: NumberStyle | undefined;
}

const decimalComma = /\d+,\d+(?:[eE][-+]?\d+)?/y;
const kindAtEnd = /_\w+$/;

/**
 * The literal of a value.
 *
 * @param start where it starts, as in `starts`
 * @param value what it was read as: that tells a decimal comma from one that parts values, and a Fortran
 *   kind from digits behind a separator
 * @param decimalMark of the text, where it is known
 * @returns undefined if there is no number, as where a class is named
 */
export function literalAt(
  text: string,
  start: number,
  value: number,
  decimalMark?: '.' | ',',
): Literal | undefined {
  const isSigned = isSign(text.charCodeAt(start));
  const at = isSigned ? skipBlanks(text, start + 1, text.length) : start;
  const constant = constantAt(text, at);
  if (constant) return { range: { start, end: constant.end }, style: undefined };
  if (isWordStart(text.charCodeAt(at))) return undefined;
  const scanner = new NumberScanner();
  if (!scanner.scan(text, at)) return undefined;
  const size = Math.abs(value);
  const hasComma = decimalMark === ',' || scanner.value !== size;
  const end = hasComma ? decimalCommaEnd(text, at, scanner.end) : scanner.end;
  const unsigned = text.slice(at, end);
  const kind = scanner.value === size ? '' : kindOf(unsigned, size);
  const style = styleOf(isSigned ? text.charAt(start) : '', unsigned, kind);
  return { range: { start, end }, style };
}

function decimalCommaEnd(text: string, at: number, end: number): number {
  if (text.charCodeAt(end) !== comma || !isDigit(text.charCodeAt(end + 1))) return end;
  decimalComma.lastIndex = at;
  return decimalComma.test(text) ? decimalComma.lastIndex : end;
}

function kindOf(unsigned: string, size: number): string {
  const kind = kindAtEnd.exec(unsigned)?.[0] ?? '';
  const number = unsigned.slice(0, unsigned.length - kind.length);
  return Number(number.replace(/[dD]/, 'e')) === size ? kind : '';
}
