import { permuteAxes } from '../array/permute.ts';
import type { NumericArray } from '../array/numericArray.ts';
import type { BrokenLiteral, Candidate } from './candidate.ts';
import {
  ampersand,
  closeBrace,
  closerOf,
  colon,
  comma,
  ellipsis,
  equalsSign,
  isBlank,
  isCloser,
  isDigit,
  isLineEnd,
  isOpener,
  isSign,
  isWord,
  isWordStart,
  minus,
  openBrace,
  openBracket,
  openParenthesis,
  point,
  semicolon,
  singleQuote,
  skipBlanks,
  skipSpace,
  slash,
} from './characters.ts';
import { skipComment } from './comments.ts';
import {
  callRole,
  constantAt,
  isBracketType,
  isElementType,
  isHarmlessMethod,
  isNotNumber,
  shapeCall,
} from './lexicon.ts';
import { type BracketRole, isElision, LiteralReader, nameAt } from './literalReader.ts';
import type { CodeNotation, ShapeCall } from './notation.ts';
import { ReadingError } from './readingError.ts';
import { shapedArray } from './shapeArguments.ts';
import { isQuote, StringSkipper } from './strings.ts';

/** What a call does with the array that is its first argument. */
interface CallMeaning {
  readonly shapeCall: ShapeCall | undefined;
  readonly transposes: boolean;
  /** The operator before the call, or `none`. */
  readonly operator: number;
}

/** An open bracket that is no array literal: the arguments of a call, an object, a block. */
interface Container extends CallMeaning {
  readonly id: number;
  readonly opener: number;
  readonly closer: number;
  readonly role: 'call' | 'array' | 'generator' | 'subscript' | 'object' | 'block';
  /** The name that the bracket is the value of. */
  readonly name: string | undefined;
  /** The last name before the bracket, which is still the last name behind it. */
  readonly lastName: string | undefined;
  readonly firstCandidate: number;
  argument: number;
}

type Leaf = 'value' | 'type' | 'string' | 'key' | 'name' | 'empty' | 'other';

const none = -1;

/** More brackets than this are no program. */
const deepest = 1000;

