import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import { CodeReader } from '../code/codeReader.ts';
import { callRole } from '../lexicon.ts';
import { codeNotationOf } from '../notations/code.ts';
import { openersAround } from '../text/brackets.ts';
import {
  comma,
  isCloser,
  lineBegin,
  openParenthesis,
  skipBlanks,
  skipSpace,
} from '../text/characters.ts';

/** An array that holds the logits among others. */
export interface ContainingArray {
  readonly array: NumericArray;
  readonly range: TextRange;
}

/** Farther away than this, the brackets around an array are not looked for. */
const farthest = 1_000_000;

/** How many characters may be read in search of the array. */
const budget = 4_000_000;

/**
 * The largest array that a part of a text is in, if it has more values than the part.
 *
 * @returns 'unreadable' if the part belongs to something larger of which nothing more is known
 */
export function findContainingArray(
  text: string,
  part: TextRange,
  languageId: string,
): ContainingArray | 'unreadable' | undefined {
  let largest: ContainingArray | undefined;
  let left = budget;
  for (const opener of openersAround(text, part.start, farthest)) {
    if (isBlock(text.slice(opener, largest?.range.start ?? part.start))) return largest;
    const word = text.charCodeAt(opener) === openParenthesis ? wordBefore(text, opener) : '';
    const role = word === '' ? 'elements' : callRole(word);
    if (role === 'array') continue;
    if (role === 'columns') return 'unreadable';
    if (role !== 'elements') return largest;
    const start = opener - word.length;
    const piece = text.slice(start, Math.min(part.end + farthest, start + left));
    const reader = new CodeReader(piece, codeNotationOf(piece, languageId));
    readFirst(reader, part.end - start);
    left -= reader.at;
    if (left <= 0) return 'unreadable';
    const literals = [...reader.candidates, ...reader.broken];
    const literal = literals.find(({ range }) => range.start === 0);
    if (!literal) return largest;
    if (literal.kind === 'broken') return 'unreadable';
    if (start + literal.range.end < part.end) continue;
    const { shape, values, starts } = literal.array();
    const array = { shape, values, starts: starts.map((at) => at + start) };
    const holdsMore = array.starts.some((at) => at < part.start || at >= part.end);
    if (holdsMore) largest = { array, range: { start, end: start + literal.range.end } };
  }
  return largest ?? (isElement(text, part) ? 'unreadable' : undefined);
}

/** Whether a brace holds statements or keys before what stands in it, rather than elements. */
function isBlock(beginning: string): boolean {
  return beginning.startsWith('{') && /[;:=]|<-|\breturn\b/.test(beginning);
}

/** Reads on until there is a literal; most end soon, or turn out not to be one. */
function readFirst(reader: CodeReader, atLeast: number): void {
  for (let limit = Math.max(64, atLeast); ; limit *= 2) {
    if (reader.advance(limit) || reader.unbalanced) return;
    if (reader.candidates.length + reader.broken.length > 0) return;
  }
}

function wordBefore(text: string, at: number): string {
  return /[A-Za-z_][\w.:]*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? '';
}

/** Whether an array stands as in a list, of which the beginning is out of reach. */
function isElement(text: string, { start, end }: TextRange): boolean {
  let before = start - 1;
  while (before >= 0 && skipSpace(text, before, before + 1) > before) before--;
  if (text.charCodeAt(before) === comma) return true;
  const line = lineBegin(text, start);
  const beginsLine = skipBlanks(text, line, start) === start;
  const next = text.charCodeAt(skipSpace(text, end, text.length));
  return beginsLine && (next === comma || isCloser(next));
}

/**
 * Which rows of an array a part of it is, if it is whole rows.
 *
 * @param shape the shape of the part; the last axis is that of the classes
 */
export function rowsOfPart(
  { array: { shape, starts } }: ContainingArray,
  part: TextRange,
  partShape: readonly number[],
): { first: number; count: number } | undefined {
  const classes = shape.at(-1)!;
  const length = partShape.reduce((product, axis) => product * axis, 1);
  const first = starts.findIndex((at) => at >= part.start);
  const held = starts.subarray(first, first + length);
  const inOrder = held.every((at, index) => index === 0 || at > held[index - 1]!);
  const isWhole =
    held.length === length &&
    inOrder &&
    held.at(-1)! < part.end &&
    !(starts[first + length]! < part.end);
  if (!isWhole || partShape.at(-1) !== classes || first % classes !== 0) return undefined;
  return { first: first / classes, count: length / classes };
}
