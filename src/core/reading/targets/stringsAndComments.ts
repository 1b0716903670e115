import type { TextRange } from '../../array/numericArray.ts';
import type { CodeNotation } from '../notation.ts';
import { javascript } from '../notations/javascript.ts';
import { python } from '../notations/python.ts';
import { backtick, isQuote } from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { StringSkipper } from '../text/strings.ts';
import { isInComment } from './namedTargets.ts';
import type { Excerpt, Surroundings } from './surroundings.ts';

const languages = [python, javascript];

/** Behind a backslash that stands in no string, it is a part of a regular expression. */
const quoteOrComment = /(?<!\\)["'`#/]/g;
const codeMark = /(?<!\w)(?:f|fr|rf)$/i;

/**
 * The strings and comments around logits that these do not stand in, such as docstrings: what looks like code in
 * them is an example, or prose. Strings that may hold code, `f"{loss(z)}"`, are not among them.
 */
export class StringsAndComments {
  readonly #surroundings: Surroundings;
  readonly #notation: CodeNotation | undefined;
  #ranges: readonly TextRange[] | undefined;

  /** Of other languages than Python and JavaScript, only the comments are known. */
  constructor(surroundings: Surroundings, { start, languageId }: Excerpt) {
    this.#surroundings = surroundings;
    // What is looked through may begin within a string, unless it is the beginning of the document.
    const isBeginning = start === 0 && surroundings.parts[0].start === 0;
    this.#notation = isBeginning
      ? languages.find(({ languageIds }) => languageIds.includes(languageId))
      : undefined;
  }

  hold(at: number): boolean {
    const { text, logits } = this.#surroundings;
    if (!this.#notation) return isInComment(text, at) && !isInComment(text, logits.start);
    this.#ranges ??= this.#find(this.#notation);
    const last = this.#ranges[countBefore(this.#ranges, at) - 1];
    return last !== undefined && at < last.end;
  }

  /** In the order in which they stand in the text. */
  #find(notation: CodeNotation): TextRange[] {
    const { text, parts } = this.#surroundings;
    const [before, behind] = parts;
    // The logits may be long, and their end tells as much as all of them.
    const code = `${text.slice(before.start, before.end)}]${text.slice(behind.start, behind.end)}`;
    const seam = before.end - before.start;
    const inText = (at: number): number =>
      at <= seam ? before.start + at : behind.start + at - seam - 1;
    const found: (TextRange & { readonly isString: boolean })[] = [];
    let logitsAreInComment = false;
    const strings = new StringSkipper(code, code.length);
    let at = 0;
    for (;;) {
      quoteOrComment.lastIndex = at;
      const start = quoteOrComment.exec(code)?.index;
      if (start === undefined) break;
      const isString = isQuote(code.charCodeAt(start));
      const end = isString ? strings.skip(start) : skipComment(code, start, code.length, notation);
      at = Math.max(end, start + 1);
      if (end === start || (isString && mayHoldCode(code, start))) continue;
      if (start < seam && seam < end) logitsAreInComment ||= !isString;
      else found.push({ start: inText(start), end: inText(end), isString });
    }
    // With logits in a comment, the code around them may be, too.
    return logitsAreInComment ? found.filter(({ isString }) => isString) : found;
  }
}

/** How many of the ranges, which ascend, begin before `at`. */
function countBefore(ranges: readonly TextRange[], at: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Python's f-strings, JavaScript's templates. */
function mayHoldCode(text: string, at: number): boolean {
  return text.charCodeAt(at) === backtick || codeMark.test(text.slice(Math.max(0, at - 3), at));
}
