import type { TextRange } from '../../array/numericArray.ts';
import type { CodeNotation } from '../notation.ts';
import { javascript } from '../notations/javascript.ts';
import { python } from '../notations/python.ts';
import { backtick, isQuote } from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { StringSkipper } from '../text/strings.ts';
import type { Surroundings } from './surroundings.ts';

const languages = [python, javascript];

const quoteOrComment = /["'`#/]/g;
const codeMark = /(?<!\w)(?:f|fr|rf)$/i;

/**
 * The strings around logits that these do not stand in, such as docstrings: what looks like code in them is an
 * example, or prose. Those that may hold code, `f"{loss(z)}"`, are not among them.
 */
export class OtherStrings {
  readonly #surroundings: Surroundings;
  readonly #notation: CodeNotation | undefined;
  #ranges: readonly TextRange[] | undefined;

  /** @param languageId of no language other than Python and JavaScript, strings are known */
  constructor(surroundings: Surroundings, languageId: string) {
    this.#surroundings = surroundings;
    this.#notation = languages.find(({ languageIds }) => languageIds.includes(languageId));
  }

  hold(at: number): boolean {
    this.#ranges ??= this.#notation ? this.#find(this.#notation) : [];
    return this.#ranges.some(({ start, end }) => start < at && at < end);
  }

  #find(notation: CodeNotation): TextRange[] {
    const { text, logits, parts } = this.#surroundings;
    const found: TextRange[] = [];
    const strings = new StringSkipper(text, text.length);
    let at = 0;
    for (const part of parts) {
      // Between two parts are the logits, which may be long.
      const piece = text.slice(part.start, part.end);
      at = Math.max(at, part.start);
      for (;;) {
        quoteOrComment.lastIndex = at - part.start;
        const mark = quoteOrComment.exec(piece);
        if (!mark) break;
        const start = part.start + mark.index;
        const isString = isQuote(text.charCodeAt(start));
        const end = isString
          ? strings.skip(start)
          : skipComment(text, start, text.length, notation);
        const holdsLogits = start < logits.end && logits.start < end;
        if (isString && !holdsLogits && !mayHoldCode(text, start)) found.push({ start, end });
        at = Math.max(end, start + 1);
      }
    }
    return found;
  }
}

/** Python's f-strings, JavaScript's templates. */
function mayHoldCode(text: string, at: number): boolean {
  return text.charCodeAt(at) === backtick || codeMark.test(text.slice(Math.max(0, at - 3), at));
}
