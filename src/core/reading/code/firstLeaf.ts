import { callRole, constantAt, isBracketType, isElementType, isNotNumber } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import {
  ampersand,
  colon,
  equalsSign,
  isCloser,
  isDigit,
  isElision,
  isOpener,
  isQuote,
  isSign,
  isWordStart,
  openBrace,
  openBracket,
  openParenthesis,
  point,
  skipSpace,
  slash,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import type { StringSkipper } from '../text/strings.ts';
import { nameAt } from './names.ts';

/** What stands first in a bracket, or in the brackets with which it begins. */
type LeafKind = 'value' | 'type' | 'string' | 'key' | 'name' | 'empty' | 'other';

export interface Leaf {
  readonly kind: LeafKind;
  /** The character behind a name or a string. */
  readonly next: number;
}

/** `[]float64`, `[2][3]int`, `new int[,] {`: brackets of a type. */
/** More dimensions than this no type has; a bound keeps a long run of brackets linear. */
const typeBrackets = /(?:\[(?:\d+|\.\.\.|,*)\]){1,16}(?=[A-Za-z_*&]|\s?\{)/y;

/** The offset behind the brackets of a type at `at`; `at` itself if there are none. */
export function skipTypeBrackets(text: string, at: number): number {
  typeBrackets.lastIndex = at;
  return typeBrackets.test(text) ? typeBrackets.lastIndex : at;
}

/**
 * Looks into brackets for the first thing that is no bracket itself, which tells whether they hold
 * an array. All the brackets before that thing share the answer, so a text of brackets alone is
 * looked through once.
 */
export class LeafFinder {
  private readonly text: string;
  private readonly notation: CodeNotation;
  private readonly strings: StringSkipper;
  private leaf: Leaf = { kind: 'empty', next: 0 };
  /** The leaf is that of all brackets from here ... */
  private from = 0;
  /** ... to where it stands. */
  private at = -1;
  /** Whether the elements of the innermost bracket may have names. */
  private named = false;

  constructor(text: string, notation: CodeNotation, strings: StringSkipper) {
    this.text = text;
    this.notation = notation;
    this.strings = strings;
  }

  leafOf(opener: number): Leaf {
    if (opener >= this.from && opener < this.at) return this.leaf;
    const { text } = this;
    this.from = opener;
    this.at = opener;
    this.named = false;
    let leaf: Leaf | undefined;
    while (!leaf) {
      this.at = skipSpace(text, this.at, text.length);
      leaf = this.at < text.length ? this.step() : { kind: 'empty', next: 0 };
    }
    this.leaf = leaf;
    return leaf;
  }

  /** Goes on behind what is no leaf. */
  private step(): Leaf | undefined {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    const behind = Math.max(
      skipComment(text, at, text.length, this.notation),
      code === openBracket ? skipTypeBrackets(text, at) : at,
    );
    if (behind > at) {
      this.at = behind;
    } else if (isOpener(code)) {
      this.named = false;
      const slashed = code === openParenthesis && text.charCodeAt(at + 1) === slash;
      this.at += slashed ? 2 : 1;
    } else if (code === ampersand || isSign(code)) {
      this.at++;
    } else if (isQuote(code)) {
      const after = Math.max(at + 1, this.strings.skip(at));
      const next = text.charCodeAt(skipSpace(text, after, text.length));
      return { kind: next === colon ? 'key' : 'string', next };
    } else if (isDigit(code) || code === point || isElision(code) || constantAt(text, at)) {
      return { kind: 'value', next: 0 };
    } else if (isWordStart(code)) {
      return this.stepName();
    } else {
      return { kind: isCloser(code) ? 'empty' : 'other', next: 0 };
    }
    return undefined;
  }

  private stepName(): Leaf | undefined {
    const { text, at } = this;
    const word = nameAt(text, at);
    if (isNotNumber(word)) return { kind: 'value', next: 0 };
    if (isElementType(word)) return { kind: 'type', next: 0 };
    const behind = at + Math.max(1, word.length);
    if (this.entersBracket(word, behind)) return undefined;
    const after = skipSpace(text, behind, text.length);
    const next = text.charCodeAt(after);
    const twice = text.charCodeAt(after + 1) === next;
    if (next === colon && twice) this.at = after + 2;
    else if (word === 'new') this.at = after;
    else if (next === equalsSign && !twice && this.named) this.at = after + 1;
    else return { kind: next === colon || (next === equalsSign && !twice) ? 'key' : 'name', next };
    return undefined;
  }

  /** Whether a name goes with the bracket at `at`, which holds an array or its elements. */
  private entersBracket(word: string, at: number): boolean {
    const { text } = this;
    const code = text.charCodeAt(at);
    const role = isOpener(code) ? callRole(word) : undefined;
    const typed = code === openBracket ? skipTypeBrackets(text, at) : at;
    const enters =
      code === openBrace ||
      role === 'elements' ||
      (code === openParenthesis && role === 'array') ||
      (code === openBracket && isBracketType(word)) ||
      typed > at;
    if (!enters) return false;
    this.at = typed;
    if (code === openParenthesis) {
      this.at = at + 1;
      this.named = role === 'elements';
    }
    return true;
  }
}
