import {
  ampersand,
  asterisk,
  backslash,
  closeBracket,
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
import { GrowableFloat64, GrowableUint32 } from '../text/growable.ts';
import { callRole, constantAt, isBracketType } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import { NumberScanner, signAt } from '../text/numberScanner.ts';
import { ShapeTable, scalar } from './shapeTable.ts';
import type { StringSkipper } from '../text/strings.ts';
import { LiteralRefusals } from './literalRefusals.ts';
import { counted, shapeOfRows } from './matrixRows.ts';
import { nameAt } from './names.ts';

/** How a bracket holds its elements. */
export type BracketRole =
  /** Its elements are those of an axis. */
  | 'list'
  /** Parentheses around a single element are no axis: `(1.5)`. */
  | 'group'
  /** A call whose first argument is the element, and whose other arguments are options. */
  | 'wrapper';

interface Bracket {
  readonly start: number;
  readonly closer: number;
  readonly role: BracketRole;
  count: number;
  /** The shape that all elements have; `none` before the first. */
  elements: number;
  commas: boolean;
}

const none = -1;

/** NumPy has at most 64 axes; calls and parentheses may come on top. */
const deepest = 1000;

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
 * by semicolons or lines. A state machine with a stack of its own, so that neither depth nor length
 * can overflow, and reading can pause anywhere.
 */
export class LiteralReader {
  readonly values = new GrowableFloat64();
  readonly starts = new GrowableUint32();
  /** Where reading stands; behind the literal when it is done. */
  at = 0;
  shape: readonly number[] = [];
  /** Whether blanks alone part some of the values. */
  joined = false;
  /** Whether commas part some of the values. */
  commas = false;
  /** Whether a number beside a row broke the literal. */
  mixed = false;

  private readonly text: string;
  private readonly end: number;
  private readonly refusals: LiteralRefusals;
  private readonly notation: CodeNotation;
  private readonly strings: StringSkipper;
  private readonly scanner: NumberScanner;
  private readonly shapes = new ShapeTable();
  private outer: Bracket[] = [];
  private bracket!: Bracket;
  /** The first of the shared values that belongs to this literal. */
  private first = 0;
  private afterValue = false;
  private lineEnded = false;
  private continued = false;
  private firstJoin = none;
  private semicolons = false;
  /** How many values stand before each row break. */
  private breaks: number[] = [];
  /** How many brackets are open in options that are skipped; `none` outside of options. */
  private optionDepth = none;

  constructor(text: string, notation: CodeNotation, strings: StringSkipper) {
    this.text = text;
    this.end = text.length;
    this.refusals = new LiteralRefusals(text);
    this.notation = notation;
    this.strings = strings;
    this.scanner = new NumberScanner(!notation.layout?.underscoreIsKind);
  }

  /** Begins a literal with the bracket at `opener`; a call's name may stand before it, at `start`. */
  begin(start: number, opener: number, role: BracketRole): void {
    this.first = this.values.length;
    this.shape = [];
    this.joined = false;
    this.commas = false;
    this.mixed = false;
    this.outer = [];
    this.firstJoin = none;
    this.semicolons = false;
    this.breaks = [];
    this.optionDepth = none;
    this.lineEnded = false;
    this.at = this.open(start, opener, role);
  }

  /** Forgets the values of the literal that was begun last. */
  discard(): void {
    this.values.length = this.first;
    this.starts.length = this.first;
  }

  /** The closing characters of the brackets that are open, outermost first. */
  get openClosers(): readonly number[] {
    return [...this.outer, this.bracket].map((bracket) => bracket.closer);
  }

  /** Whether it broke because it is a tuple, in parentheses, of elements that differ. */
  get isUnevenTuple(): boolean {
    return this.mixed && this.outer.length === 0 && this.bracket.role === 'group';
  }

  get hasValues(): boolean {
    return this.values.length > this.first;
  }

  get innermostStart(): number {
    return this.bracket.start;
  }

  /**
   * Reads on until the literal is closed or `limit` is reached.
   * @returns whether the literal is closed
   * @throws ReadingError
   */
  advance(limit: number): boolean {
    const { text } = this;
    const stop = Math.min(limit, this.end);
    while (this.at < stop) {
      const { at } = this;
      const code = text.charCodeAt(at);
      if (this.optionDepth !== none) {
        this.skipOption();
      } else if (isDigit(code)) {
        this.readNumber(at, at, 1);
      } else if (isBlank(code)) {
        this.at = at + 1;
      } else if (code === comma) {
        this.separate(at);
      } else if (isSign(code)) {
        this.readSigned(at);
      } else if (isLineEnd(code)) {
        this.lineEnded = !this.continued;
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

  private open(start: number, opener: number, role: BracketRole): number {
    const { text } = this;
    // Fortran's old array constructor: (/ 1, 2 /)
    const slashed =
      text.charCodeAt(opener) === openParenthesis &&
      text.charCodeAt(opener + 1) === slash &&
      text.charCodeAt(opener + 2) !== slash &&
      text.charCodeAt(opener + 2) !== asterisk;
    this.bracket = {
      start,
      closer: slashed ? slash : closerOf(text.charCodeAt(opener)),
      role: slashed ? 'list' : role,
      count: 0,
      elements: none,
      commas: false,
    };
    this.afterValue = false;
    return opener + (slashed ? 2 : 1);
  }

  private push(start: number, opener: number, role: BracketRole): void {
    if (this.outer.length >= deepest) {
      this.refusals.fail(
        'unbalanced',
        'More than 1,000 brackets are open here. Select a single array.',
        opener,
      );
    }
    if (this.afterValue) this.join(start, false);
    this.outer.push(this.bracket);
    this.at = this.open(start, opener, role);
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
      if (this.afterValue && !isBlank(before) && !isLineEnd(before)) {
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
    return this.bracket.closer === slash && this.text.charCodeAt(at + 1) === closeParenthesis;
  }

  /** @returns whether the whole literal is closed now */
  private close(at: number, code: number, behind: number): boolean {
    const closed = this.bracket;
    if (code !== closed.closer) {
      this.refusals.fail(
        'unbalanced',
        `This ${this.text.charAt(at)} does not close the ${this.text.charAt(closed.start)} it stands in. Correct the brackets.`,
        at,
      );
    }
    const parent = this.outer.at(-1);
    if (closed.count === 0) {
      const afterRows = parent !== undefined && parent.elements !== none;
      this.refusals.fail(
        afterRows ? 'ragged' : 'empty',
        'There is no value in these brackets. Put some in, or take the brackets out.',
        closed.start,
      );
    }
    const shape = this.shapeOf(closed);
    if (!parent) {
      this.shape = this.shapes.dimensions(shape);
      if (this.breaks.length > 0) this.shapeRows(closed);
      else if (this.shape.length === 1 && this.isMatrixRow(closed)) this.shape = [1, ...this.shape];
      this.at = behind;
      return true;
    }
    this.at = behind;
    this.outer.pop();
    this.bracket = parent;
    this.add(shape, closed.start);
    return false;
  }

  private shapeOf(closed: Bracket): number {
    const single = closed.count === 1 && !closed.commas;
    if (closed.role === 'wrapper' || (closed.role === 'group' && single)) return closed.elements;
    return this.shapes.list(closed.count, closed.elements);
  }

  /** Adds an element to the open bracket. */
  private add(shape: number, start: number): void {
    const { bracket } = this;
    if (bracket.elements === none) bracket.elements = shape;
    else if (bracket.elements !== shape) this.failRagged(shape, start);
    bracket.count++;
    this.afterValue = true;
    this.lineEnded = false;
  }

  private failRagged(shape: number, start: number): never {
    const expected = this.shapes.dimensions(this.bracket.elements);
    const found = this.shapes.dimensions(shape);
    // As the panel and NumPy do, messages count rows from 0.
    const row = `Row ${this.bracket.count}`;
    const advice = 'Make all rows the same length, or select only the rows that match.';
    if (expected.length !== found.length) {
      this.mixed = true;
      this.refusals.fail(
        'ragged',
        `${row} has ${describe(found)} where row 0 has ${describe(expected)}. ${advice}`,
        start,
      );
    }
    this.refusals.fail(
      'ragged',
      expected.length === 1
        ? `${row} has ${counted(found[0]!)}, row 0 has ${expected[0]}. ${advice}`
        : `${row} has the shape ${found.join(' x ')}, row 0 has ${expected.join(' x ')}. ${advice}`,
      start,
    );
  }

  /** What is applied to the value before, or to nothing. */
  private failOperator(at: number): never {
    if (this.afterValue && this.refusals.isImaginary(at)) {
      this.refusals.failComplex(this.lastStart());
    }
    this.refusals.failOperator(at);
  }

  /** Digits that are no number. */
  private failMalformed(start: number, stopped: number): never {
    if (this.refusals.isImaginary(stopped)) {
      this.refusals.failComplex(this.isOperator(start) ? this.lastStart() : start);
    }
    this.refusals.failMalformed(start, stopped);
  }

  // Separators

  private separate(at: number): void {
    if (!this.afterValue) {
      this.refusals.fail('not-numeric', 'A value is missing before this comma. Put it in.', at);
    }
    const { bracket, text } = this;
    this.at = at + 1;
    this.afterValue = false;
    this.lineEnded = false;
    if (bracket.role === 'wrapper') {
      const option = text.charCodeAt(skipSpace(text, at + 1, this.end));
      // Whatever this call makes of two numbers, it is not the first.
      if (bracket.elements === scalar && (isDigit(option) || isSign(option))) {
        this.failOperator(at);
      }
      this.optionDepth = 0;
      return;
    }
    bracket.commas = true;
    this.commas = true;
    if (this.firstJoin !== none) this.refuseMixture(this.firstJoin);
  }

  /** A value stands behind another one with nothing but blanks between. */
  private join(start: number, signed: boolean): void {
    const before = this.text.charCodeAt(start - 1);
    if (signed && !isBlank(before) && !isLineEnd(before)) this.failOperator(start);
    this.joined = true;
    if (this.firstJoin === none) this.firstJoin = start;
    const bracketed = this.bracket.closer === closeBracket || this.notation.layout?.matrix;
    if (this.commas || !bracketed) this.refuseMixture(start);
  }

  /** Blanks and commas part values in MATLAB only; elsewhere a comma is missing or a blank is stray. */
  private refuseMixture(start: number): void {
    if (this.notation.layout?.matrix && this.outer.length === 0) return;
    if (signAt(this.text, start) !== 0) this.failOperator(start);
    this.refusals.fail(
      'ambiguous',
      'A comma is missing before this value, or the blank before it is stray. Correct it.',
      start,
    );
  }

  private breakRow(): void {
    const before = this.values.length - this.first;
    if (before > 0 && this.breaks.at(-1) !== before) this.breaks.push(before);
  }

  private readSemicolon(at: number): void {
    const { bracket } = this;
    if (this.notation.layout?.semicolonRepeats) {
      this.refusals.fail(
        'expression',
        'This repeats a value; its copies are not in the text. Write out the values.',
        at,
      );
    }
    if (bracket.closer !== closeBracket && !this.notation.layout?.matrix) {
      this.refusals.fail(
        'unbalanced',
        `This ${this.text.charAt(bracket.start)} is not closed before the semicolon. Close it, or select the whole array.`,
        bracket.start,
      );
    }
    if (this.outer.length > 0 || bracket.elements > scalar) {
      this.refusals.fail(
        'expression',
        'Semicolons join arrays here. Write out the joined array.',
        at,
      );
    }
    if (this.text.charCodeAt(at + 1) === semicolon) {
      this.refusals.fail(
        'ambiguous',
        'Several semicolons part columns or slices here. Write one matrix, with one between rows.',
        at,
      );
    }
    this.semicolons = true;
    this.breakRow();
    this.afterValue = false;
    this.lineEnded = false;
    this.at = at + 1;
  }

  // Rows that are parted by semicolons or line ends

  private isMatrixRow(bracket: Bracket): boolean {
    const oneRow = this.notation.layout?.matrix?.oneRow;
    return (
      bracket.closer === closeBracket &&
      (oneRow === 'always' || (oneRow === 'blank-separated' && this.joined))
    );
  }

  private shapeRows(bracket: Bracket): void {
    const shape = shapeOfRows({
      count: this.values.length - this.first,
      breaks: this.breaks,
      semicolons: this.semicolons,
      firstLine: this.startOf(this.breaks[0]!) - bracket.start,
      layout: this.notation.layout,
    });
    if ('kind' in shape) this.refusals.fail(shape.kind, shape.message, this.startOf(shape.value));
    this.shape = shape;
  }

  private lastStart(): number {
    return this.starts.at(this.starts.length - 1);
  }

  private startOf(index: number): number {
    return this.starts.at(this.first + index);
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
    this.addValue(sign * scanner.value, start, scanner.end);
  }

  private addValue(value: number, start: number, end: number): void {
    const { bracket } = this;
    const follows = this.afterValue;
    if (follows) this.join(start, signAt(this.text, start) !== 0);
    if (
      this.lineEnded &&
      this.outer.length === 0 &&
      (follows || this.notation.layout?.matrix?.lineEndAfterComma)
    ) {
      this.breakRow();
    }
    if (bracket.elements === none) bracket.elements = scalar;
    else if (bracket.elements !== scalar) this.failRagged(scalar, start);
    bracket.count++;
    this.afterValue = true;
    this.lineEnded = false;
    this.values.push(value);
    this.starts.push(start);
    this.at = end;
  }

  private readSigned(at: number): void {
    const { text } = this;
    const sign = signAt(text, at);
    const next = this.afterValue ? at + 1 : skipBlanks(text, at + 1, this.end);
    const code = text.charCodeAt(next);
    if (isDigit(code) || (code === point && isDigit(text.charCodeAt(next + 1)))) {
      this.readNumber(next, at, sign);
      return;
    }
    const constant = constantAt(text, next);
    if (constant) {
      this.addValue(sign * constant.value, at, constant.end);
    } else if (isWordStart(code) && !this.isOperator(at)) {
      this.refusals.failName(next);
    } else {
      this.failOperator(at);
    }
  }

  private isOperator(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    return this.afterValue && !isBlank(before) && !isLineEnd(before);
  }

  private readOther(at: number, code: number): void {
    const { text, end } = this;
    const behindComment = skipComment(text, at, end, this.notation);
    if (behindComment > at) {
      if (leftOut.test(text.slice(at, Math.min(behindComment, at + 40))))
        this.refusals.failTruncated(at);
      this.at = behindComment;
    } else if (code === numberSign || (!this.afterValue && text.startsWith('//', at))) {
      // In no language are these operators here.
      this.at = lineEnd(text, at, end);
    } else if (code === point && isDigit(text.charCodeAt(at + 1))) {
      this.readNumber(at, at, 1);
    } else if (code === semicolon) {
      this.readSemicolon(at);
    } else if (text.startsWith('...', at)) {
      this.readDots(at);
    } else if (isElision(code)) {
      this.refusals.failTruncated(at);
    } else if (this.readConstant(at)) {
      return;
    } else if (isWordStart(code)) {
      this.readName(at);
    } else if (isQuote(code)) {
      this.refusals.fail(
        'not-numeric',
        'This is a string, not a number. Take away the quotes.',
        at,
      );
    } else if (code === ampersand || code === backslash) {
      this.readContinuation(at);
    } else {
      this.failOperator(at);
    }
  }

  private readConstant(at: number): boolean {
    const constant = constantAt(this.text, at);
    if (!constant) return false;
    this.addValue(constant.value, at, constant.end);
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
    if (!continues && !refers && !resumes) this.failOperator(at);
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
    if (this.afterValue) {
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
    if (typed && this.bracket.count === 0) {
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
    if (this.bracket.closer !== closeParenthesis || this.bracket.role !== 'list') return false;
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

function describe(shape: readonly number[]): string {
  if (shape.length === 0) return 'a single number';
  return shape.length === 1 ? `a list of ${counted(shape[0]!)}` : `the shape ${shape.join(' x ')}`;
}
