import type { TextRange } from '../../array/numericArray.ts';
import { type CallRole, isHarmlessMethod } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import { ReadingError } from '../readingError.ts';
import {
  isBlank,
  isCloser,
  isOpener,
  isWord,
  isWordStart,
  minus,
  openBrace,
  openBracket,
  point,
  singleQuote,
  skipBlanks,
  skipSpace,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import {
  reshaped,
  shapeByMethod,
  transposed,
  withFirstAxisAt,
  withoutDoubleBraces,
} from './axes.ts';
import type { Candidate } from './candidate.ts';
import { conversionOf } from './conversions.ts';
import { nameAt } from './names.ts';

const operation = /\.?(?:\*\*|%[*o/]?%|[-+*/@^%]|[<>]=?(?![<>-])|[=!]=)/y;
/** The arguments of `reshape`: up to 100 sizes, in brackets or not, and the order that NumPy knows. */
const newShape =
  /\(\s*(?:shape\s*=\s*)?(?:(-?\d+(?:\s*,\s*-?\d+){0,99})|[[({]\s*(-?\d+(?:\s*,\s*-?\d+){0,99})\s*,?\s*[\])}])\s*(?:,\s*order\s*=\s*["']([CF])["']\s*)?,?\s*\)/y;
/** The only argument of a method: an axis, or nothing. */
const axisArgument = /\(\s*(?:(?:dim|axis)\s*=\s*)?(-?\d+)?\s*\)/y;
/** `, dtype=np.int64` */
const dataType = /\bdtype\s*=\s*["']?([\w.]+)/;
/** `, dim=1`, `, 1` */
const stackAxis = /^\s*,\s*(?:(?:dim|axis)\s*=\s*)?(-?\d+)/;
/** `std::array<std::array<double, 2>, 3> name = ` */
const standardArray =
  /\bstd::(?:array|vector)\s*<[^;={}()]*\barray\s*<[^;={}()]*=?\s*$|\bstd::array\s*<[^;={}()]*=?\s*$/;
const longestType = 200;
/** `tensor(indices=tensor(...), values=...` */
const sparse = /\(\s*(?:c?row_|ccol_|col_)?indices\s*=/y;
const typeArgument = /^\(\s*(?:dtype\s*=\s*)?["']?([\w.]+)/;
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

  /** An array in braces, as the type before it says that it is meant. */
  declared(candidate: Candidate): Candidate {
    const { start } = candidate.range;
    const { text } = this;
    const braces =
      text.charCodeAt(start) === openBrace &&
      text.charCodeAt(skipSpace(text, start + 1, text.length)) === openBrace;
    if (!braces) return candidate;
    const type = standardArray.exec(text.slice(Math.max(0, start - longestType), start))?.[0];
    const rank = type?.match(/\b(?:array|vector)\s*</g)?.length;
    return rank === undefined ? candidate : withoutDoubleBraces(candidate, rank);
  }

  /**
   * Looks at the arguments of a call that makes an array.
   * @throws ReadingError if it is a print of what is not zero, and where
   */
  refuseSparse(opener: number): void {
    sparse.lastIndex = opener;
    if (!sparse.test(this.text)) return;
    throw new ReadingError(
      'truncated',
      'This is a sparse array; its zeros are not in the text. Print it after .to_dense() or .toarray().',
      this.text,
      opener,
    );
  }

  /**
   * Does what a call does with its first argument.
   *
   * @param options where its other arguments stand
   * @throws ReadingError if that computes other values
   */
  call(
    { name, role }: { readonly name: string; readonly role: CallRole | undefined },
    candidate: Candidate,
    { start, end }: TextRange,
  ): Candidate {
    const options = this.text.slice(start, Math.min(end, start + 500));
    const type = dataType.exec(options);
    this.refuseConversion(candidate, type?.[1] ?? name, start + (type?.index ?? 0));
    if (role === 'transpose') return transposed(candidate);
    const axis = role === 'stack' ? stackAxis.exec(options)?.[1] : undefined;
    if (axis === undefined) return candidate;
    const stacked = withFirstAxisAt(candidate, Number(axis));
    if (!stacked) throw this.refuse(start);
    return stacked;
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
    const moved = this.shapeMethod(candidate, method, behind);
    if (moved) return moved;
    if (!isHarmlessMethod(method)) throw this.refuse(at);
    plainArguments.lastIndex = behind;
    const end = plainArguments.test(text) ? plainArguments.lastIndex : behind;
    const type = typeArgument.exec(text.slice(behind, end))?.[1] ?? method;
    this.refuseConversion(candidate, type, at);
    return { candidate, end };
  }

  private reshape(candidate: Candidate, at: number): UsedArray {
    newShape.lastIndex = at;
    const match = newShape.exec(this.text);
    const sizes = (match?.[1] ?? match?.[2])?.split(',').map(Number);
    const made = sizes && reshaped(candidate, sizes, match?.[3] === 'F' ? 'column' : 'row');
    if (!made) throw this.refuse(at);
    return { candidate: made, end: newShape.lastIndex };
  }

  private shapeMethod(candidate: Candidate, method: string, at: number): UsedArray | undefined {
    axisArgument.lastIndex = at;
    const match = axisArgument.exec(this.text);
    const axis = match?.[1] === undefined ? undefined : Number(match[1]);
    const shape = match && shapeByMethod(method, candidate.shape, axis);
    const made = shape && reshaped(candidate, shape, 'row');
    return made ? { candidate: made, end: axisArgument.lastIndex } : undefined;
  }

  /**
   * Looks at a type that an array is converted to at `at`.
   * @throws ReadingError if that changes its values
   */
  refuseConversion(candidate: Candidate, type: string, at: number): void {
    const conversion = conversionOf(type, candidate);
    if (conversion === 'none') return;
    throw new ReadingError(
      'expression',
      conversion === 'cut'
        ? 'This conversion to integers cuts fractions off. Write out the result, or take the conversion out.'
        : 'This conversion makes truth values of numbers. Write out the result, or take the conversion out.',
      this.text,
      at,
    );
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
