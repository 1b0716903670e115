import type { CodeNotation } from '../notation.ts';
import type { PlainScanner } from '../plain/plainScanner.ts';
import { closeBracket, isBlank, isLineEnd, semicolon } from '../text/characters.ts';
import { GrowableFloat64, GrowableUint32 } from '../text/growable.ts';
import { signAt } from '../text/numberScanner.ts';
import type { LiteralRefusals } from './literalRefusals.ts';
import { counted, shapeOfRows } from './matrixRows.ts';
import { ShapeTable, scalar } from './shapeTable.ts';

/** How a bracket holds its elements. */
export type BracketRole =
  /** Its elements are those of an axis. */
  | 'list'
  /** Parentheses around a single element are no axis: `(1.5)`. */
  | 'group'
  /** A call whose first argument is the element, and whose other arguments are options. */
  | 'wrapper';

export interface Bracket {
  readonly start: number;
  readonly closer: number;
  readonly role: BracketRole;
  count: number;
  /** The shape that all elements have; `none` before the first. */
  elements: number;
  commas: boolean;
}

export const none = -1;

/** NumPy has at most 64 axes; calls and parentheses may come on top. */
export const deepest = 1000;

/**
 * Puts together what the brackets of array literals hold: values, and the shapes of the lists that they
 * stand in. It knows what may follow what; how all of that is written is left to its reader. Its stack is
 * its own, so that no depth can overflow.
 */
export class ListBuilder {
  readonly values: GrowableFloat64;
  readonly starts = new GrowableUint32();
  /** The shape of the literal, once it is closed. */
  shape: readonly number[] = [];
  /** Whether commas part some of the values. */
  commas = false;
  /** Whether a number beside a row broke the literal. */
  mixed = false;
  /** The brackets that are open, the innermost last. */
  readonly outer: Bracket[] = [];
  bracket!: Bracket;
  /** Whether a value stands before, with no separator behind it. */
  afterValue = false;
  /** Whether a line ended since the last value. */
  lineEnded = false;
  /** Where the first value starts that nothing but blanks part from the one before. */
  firstJoin = none;

  readonly shapes = new ShapeTable();
  private readonly text: string;
  private readonly notation: CodeNotation;
  private readonly refusals: LiteralRefusals;
  /** The first of the shared values that belongs to this literal. */
  private first = 0;
  private semicolons = false;
  /** How many values stand before each row break. */
  private breaks: number[] = [];

  constructor(
    text: string,
    notation: CodeNotation,
    refusals: LiteralRefusals,
    scanner: PlainScanner | undefined,
  ) {
    this.text = text;
    this.notation = notation;
    this.refusals = refusals;
    this.values = new GrowableFloat64(scanner?.memory);
  }

  /** Begins a literal with its outermost bracket. */
  begin(start: number, closer: number, role: BracketRole): void {
    this.first = this.values.length;
    this.shape = [];
    this.commas = false;
    this.mixed = false;
    this.outer.length = 0;
    this.lineEnded = false;
    this.firstJoin = none;
    this.semicolons = false;
    this.breaks = [];
    this.open(start, closer, role);
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

  /** Whether blanks alone part some of the values. */
  get joined(): boolean {
    return this.firstJoin !== none;
  }

  /** Where line ends part rows now: 0 nowhere, 1 where no comma stands before, 2 everywhere. */
  get rowBreaks(): number {
    if (this.outer.length > 0) return 0;
    return this.notation.layout?.matrix?.lineEndAfterComma ? 2 : 1;
  }

  // Brackets

  private open(start: number, closer: number, role: BracketRole): void {
    this.bracket = { start, closer, role, count: 0, elements: none, commas: false };
    this.afterValue = false;
  }

  /** Begins an element in brackets; `start` is where these stand, with a type or a call before them. */
  push(start: number, opener: number, closer: number, role: BracketRole): void {
    if (this.outer.length >= deepest) {
      this.refusals.fail(
        'unbalanced',
        'More than 1,000 brackets are open here. Select a single array.',
        opener,
      );
    }
    if (this.afterValue) this.join(start, false);
    this.outer.push(this.bracket);
    this.open(start, closer, role);
  }

  /**
   * Closes the innermost bracket.
   * @returns the shape of what it holds, an element for the bracket around it; `none` if that was the last
   */
  close(at: number, code: number): number {
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
    if (parent) {
      this.outer.pop();
      this.bracket = parent;
      return shape;
    }
    this.shape = this.shapes.dimensions(shape);
    if (this.breaks.length > 0) this.shapeRows(closed);
    else if (this.shape.length === 1 && this.isMatrixRow(closed)) this.shape = [1, ...this.shape];
    return none;
  }

  private shapeOf(closed: Bracket): number {
    const single = closed.count === 1 && !closed.commas;
    if (closed.role === 'wrapper' || (closed.role === 'group' && single)) return closed.elements;
    return this.shapes.list(closed.count, closed.elements);
  }

  /** Adds an element to the open bracket. */
  add(shape: number, start: number): void {
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
        : `${row} has the shape ${found.join(' × ')}, row 0 has ${expected.join(' × ')}. ${advice}`,
      start,
    );
  }

  // Values and separators

  addValue(value: number, start: number): void {
    const { bracket } = this;
    const follows = this.afterValue;
    if (follows) this.join(start, signAt(this.text, start) !== 0);
    if (this.lineEnded && this.rowBreaks > Number(!follows)) this.breakRow();
    if (bracket.elements === none) bracket.elements = scalar;
    else if (bracket.elements !== scalar) this.failRagged(scalar, start);
    bracket.count++;
    this.afterValue = true;
    this.lineEnded = false;
    this.values.push(value);
    this.starts.push(start);
  }

  /** A comma behind a value. */
  separate(): void {
    this.afterValue = false;
    this.lineEnded = false;
    // In a wrapper, options follow.
    if (this.bracket.role === 'wrapper') return;
    this.bracket.commas = true;
    this.commas = true;
    if (this.joined) this.refuseMixture(this.firstJoin);
  }

  /** A value stands behind another one with nothing but blanks between. */
  private join(start: number, signed: boolean): void {
    const before = this.text.charCodeAt(start - 1);
    if (signed && !isBlank(before) && !isLineEnd(before)) this.failOperator(start);
    if (!this.joined) this.firstJoin = start;
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

  /** What is applied to the value before, or to nothing. */
  failOperator(at: number): never {
    if (this.afterValue && this.refusals.isImaginary(at)) {
      this.refusals.failComplex(this.lastStart());
    }
    this.refusals.failOperator(at);
  }

  lastStart(): number {
    return this.starts.at(this.starts.length - 1);
  }

  private startOf(index: number): number {
    return this.starts.at(this.first + index);
  }

  // Rows that are parted by semicolons or line ends

  /** A semicolon behind a row. */
  endRow(at: number): void {
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
  }

  private breakRow(): void {
    const before = this.values.length - this.first;
    if (before > 0 && this.breaks.at(-1) !== before) this.breaks.push(before);
  }

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
}

function describe(shape: readonly number[]): string {
  if (shape.length === 0) return 'a single number';
  return shape.length === 1 ? `a list of ${counted(shape[0]!)}` : `the shape ${shape.join(' × ')}`;
}
