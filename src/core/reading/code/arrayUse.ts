import { permuteAxes } from '../../array/permute.ts';
import { isHarmlessMethod } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import { ReadingError } from '../readingError.ts';
import {
  isBlank,
  isCloser,
  isOpener,
  isWord,
  isWordStart,
  minus,
  openBracket,
  point,
  singleQuote,
  skipBlanks,
  skipSpace,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import type { Candidate } from './candidate.ts';
import { nameAt } from './names.ts';

const operation = /\.?(?:\*\*|%[*o/]?%|[-+*/@^%]|[<>]=?(?![<>-])|[=!]=)/y;
const integerList = /\(\s*[[({]?\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*,?\s*[\])}]?\s*\)/y;
/** The arguments of a method, if they are short and simple. */
const plainArguments = /\([^()[\]{}\n]{0,100}\)/y;

/** An array after what stands behind it was applied, and where that ends. */
interface UsedArray {
  readonly candidate: Candidate;
  readonly end: number;
}

/** Sees what a program does with an array literal: its values are read, computed ones are not. */
export class ArrayUse {
  private readonly text: string;
  private readonly notation: CodeNotation;

  constructor(text: string, notation: CodeNotation) {
    this.text = text;
    this.notation = notation;
  }

  /**
   * Looks at what stands before an array that begins at `start`.
   * @throws ReadingError if that is an operator
   */
  refuseOperatorBefore(start: number): void {
    const { text } = this;
    let at = start - 1;
    while (at >= 0 && isBlank(text.charCodeAt(at))) at--;
    if (at < 0 || !'+-*/@^'.includes(text.charAt(at))) return;
    let before = at - 1;
    while (before >= 0 && (isBlank(text.charCodeAt(before)) || text.charAt(before) === '.')) {
      before--;
    }
    const operand = text.charCodeAt(before);
    const binary = before >= 0 && (isWord(operand) || isCloser(operand));
    const sign = text.charCodeAt(at) === minus;
    // A log level and a dash: INFO - [0.5, 1.5]
    const dash = sign && /\b[A-Z]{2,} +- +$/.test(text.slice(Math.max(0, start - 40), start));
    const unary = sign && at === start - 1 && text.charCodeAt(at - 1) !== minus;
    if (binary ? !dash : unary) throw this.refuse(at);
  }

  private refuse(at: number): ReadingError {
    return new ReadingError(
      'expression',
      'Something is computed with this array here. Select the array alone, or write out the result.',
      this.text,
      at,
    );
  }

  /**
   * Applies what stands behind an array that ends at `end`: `.T`, `.reshape(2, 3)`, `.astype(float)`.
   *
   * @param enclosed whether the statement goes on in the next line
   * @throws ReadingError if that computes other values
   */
  apply(candidate: Candidate, end: number, enclosed: boolean): UsedArray {
    const { text } = this;
    let used: UsedArray = { candidate, end };
    for (;;) {
      const next = (enclosed ? skipSpace : skipBlanks)(text, used.end, text.length);
      const step = this.transpose(used, next) ?? this.callMethod(used, next);
      if (step) {
        used = step;
      } else {
        if (this.isOperation(next, next === used.end)) throw this.refuse(next);
        return used;
      }
    }
  }

  /** An apostrophe, with or without a point before it. */
  private transpose({ candidate, end }: UsedArray, at: number): UsedArray | undefined {
    const apostrophe = this.text.charCodeAt(at) === point ? at + 1 : at;
    const transposes =
      at === end &&
      this.text.charCodeAt(apostrophe) === singleQuote &&
      this.notation.layout?.apostropheTransposes;
    return transposes ? { candidate: transposed(candidate), end: apostrophe + 1 } : undefined;
  }

  private callMethod({ candidate }: UsedArray, at: number): UsedArray | undefined {
    const { text } = this;
    if (text.charCodeAt(at) !== point || !isWordStart(text.charCodeAt(at + 1))) return undefined;
    const [method = ''] = nameAt(text, at + 1).split('.');
    const behind = at + 1 + method.length;
    if (method === 'T' || method === 'mT') return { candidate: transposed(candidate), end: behind };
    if (method === 'reshape' || method === 'view') return this.reshape(candidate, behind);
    if (!isHarmlessMethod(method)) throw this.refuse(at);
    plainArguments.lastIndex = behind;
    return { candidate, end: plainArguments.test(text) ? plainArguments.lastIndex : behind };
  }

  private reshape(candidate: Candidate, at: number): UsedArray {
    integerList.lastIndex = at;
    const match = integerList.exec(this.text);
    if (!match) throw this.refuse(at);
    const sizes = match[1]!.split(',').map(Number);
    const count = product(candidate.shape);
    const rest = product(sizes.filter((size) => size !== -1));
    const shape = sizes.map((size) => (size === -1 ? count / rest : size));
    if (product(shape) !== count) throw this.refuse(at);
    const array = () => ({ ...candidate.array(), shape });
    return { candidate: { ...candidate, shape, array }, end: at + match[0].length };
  }

  private isOperation(at: number, adjacent: boolean): boolean {
    const { text } = this;
    const end = text.length;
    if (at >= end || skipComment(text, at, end, this.notation) > at) return false;
    if (text.charCodeAt(at) === openBracket) return adjacent;
    operation.lastIndex = at;
    if (!operation.test(text)) return false;
    const operand = skipBlanks(text, operation.lastIndex, end);
    const code = text.charCodeAt(operand);
    return isWord(code) || isOpener(code) || code === point;
  }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}

/** The array with its axes in the opposite order. */
export function transposed(candidate: Candidate): Candidate {
  const { shape } = candidate;
  const axes = shape.map((_, axis) => axis).toReversed();
  return {
    ...candidate,
    shape: shape.toReversed(),
    array: () => permuteAxes(candidate.array(), axes),
  };
}
