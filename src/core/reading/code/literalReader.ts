import {
  ampersand,
  asterisk,
  backslash,
  closeParenthesis,
  closerOf,
  comma,
  isBlank,
  isCloser,
  isDigit,
  isLineEnd,
  isElision,
  isOpener,
  isQuote,
  isSign,
  isWordStart,
  lineEnd,
  numberSign,
  openBracket,
  openParenthesis,
  point,
  semicolon,
  skipBlanks,
  skipSpace,
  slash,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { callRole, constantAt, isBracketType } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import { NumberScanner, signAt } from '../text/numberScanner.ts';
import type { PlainScanner } from '../plain/plainScanner.ts';
import type { StringSkipper } from '../text/strings.ts';
import type { LiteralRefusals } from './literalRefusals.ts';
import { type BracketRole, type ListBuilder, none } from './listBuilder.ts';
import { nameAt } from './names.ts';
import { PlainLists } from './plainLists.ts';
import { scalar } from './shapeTable.ts';

/** `new double[]`, `[]float64`, `std::vector<double>` before a brace. */
const typeBeforeBrace =
  /(?:new\b\s*)?(?:\[[\d,.]{0,9}\]){0,9}(?:[A-Za-z_][\w.:]{0,80}\s?)?(?:<[\w\s:<,>*]{0,80}>)?(?:\[[\d,]{0,9}\]){0,9}\s?(?=\{)/y;

const leadingZero = /^0[\d_']+$/;

/** `real(8) ::` in an array constructor. */
const elementType = /[A-Za-z]+(?:\([\w=*]{1,40}\))?\s*::/y;

/** A comment of nothing but an elision. */
const leftOut = /^[^\w\s]+\s*(?:\.\.\.|…)\s*[^\w\s]*\s*$/;
const cast = /\(\s*(?:float|double|int|long|short|real|f32|f64)\s*\)\s*(?=[-+\d.(])/y;

/**
 * Reads one array literal: nested brackets, calls that stand for brackets, and rows that are parted
 * by semicolons or lines. It can pause anywhere.
 */
export class LiteralReader {
  /** Where reading stands; behind the literal when it is done. */
  at = 0;

  private readonly text: string;
  private readonly end: number;
  private readonly refusals: LiteralRefusals;
  private readonly notation: CodeNotation;
  private readonly strings: StringSkipper;
  private readonly lists: ListBuilder;
  private readonly scanner: NumberScanner;
  private readonly plain: PlainLists | undefined;
  private continued = false;
  /** How many brackets are open in options that are skipped; `none` outside of options. */
  private optionDepth = none;

  constructor(
    text: string,
    notation: CodeNotation,
    strings: StringSkipper,
    refusals: LiteralRefusals,
    lists: ListBuilder,
    scanner: PlainScanner | undefined,
  ) {
    this.text = text;
    this.end = text.length;
    this.refusals = refusals;
    this.notation = notation;
    this.strings = strings;
    this.scanner = new NumberScanner(!notation.layout?.underscoreIsKind);
    this.lists = lists;
    this.plain = scanner && new PlainLists(scanner, this.lists);
  }

  /** Begins a literal with the bracket at `opener`; a call's name may stand before it, at `start`. */
  begin(start: number, opener: number, role: BracketRole): void {
    const slashed = this.isSlashed(opener);
    this.lists.begin(start, this.closerAt(opener), slashed ? 'list' : role);
    this.at = opener + (slashed ? 2 : 1);
    this.continued = false;
    this.optionDepth = none;
  }

  /**
   * Reads on until the literal is closed or `limit` is reached.
   * @returns whether the literal is closed
   * @throws ReadingError
   */
  advance(limit: number): boolean {
    const { text, plain } = this;
    const stop = Math.min(limit, this.end);
    while (this.at < stop) {
      const { at } = this;
      if (plain && at >= plain.next && this.optionDepth === none && !this.continued) {
        this.at = plain.read(at);
        if (this.at > at) continue;
      }
      const code = text.charCodeAt(at);
      if (this.optionDepth !== none) {
        this.skipOption();
      } else if (isDigit(code)) {
        this.readNumber(at, at, 1);
      } else if (isBlank(code)) {
        this.at = at + 1;
      } else if (code === comma) {
        this.readComma(at);
      } else if (isSign(code)) {
        this.readSigned(at);
      } else if (isLineEnd(code)) {
        this.lists.lineEnded = !this.continued;
        this.continued = false;
        this.at++;
      } else if (isOpener(code)) {
        this.readOpener(at, code);
      } else if (isCloser(code)) {
        if (this.close(at, code, at + 1)) return true;
      } else if (code === slash && this.closesSlash(at)) {
        if (this.close(at, slash, at + 2)) return true;
      } else {
        this.readOther(at, code);
      }
    }
    return false;
  }

  // Brackets

  /** Fortran's old array constructor: `(/ 1, 2 /)`. */
  private isSlashed(opener: number): boolean {
    const { text } = this;
    const next = text.charCodeAt(opener + 2);
    return (
      text.charCodeAt(opener) === openParenthesis &&
      text.charCodeAt(opener + 1) === slash &&
      next !== slash &&
      next !== asterisk
    );
  }

  private closerAt(opener: number): number {
    return this.isSlashed(opener) ? slash : closerOf(this.text.charCodeAt(opener));
  }

  private push(start: number, opener: number, role: BracketRole): void {
    const slashed = this.isSlashed(opener);
    this.lists.push(start, opener, this.closerAt(opener), slashed ? 'list' : role);
    this.at = opener + (slashed ? 2 : 1);
  }

  private readOpener(at: number, code: number): void {
    const { text } = this;
    cast.lastIndex = at;
    typeBeforeBrace.lastIndex = at;
    const converted = code === openParenthesis ? cast.exec(text) : null;
    const typed = code === openBracket ? typeBeforeBrace.exec(text) : null;
    if (converted) {
      this.at += converted[0].length;
    } else if (typed) {
      this.push(at, at + typed[0].length, 'list');
    } else {
      const before = text.charCodeAt(at - 1);
      if (this.lists.afterValue && !isBlank(before) && !isLineEnd(before)) {
        this.refusals.fail(
          'expression',
          'What stands in these brackets is applied to the value before. Write out the result, or select the array without it.',
          at,
        );
      }
      this.push(at, at, code === openParenthesis ? 'group' : 'list');
    }
  }

  private closesSlash(at: number): boolean {
    return this.lists.bracket.closer === slash && this.text.charCodeAt(at + 1) === closeParenthesis;
  }

  /** @returns whether the whole literal is closed now */
  private close(at: number, code: number, behind: number): boolean {
    const { lists } = this;
    const { start } = lists.bracket;
    const shape = lists.close(at, code);
    this.at = behind;
    if (shape === none) return true;
    lists.add(shape, start);
    return false;
  }

  /** Digits that are no number. */
  private failMalformed(start: number, stopped: number): never {
    if (this.refusals.isImaginary(stopped)) {
      this.refusals.failComplex(this.isOperator(start) ? this.lists.lastStart() : start);
    }
    this.refusals.failMalformed(start, stopped);
  }

  // Separators

  private readComma(at: number): void {
    const { text, lists } = this;
    if (!lists.afterValue) {
      this.refusals.fail('not-numeric', 'A value is missing before this comma. Put it in.', at);
    }
    this.at = at + 1;
    lists.separate();
    if (lists.bracket.role !== 'wrapper') return;
    const option = text.charCodeAt(skipSpace(text, at + 1, this.end));
    // Whatever this call makes of two numbers, it is not the first.
    if (lists.bracket.elements === scalar && (isDigit(option) || isSign(option))) {
      lists.failOperator(at);
    }
    this.optionDepth = 0;
  }

  // Values

  private readNumber(at: number, start: number, sign: number): void {
    const { scanner } = this;
    if (!scanner.scan(this.text, at)) this.failMalformed(start, scanner.end);
    const { octal } = this.notation.layout ?? {};
    if (octal && leadingZero.test(this.text.slice(at, scanner.end))) {
      this.refusals.fail(
        'ambiguous',
        `With a leading zero this number is octal in ${this.notation.name}. Write it without.`,
        start,
      );
    }
    this.lists.addValue(sign * scanner.value, start);
    this.at = scanner.end;
  }

  private readSigned(at: number): void {
    const { text } = this;
    const sign = signAt(text, at);
    const next = this.lists.afterValue ? at + 1 : skipBlanks(text, at + 1, this.end);
    const code = text.charCodeAt(next);
    if (isDigit(code) || (code === point && isDigit(text.charCodeAt(next + 1)))) {
      this.readNumber(next, at, sign);
      return;
    }
    const constant = constantAt(text, next);
    if (constant) {
      this.lists.addValue(sign * constant.value, at);
      this.at = constant.end;
    } else if (isWordStart(code) && !this.isOperator(at)) {
      this.refusals.failName(next);
    } else {
      this.lists.failOperator(at);
    }
  }

  private isOperator(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    return this.lists.afterValue && !isBlank(before) && !isLineEnd(before);
  }

  private readOther(at: number, code: number): void {
    const { text, end } = this;
    const behindComment = skipComment(text, at, end, this.notation);
    if (behindComment > at) {
      if (leftOut.test(text.slice(at, Math.min(behindComment, at + 40))))
        this.refusals.failTruncated(at);
      this.at = behindComment;
    } else if (code === numberSign || (!this.lists.afterValue && text.startsWith('//', at))) {
      // In no language are these operators here.
      this.at = lineEnd(text, at, end);
    } else if (code === point && isDigit(text.charCodeAt(at + 1))) {
      this.readNumber(at, at, 1);
    } else if (code === semicolon) {
      this.lists.endRow(at);
      this.at = at + 1;
    } else if (text.startsWith('...', at)) {
      this.readDots(at);
    } else if (isElision(code)) {
      this.refusals.failTruncated(at);
    } else if (this.readConstant(at)) {
      return;
    } else if (isWordStart(code)) {
      this.readName(at);
    } else if (isQuote(code)) {
      this.refusals.fail('not-numeric', 'This is a string, not a number. Remove the quotes.', at);
    } else if (code === ampersand || code === backslash) {
      this.readContinuation(at);
    } else {
      this.lists.failOperator(at);
    }
  }

  private readConstant(at: number): boolean {
    const constant = constantAt(this.text, at);
    if (!constant) return false;
    this.lists.addValue(constant.value, at);
    this.at = constant.end;
    return true;
  }

  /** An ampersand continues a line in Fortran and takes a reference in Rust. */
  private readContinuation(at: number): void {
    const { text, end } = this;
    const next = skipBlanks(text, at + 1, end);
    const code = text.charCodeAt(next);
    const continues = isLineEnd(code) || skipComment(text, next, end, this.notation) > next;
    if (continues) this.continued = true;
    const refers = isOpener(code) || isWordStart(code);
    const resumes = this.notation.layout?.continuation === '&';
    if (!continues && !refers && !resumes) this.lists.failOperator(at);
    this.at = at + 1;
  }

  private readDots(at: number): void {
    const { text } = this;
    const lineStop = lineEnd(text, at, this.end);
    const rest = text.slice(at + 3, Math.min(lineStop, at + 200));
    if (this.notation.layout?.continuation === '...' && !rest.includes(']')) {
      this.at = lineStop;
      this.continued = true;
      return;
    }
    const next = text.charCodeAt(at + 3);
    if (isWordStart(next) || isOpener(next)) {
      this.refusals.fail(
        'expression',
        'This inserts the values of another array, which are not in the text. Write them out.',
        at,
      );
    }
    this.refusals.failTruncated(at);
  }

  private readName(at: number): void {
    const { text } = this;
    if (this.lists.afterValue) {
      const conversion = /as\s+\w+/y;
      conversion.lastIndex = at;
      const match = conversion.exec(text);
      if (match) {
        this.at += match[0].length;
        return;
      }
    }
    elementType.lastIndex = at;
    const typed = elementType.exec(text);
    if (typed && this.lists.bracket.count === 0) {
      this.at += typed[0].length;
      return;
    }
    const word = nameAt(text, at);
    const behind = at + word.length;
    const code = text.charCodeAt(behind);
    const role = isOpener(code) ? callRole(word) : undefined;
    if (code === openParenthesis && role === 'array') {
      this.refuseLength(word, behind);
      this.push(at, behind, 'wrapper');
    } else if (role === 'elements' || (code === openBracket && isBracketType(word))) {
      this.push(at, behind, 'list');
    } else if (!this.readTyped(at) && !this.readElementName(behind)) {
      this.refusals.failName(at);
    }
  }

  /** Browsers show arrays in arrays by their lengths: `[Array(3), Array(3)]`. */
  private refuseLength(word: string, at: number): void {
    if (!word.endsWith('Array') || !/^\(\d+\)/.test(this.text.slice(at, at + 20))) return;
    this.refusals.fail(
      'truncated',
      'Only the length of this array is shown. Print its values, as JSON.stringify does.',
      at,
    );
  }

  private readTyped(at: number): boolean {
    typeBeforeBrace.lastIndex = at;
    const typed = typeBeforeBrace.exec(this.text);
    if (!typed) return false;
    this.push(at, at + typed[0].length, 'list');
    return true;
  }

  /** R names elements: `c(a = 1.5, b = 2)`. */
  private readElementName(behind: number): boolean {
    const { text } = this;
    const equals = skipSpace(text, behind, this.end);
    if (this.lists.bracket.closer !== closeParenthesis || this.lists.bracket.role !== 'list')
      return false;
    if (!/=(?!=)/y.test(text.slice(equals, equals + 2))) return false;
    this.at = equals + 1;
    return true;
  }

  /** The options of a call hold no values: `dtype=float32, device='cuda:0'`. */
  private skipOption(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    const behindComment = skipComment(text, at, this.end, this.notation);
    if (behindComment > at) this.at = behindComment;
    else if (isQuote(code)) this.at = Math.max(at + 1, this.strings.skip(at));
    else if (isCloser(code) && this.optionDepth === 0) this.optionDepth = none;
    else {
      if (isOpener(code)) this.optionDepth++;
      else if (isCloser(code)) this.optionDepth--;
      this.at++;
    }
  }
}
