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
  const { given, end, closer } = split(text, at, Math.min(text.length, limit));
  return { given: closer === closeParenthesis ? given : [], end };
}

/** The arguments of the call with its parenthesis at `opener` that end before `at`. */
export function argumentsBefore(text: string, opener: number, at: number): readonly Argument[] {
  return split(text, opener + 1, at).given;
}

/** Arguments that end before `last`, up to the closing bracket if it stands there. */
function split(text: string, at: number, last: number): Arguments & { readonly closer?: number } {
  const strings = new StringSkipper(text, last);
  const given: Argument[] = [];
  let depth = 0;
  // Those of an argument, without the spaces and comments around it.
  let start: number | undefined;
  let end = at;
  let next: number;
  for (let here = at; here < last; here = next) {
    next = skipSpace(text, here, last);
    if (next > here) continue;
    next = here + 1;
    const code = text.charCodeAt(here);
    if (isQuote(code)) next = Math.max(next, strings.skip(here));
    else if (code === numberSign || code === slash) {
      const behind = skipComment(text, here, last, plain);
      if (behind > here) {
        next = behind;
        continue;
      }
    } else if (isOpener(code)) depth++;
    else if (isCloser(code) && depth > 0) depth--;
    else if (isCloser(code) || (code === comma && depth === 0)) {
      if (start !== undefined) given.push(argumentIn(text, { start, end }));
      if (isCloser(code)) return { given, end: here, closer: code };
      start = undefined;
      continue;
    }
    start ??= here;
    end = next;
  }
  return { given, end: last };
}

function argumentIn(text: string, { start, end }: TextRange): Argument {
  argumentName.lastIndex = start;
  const name = argumentName.exec(text)?.[1];
  return { start: Math.min(argumentName.lastIndex, end), end, ...(name !== undefined && { name }) };
}