/** `[]float64`, `[2][3]int`, `new int[,] {`: brackets of a type. */
const typeBrackets = /(?:\[(?:\d+|\.\.\.|,*)\])+(?=[A-Za-z_*&]|\s?\{)/y;

/** Words that a bracket may follow without being applied to them. */
const keywords = new Set([
  'return',
  'in',
  'of',
  'case',
  'yield',
  'print',
  'else',
  'and',
  'or',
  'new',
]);

/** A time in brackets; the index that R prints before values. */
const noArray = /[[(]\s*\d{2,4}[-/:.]\d{2}[-/:.]\d{2}|\[\d+\][ \t]+[-\d.NI]/y;
const operation = /\.?(?:\*\*|%[*o/]?%|[-+*/@^%])/y;
const integerList = /\(\s*[[({]?\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*,?\s*[\])}]?\s*\)/y;

/**
 * Finds the array literals in a text of whatever programming language, or of none: in statements,
 * calls, objects, log lines and prose.
 */
export class CodeReader {
  readonly candidates: Candidate[] = [];
  readonly broken: BrokenLiteral[] = [];
  /** The first bracket that does not pair. */
  unbalanced: ReadingError | undefined;
  /** The first call whose values are not in the text. */
  computed: number | undefined;
  at: number;

  private readonly text: string;
  private readonly end: number;
  private readonly notation: CodeNotation;
  private readonly strings: StringSkipper;
  private readonly literal: LiteralReader;
  private containers: Container[] = [];
  private serial = 0;

  private literalName: string | undefined;
  private literalStart = 0;
  private literalOpener = 0;
  private literalRole: 'rows' | 'columns' = 'rows';
  private reading = false;
  /** How many containers were open around the literal that broke; `none` if none is broken. */
  private brokenDepth = none;
  private brokenNumbers = false;
  private brokenError: ReadingError | undefined;
  private brokenMixed = false;
  private brokenStructured = false;

  private lastName: string | undefined;
  private lastNameStart = none;
  private lastNameEnd = none;
  private assigned: string | undefined;
  private annotated = false;
  /** Whether names before an assignment are listed. */
  private listed = false;
  private lastCode = 0;
  private lastEnd = 0;

  private leafFrom = 0;
  private leafTo = none;
  private leafKind: Leaf = 'empty';
  private leafNext = 0;

  constructor(text: string, notation: CodeNotation) {
    this.text = text;
    this.at = 0;
    this.end = text.length;
    this.notation = notation;
    this.strings = new StringSkipper(text, this.end);
    this.literal = new LiteralReader(text, this.end, notation, this.strings);
  }

  /** Reads on for some thousand characters; @returns whether the end is reached. */
  advance(limit: number): boolean {
    while (this.at < Math.min(limit, this.end)) {
      if (this.reading) this.readLiteral(limit);
      else this.step();
    }
    if (this.at < this.end) return false;
    this.finish();
    return true;
  }

  private fail(kind: ReadingError['kind'], message: string, at: number): ReadingError {
    return new ReadingError(kind, message, this.text, at);
  }

  // Between the literals

  private step(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      this.at++;
      return;
    }
    if (isLineEnd(code)) {
      this.endLine();
      this.at++;
      return;
    }
    const behindComment = skipComment(text, at, this.end, this.notation);
    if (behindComment > at) {
      this.at = behindComment;
      return;
    }
    if (isQuote(code)) this.skipString(at);
    else if (isWordStart(code)) this.readName(at);
    else if (isDigit(code)) this.skipNumber(at);
    else if (isOpener(code)) this.readOpener(at, code);
    else if (isCloser(code)) this.readCloser(at, code);
    else this.readPunctuation(at, code);
    this.lastCode = text.charCodeAt(this.at - 1);
    this.lastEnd = this.at;
  }

  private endLine(): void {
    const { lastCode } = this;
    const complete = isWord(lastCode) || isCloser(lastCode) || isQuote(lastCode);
    if (complete) {
      this.endValue();
      this.listed = false;
    }
  }

  private endValue(): void {
    this.assigned = undefined;
    this.annotated = false;
  }

  private skipString(at: number): void {
    const behind = this.strings.skip(at);
    if (behind > at) {
      this.lastName = this.text.slice(at + 1, Math.min(behind - 1, at + 60));
      this.lastNameStart = at;
      this.lastNameEnd = behind;
    }
    this.at = Math.max(at + 1, behind);
  }

  private readName(at: number): void {
    const word = nameAt(this.text, at);
    this.at = at + Math.max(1, word.length);
    // Only ends of a name that is this long would be known.
    this.lastName = word.slice(0, 200);
    this.lastNameStart = at;
    this.lastNameEnd = this.at;
  }

  private skipNumber(at: number): void {
    const { text } = this;
    let here = at + 1;
    for (; here < this.end; here++) {
      const code = text.charCodeAt(here);
      if (!isWord(code) && code !== point) break;
    }
    this.at = here;
    this.brokenNumbers = true;
  }

  private readPunctuation(at: number, code: number): void {
    const { text } = this;
    this.at = at + 1;
    if (code === comma || code === semicolon) {
      const container = this.containers.at(-1);
      if (code === comma && container) container.argument++;
      this.endValue();
      this.listed = code === comma && !container;
    } else if (code === colon) {
      if (text.charCodeAt(at + 1) === colon) this.at++;
      else if (text.charCodeAt(at + 1) === equalsSign) this.assign(2);
      else if (this.lastName !== undefined) {
        this.assigned = this.lastName;
        this.annotated = true;
      }
    } else if (code === equalsSign) {
      if (text.charCodeAt(at + 1) === equalsSign) this.at++;
      else this.assign(1);
    } else if (text.startsWith('<-', at)) {
      this.assign(2);
    } else if ((text.startsWith('...', at) || code === ellipsis) && this.brokenDepth === none) {
      this.at += code === ellipsis ? 0 : 2;
    }
  }

  private assign(length: number): void {
    this.at += length - 1;
    // In `x, y = a, b` the last name is not that of the first value.
    if (this.listed) this.assigned = undefined;
    else if (!this.annotated) this.assigned = this.lastName;
  }

  // Brackets

  private readOpener(at: number, code: number): void {
    const { text } = this;
    if (this.brokenDepth !== none) {
      this.open(at, 'block');
      return;
    }
    const adjacent = this.lastNameEnd === at && !isQuote(text.charCodeAt(at - 1));
    const word = adjacent && !keywords.has(this.lastName ?? '') ? this.lastName : undefined;
    const start = word === undefined ? at : this.lastNameStart;
    if (word !== undefined && code === openParenthesis) {
      this.openCall(at, start, word);
      return;
    }
    const role = word === undefined ? undefined : callRole(word);
    if (role === 'elements' || (code === openBracket && word && isBracketType(word))) {
      this.begin(start, at, 'list');
      return;
    }
    if (code === openBracket) {
      const before = text.charCodeAt(at - 1);
      if (this.isTypeAt(at)) this.at = typeBrackets.lastIndex;
      else if (word !== undefined || (at > 0 && this.lastEnd === at && isCloser(before)))
        this.open(at, 'subscript');
      else this.openUnnamed(at, code);
      return;
    }
    this.openUnnamed(at, code);
  }

  private openCall(at: number, start: number, word: string): void {
    const role = callRole(word);
    const shape = shapeCall(word);
    if ((role === 'elements' || role === 'columns') && !shape) {
      this.literalRole = role === 'columns' ? 'columns' : 'rows';
      this.begin(start, at, 'list');
      return;
    }
    if (role === 'generator') this.computed ??= start;
    const transposes = role === 'transpose';
    const kind = role === 'generator' ? role : role || shape ? 'array' : 'call';
    const operator = kind === 'array' ? this.operatorBefore(start) : none;
    this.open(at, kind, { shapeCall: shape, transposes, operator });
  }

  private openUnnamed(at: number, code: number): void {
    const leaf = this.firstLeaf(at);
    noArray.lastIndex = at;
    if (noArray.test(this.text)) this.open(at, 'block');
    else if (code === openBracket) {
      if (leaf === 'key') this.open(at, 'object');
      else if (leaf === 'type') this.open(at, 'block');
      else this.begin(at, at, 'list');
    } else if (code === openParenthesis) {
      if (leaf === 'value') this.begin(at, at, 'group');
      else this.open(at, 'object');
    } else if (
      leaf === 'value' ||
      leaf === 'string' ||
      (leaf === 'name' && this.isInitialiser(at))
    ) {
      this.begin(at, at, 'list');
    } else {
      this.open(at, leaf === 'key' && this.isValuePlace(at) ? 'object' : 'block');
    }
  }

  /** Whether a brace whose first element is a name holds elements, and not statements. */
  private isInitialiser(at: number): boolean {
    return this.leafNext === comma || this.isValuePlace(at);
  }

  /** Whether the brackets at `at` belong to a type; the pattern then stands behind them. */
  private isTypeAt(at: number): boolean {
    typeBrackets.lastIndex = at;
    return typeBrackets.test(this.text);
  }

  private isValuePlace(at: number): boolean {
    const before = this.lastEnd <= at ? this.lastCode : 0;
    return '=(,{[]>:'.includes(String.fromCharCode(before)) || before === 0;
  }

  private open(at: number, role: Container['role'], shape?: ShapeCall, operator = none): void {
    if (this.containers.length >= deepest) {
      throw this.fail(
        'unbalanced',
        'More than 1,000 brackets are open here. Select a single array.',
        at,
      );
    }
    this.containers.push({
      id: ++this.serial,
      opener: at,
      closer: closerOf(this.text.charCodeAt(at)),
      role,
      ...call,
      name: role === 'call' || role === 'array' ? this.nameHere() : undefined,
      lastName: this.lastName,
      firstCandidate: this.candidates.length,
      argument: 0,
    });
    this.endValue();
    this.lastName = undefined;
    this.at = at + 1;
  }

  /** The name that a value here has: its own, or that of the call whose first argument it is. */
  private nameHere(): string | undefined {
    if (this.assigned !== undefined) return this.assigned;
    const container = this.containers.at(-1);
    return container?.argument === 0 ? container.name : undefined;
  }

  private readCloser(at: number, code: number): void {
    const container = this.containers.pop();
    this.at = at + 1;
    if (!container || container.closer !== code) {
      if (!container && code === closeBrace && this.startsStatement(at)) return;
      this.unbalanced ??= this.fail(
        'unbalanced',
        container
          ? `This ${this.text.charAt(at)} does not close the ${this.text.charAt(container.opener)} it stands in. Correct the brackets.`
          : `This ${this.text.charAt(at)} closes nothing. Take it away, or select the whole array.`,
        at,
      );
    }
    if (!container) return;
    this.lastName = container.lastName;
    this.lastNameEnd = none;
    if (this.brokenDepth !== none) {
      if (this.containers.length === this.brokenDepth) this.endBroken();
      return;
    }
    this.closeContainer(container, at);
  }

  /** The end of a block whose beginning is not selected. */
  private startsStatement(at: number): boolean {
    return this.lastCode === semicolon || (this.lastCode === closeBrace && this.lastEnd < at);
  }

  private closeContainer(container: Container, at: number): void {
    if (container.role === 'generator' || container.role === 'subscript') {
      this.candidates.length = container.firstCandidate;
      return;
    }
    if (container.role !== 'array') return;
    const first = this.candidates[container.firstCandidate];
    if (!first) {
      this.computed ??= container.opener;
      return;
    }
    try {
      this.applyCall(container, first, at);
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      this.candidates.length = container.firstCandidate;
      this.addBroken(first.name, { start: first.range.start, end: this.at }, error);
    }
  }

  /** Gives what the call holds its shape, and looks at what is done with the result. */
  private applyCall(container: Container, first: Candidate, at: number): void {
    if (container.operator !== none) throw this.failOperator(container.operator);
    const shaped =
      container.shapeCall &&
      shapedArray({
        call: container.shapeCall,
        text: this.text,
        from: container.opener + 1,
        to: at,
        candidates: this.candidates.slice(container.firstCandidate),
      });
    if (shaped) this.candidates.length = container.firstCandidate;
    const made = shaped ? { ...first, shape: shaped.shape, array: () => shaped } : first;
    const changed = this.applyMethods(
      container.transposes ? transposed(made) : made,
      at + 1,
    );
    this.candidates[container.firstCandidate] = { ...changed, parent: this.containerId() };
  }

  private containerId(): number {
    return this.containers.at(-1)?.id ?? 0;
  }

  // Literals

  private begin(start: number, opener: number, role: BracketRole): void {
    this.literalName = this.nameHere();
    this.literalStart = start;
    this.literalOpener = opener;
    this.reading = true;
    this.literal.begin(start, opener, role);
    this.at = this.literal.at;
  }

  private readLiteral(limit: number): void {
    const { literal } = this;
    try {
      const closed = literal.advance(limit);
      this.at = literal.at;
      if (closed) {
        this.reading = false;
        this.addCandidate();
      }
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      if (literal.mixed && literal.isTuple) this.openTuple();
      else this.breakLiteral(error);
    }
  }

  private addCandidate(): void {
    const { literal, literalStart: start } = this;
    const to = literal.values.length;
    const from = to - literal.shape.reduce((product, size) => product * size, 1);
    const { shape, joined } = literal;
    this.lastCode = this.text.charCodeAt(this.at - 1);
    this.lastEnd = this.at;
    const name = this.literalName;
    this.endValue();
    // Parentheses around a number are no array.
    if (shape.length === 0) return;
    const read = (): NumericArray => ({
      shape,
      values: literal.values.slice(from, to),
      starts: literal.starts.slice(from, to),
    });
    const array =
      this.literalRole === 'columns' && shape.length === 2
        ? () => permuteAxes(read(), [1, 0])
        : read;
    const candidate: Candidate = {
      kind: 'array',
      name,
      range: { start, end: this.at },
      parent: this.containerId(),
      tuple:
        this.text.charCodeAt(this.literalOpener) === openParenthesis &&
        start === this.literalOpener,
      blankSeparated: joined,
      shape: array === read ? shape : shape.toReversed(),
      array,
    };
    this.literalRole = 'rows';
    const operator = this.operatorBefore(start);
    try {
      if (operator !== none) throw this.failOperator(operator);
      this.candidates.push(this.applyMethods(candidate, this.at));
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      this.addBroken(name, candidate.range, error);
    }
  }

  /** A tuple of arrays that differ, such as logits and targets, is no array itself. */
  private openTuple(): void {
    const { literal, literalOpener } = this;
    literal.mixed = false;
    literal.discard();
    this.reading = false;
    this.assigned = this.literalName;
    this.open(literalOpener, 'object');
  }

  private breakLiteral(error: ReadingError): void {
    const { literal } = this;
    this.reading = false;
    this.brokenError = error;
    this.brokenMixed = literal.mixed;
    this.brokenNumbers = literal.hasValues;
    this.brokenStructured = literal.commas || literal.openClosers.length > 1;
    this.brokenDepth = this.containers.length;
    this.literalRole = 'rows';
    for (const closer of literal.openClosers) {
      this.containers.push({
        id: ++this.serial,
        opener: this.literalOpener,
        closer,
        role: 'block',
        shapeCall: undefined,
        transposes: false,
        operator: none,
        name: undefined,
        lastName: this.lastName,
        firstCandidate: this.candidates.length,
        argument: 0,
      });
    }
    literal.mixed = false;
    literal.discard();
    this.at = Math.max(literal.at, error.offset);
  }

  private endBroken(): void {
    const error = this.brokenError as ReadingError;
    this.brokenDepth = none;
    this.broken.push({
      kind: 'broken',
      name: this.literalName,
      range: { start: this.literalStart, end: this.at },
      error,
      numbers: this.brokenNumbers,
      structured: this.brokenStructured,
      mixed: this.brokenMixed,
    });
    this.endValue();
  }

  /** What reads as an array, but is not used as one. */
  private addBroken(
    name: string | undefined,
    range: BrokenLiteral['range'],
    error: ReadingError,
  ): void {
    this.broken.push({
      kind: 'broken',
      name,
      range,
      error,
      numbers: true,
      structured: true,
      mixed: false,
    });
  }

  // What is done with an array

  /** The offset of an operator that applies to what begins at `start`, or `none`. */
  private operatorBefore(start: number): number {
    const { text } = this;
    let at = start - 1;
    while (at >= 0 && isBlank(text.charCodeAt(at))) at--;
    const code = text.charCodeAt(at);
    if (at < 0 || !'+-*/@^'.includes(text.charAt(at))) return none;
    let before = at - 1;
    while (before >= 0 && (isBlank(text.charCodeAt(before)) || text.charAt(before) === '.'))
      before--;
    const operand = text.charCodeAt(before);
    const binary = before >= 0 && (isWord(operand) || isCloser(operand));
    // A log level and a dash: INFO - [0.5, 1.5]
    const dashed =
      code === minus && /\b[A-Z]{2,} +- +$/.test(text.slice(Math.max(0, start - 40), start));
    if (binary) return dashed ? none : at;
    return code === minus && at === start - 1 && text.charCodeAt(at - 1) !== minus ? at : none;
  }

  private failOperator(at: number): ReadingError {
    return this.fail(
      'expression',
      'Something is computed with this array here. Select the array alone, or write out the result.',
      at,
    );
  }

  /** Applies what stands behind an array: `.T`, `.reshape(2, 3)`, `.astype(float)`. */
  private applyMethods(candidate: Candidate, from: number): Candidate {
    const { text, end } = this;
    let changed = candidate;
    let at = from;
    for (;;) {
      const next =
        this.containers.length > 0 ? skipSpace(text, at, end) : skipBlanks(text, at, end);
      const code = text.charCodeAt(next);
      const apostrophe = code === point ? next + 1 : next;
      if (
        text.charCodeAt(apostrophe) === singleQuote &&
        next === at &&
        this.notation.layout?.apostropheTransposes
      ) {
        changed = transposed(changed);
        at = apostrophe + 1;
        this.at = Math.max(this.at, at);
      } else if (code === point && isWordStart(text.charCodeAt(next + 1))) {
        const method = nameAt(text, next + 1);
        const behind = next + 1 + method.length;
        const [word = ''] = method.split('.');
        if (word === 'T' || word === 'mT') {
          changed = transposed(changed);
          at = next + 1 + word.length;
        } else if (method === 'reshape' || method === 'view') {
          [changed, at] = this.reshaped(changed, behind);
        } else if (isHarmlessMethod(method)) {
          this.at = Math.max(this.at, behind);
          return changed;
        } else {
          throw this.failOperator(next);
        }
        this.at = Math.max(this.at, at);
      } else {
        if (this.isOperation(next, next === at)) throw this.failOperator(next);
        return changed;
      }
    }
  }

  private isOperation(at: number, adjacent: boolean): boolean {
    const { text, end } = this;
    const code = text.charCodeAt(at);
    if (at >= end || skipComment(text, at, end, this.notation) > at) return false;
    if (code === openBracket) return adjacent;
    let operator = at;
    while ('.*'.includes(text.charAt(operator)) && operator < at + 2) operator++;
    if (operator === at) {
      if (!'+-*/@^%'.includes(text.charAt(at))) return false;
      operator++;
    } else if (
      !'*/^'.includes(text.charAt(operator - 1)) &&
      !'*/^'.includes(text.charAt(operator))
    ) {
      return false;
    }
    const operand = text.charCodeAt(skipBlanks(text, operator, end));
    return isWord(operand) || isOpener(operand) || operand === point || operand === slash;
  }

  private reshaped(candidate: Candidate, at: number): [Candidate, number] {
    const { text } = this;
    integerList.lastIndex = at;
    const match = integerList.exec(text);
    if (!match) throw this.failOperator(at);
    const sizes = (match[1] as string).split(',').map(Number);
    const count = candidate.shape.reduce((product, size) => product * size, 1);
    const rest = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
    const shape = sizes.map((size) => (size === -1 ? count / rest : size));
    if (shape.reduce((product, size) => product * size, 1) !== count) throw this.failOperator(at);
    return [
      { ...candidate, shape, array: () => ({ ...candidate.array(), shape }) },
      at + match[0].length,
    ];
  }

  // Classification

  /**
   * What the innermost first element of the bracket at `opener` is. All the brackets before that
   * element share the answer, so a text of brackets alone is looked through once.
   */
  private firstLeaf(opener: number): Leaf {
    if (opener >= this.leafFrom && opener < this.leafTo) return this.leafKind;
    const { text, end } = this;
    this.leafFrom = opener;
    let at = opener;
    let elements = false;
    const found = (kind: Leaf, next = 0): Leaf => {
      this.leafTo = at;
      this.leafNext = next;
      this.leafKind = kind;
      return kind;
    };
    while (at < end) {
      at = skipSpace(text, at, end);
      const code = text.charCodeAt(at);
      const behindComment = skipComment(text, at, end, this.notation);
      if (behindComment > at) {
        at = behindComment;
      } else if (code === openBracket && this.isTypeAt(at)) {
        at = typeBrackets.lastIndex;
      } else if (isOpener(code)) {
        elements = false;
        at++;
        if (text.charCodeAt(at - 1) === openParenthesis && text.charCodeAt(at) === slash) at++;
      } else if (code === ampersand) {
        at++;
      } else if (isDigit(code) || code === point || isElision(code)) {
        return found('value');
      } else if (isSign(code)) {
        at++;
      } else if (isQuote(code)) {
        const behind = this.strings.skip(at);
        const next = text.charCodeAt(skipSpace(text, Math.max(at + 1, behind), end));
        return found(next === colon ? 'key' : 'string', next);
      } else if (isCloser(code)) {
        return found('empty');
      } else if (constantAt(text, at)) {
        return found('value');
      } else if (isWordStart(code)) {
        const word = nameAt(text, at);
        if (isNotNumber(word)) return found('value');
        if (isElementType(word)) return found('type');
        let behind = at + Math.max(1, word.length);
        const role = callRole(word);
        const next = text.charCodeAt(behind);
        if (next === openParenthesis && (role === 'array' || role === 'elements')) {
          at = behind + 1;
          elements = role === 'elements';
          continue;
        }
        if ((next === openBracket || next === openBrace) && word) {
          at = behind;
          if (next === openBracket && !isBracketType(word) && role !== 'elements') {
            if (!this.isTypeAt(at)) return found('name', next);
            at = typeBrackets.lastIndex;
          }
          continue;
        }
        behind = skipSpace(text, behind, end);
        const after = text.charCodeAt(behind);
        const twice = text.charCodeAt(behind + 1) === after;
        if (after === colon && twice) at = behind + 2;
        else if (word === 'new') at = behind;
        else if (after === equalsSign && !twice && elements) at = behind + 1;
        else if (after === colon || (after === equalsSign && !twice)) return found('key', after);
        else return found('name', after);
      } else {
        return found('other');
      }
    }
    return found('empty');
  }

  // The end

  private finish(): void {
    if (this.reading) {
      const error = this.fail(
        'unbalanced',
        'This bracket is never closed. Close it, or select the whole array.',
        this.literal.innermostStart,
      );
      this.reading = false;
      this.addBroken(this.literalName, { start: this.literalStart, end: this.end }, error);
      return;
    }
    if (this.brokenDepth !== none) this.endBroken();
    const open = this.containers.findLast(
      (container) => container.role !== 'block' && container.role !== 'subscript',
    );
    if (!open) return;
    this.unbalanced ??= this.fail(
      'unbalanced',
      'This bracket is never closed. Close it, or select the whole array.',
      open.opener,
    );
  }
}

function transposed(candidate: Candidate): Candidate {
  const { shape } = candidate;
  const axes = shape.map((_, axis) => axis).toReversed();
  return {
    ...candidate,
    shape: shape.toReversed(),
    array: () => permuteAxes(candidate.array(), axes),
  };
}
