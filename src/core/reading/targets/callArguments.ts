import type { TextRange } from '../../array/numericArray.ts';
import { plain } from '../notations/plain.ts';
import {
  closeParenthesis,
  comma,
  isCloser,
  isOpener,
  isQuote,
  numberSign,
  skipSpace,
  slash,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { StringSkipper } from '../text/strings.ts';

/** An argument of a call; the range is that of its value. */
export interface Argument extends TextRange {
  readonly name?: string;
}

interface Arguments {
  /** None if the call does not end within what was read. */
  readonly given: readonly Argument[];
  /** Where the call ends, at its parenthesis, or how far it was read. */
  readonly end: number;
}

const argumentName = /(?:([A-Za-z_]\w*)\s*(?:=(?!=)|:(?!:))\s*)?/y;

/** The arguments of a call from `at` on, where one of them begins, as far as `limit`. */
export function argumentsFrom(text: string, at: number, limit: number): Arguments {
  const last = Math.min(text.length, limit);
  const strings = new StringSkipper(text, last);
  const given: Argument[] = [];
  let depth = 0;
  let begin = at;
  for (let here = at; here < last; here++) {
    const code = text.charCodeAt(here);
    if (isQuote(code)) here = Math.max(here, strings.skip(here) - 1);
    else if (code === numberSign || code === slash) {
      here = Math.max(here, skipComment(text, here, last, plain) - 1);
    } else if (isOpener(code)) depth++;
    else if (isCloser(code) && depth > 0) depth--;
    else if (isCloser(code) || (code === comma && depth === 0)) {
      const argument = argumentIn(text, { start: begin, end: here });
      if (argument.start < argument.end) given.push(argument);
      begin = here + 1;
      if (isCloser(code)) return { given: code === closeParenthesis ? given : [], end: here };
    }
  }
  return { given: [], end: last };
}

function argumentIn(text: string, { start, end }: TextRange): Argument {
  argumentName.lastIndex = skipSpace(text, start, end);
  const name = argumentName.exec(text)?.[1];
  const range = { start: Math.min(argumentName.lastIndex, end), end };
  const length = text.slice(range.start, end).trimEnd().length;
  return { start: range.start, end: range.start + length, ...(name !== undefined && { name }) };
}
