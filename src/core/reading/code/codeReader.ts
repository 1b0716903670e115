import type { NumericArray } from '../../array/numericArray.ts';
import { callRole, isBracketType, shapeCall } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import type { PlainScanner } from '../plain/plainScanner.ts';
import { ReadingError } from '../readingError.ts';
import {
  closeBrace,
  closerOf,
  comma,
  isBlank,
  isCloser,
  isDigit,
  isLineEnd,
  isOpener,
  isQuote,
  isWord,
  isWordStart,
  minus,
  openBracket,
  openParenthesis,
  point,
  semicolon,
  skipBlanks,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { StringSkipper } from '../text/strings.ts';
import { transposed } from './axes.ts';
import type { BrokenLiteral, Candidate } from './candidate.ts';
import { type CallMeaning, type Container, Containers } from './containers.ts';
import { FoundArrays } from './foundArrays.ts';
import { type Leaf, LeafFinder, skipTypeBrackets } from './firstLeaf.ts';
import { BlockListReader } from './blockListReader.ts';
import { type BracketRole, ListBuilder } from './listBuilder.ts';
import { LiteralReader } from './literalReader.ts';
import { LiteralRefusals } from './literalRefusals.ts';
import { nameAt, NameTracker } from './names.ts';

/** The array literal that is being read. */
interface OpenLiteral {
  readonly name: string | undefined;
  readonly start: number;
  readonly opener: number;
  /** Whether its elements are columns. */
  readonly columns: boolean;
  /** Whether its elements stand behind dashes. */
  readonly block: boolean;
}

/** A literal that does not read, until its brackets are closed. */
interface OpenBroken extends Omit<BrokenLiteral, 'range'> {
  readonly start: number;
  /** How many containers are open around it. */
  readonly depth: number;
}

/** More brackets than this are no program. */
const deepest = 1000;

/** Words that a bracket may follow without being applied to them. */
const keywords = new Set(['return', 'in', 'of', 'case', 'yield', 'else', 'and', 'or', 'new']);

/** A time in brackets; the index that R prints before values. */
const noArray = /[[(]\s*\d{2,4}[-/:.]\d{2}[-/:.]\d{2}|\[\d+\][ \t]+[-\d.NI]/y;

/**
 * Finds the array literals in a text of whatever programming language, or of none: in statements,
 * calls, objects, log lines and prose.
 */
export class CodeReader {
  /** The first bracket that does not pair. */
  unbalanced: ReadingError | undefined;
  /** Where reading stands. */
  at = 0;

  readonly notation: CodeNotation;
  private readonly text: string;
  private readonly strings: StringSkipper;
  private readonly leaves: LeafFinder;
  private readonly lists: ListBuilder;
  private readonly literal: LiteralReader;
  private readonly blockList: BlockListReader;
  private readonly names = new NameTracker();
  private readonly containers = new Containers();
  private readonly found: FoundArrays;
  private reading: OpenLiteral | undefined;
  private breaking: OpenBroken | undefined;
  /** Whether a number was seen since the literal broke. */
  private sawNumber = false;
  /** The last character that was no blank, and where it ended. */
  private lastCode = 0;
  private lastEnd = 0;

  /** @param scanner reads the plain stretches of a long text, if given */
  constructor(text: string, notation: CodeNotation, scanner?: PlainScanner) {
    this.text = text;
    this.notation = notation;
    this.strings = new StringSkipper(text, text.length);
    this.leaves = new LeafFinder(text, notation, this.strings);
    const refusals = new LiteralRefusals(text);
    this.lists = new ListBuilder(text, notation, refusals, scanner);
    this.literal = new LiteralReader(text, notation, this.strings, refusals, this.lists, scanner);
    this.blockList = new BlockListReader(text, notation, refusals, this.lists);
    this.found = new FoundArrays(text, notation, this.containers);
  }

  get candidates(): readonly Candidate[] {
    return this.found.candidates;
  }

  get broken(): readonly BrokenLiteral[] {
    return this.found.broken;
  }

  /** The first call whose values are not in the text. */
  get computed(): number | undefined {
    return this.found.computed;
  }

  /** Reads on, up to `limit` or a little farther. @returns whether the end is reached */
  advance(limit: number): boolean {
    const stop = Math.min(limit, this.text.length);
    while (this.at < stop) {
      if (this.reading?.block) this.readBlockList(this.reading, stop);
      else if (this.reading) this.readLiteral(this.reading, stop);
      else this.step();
    }
    if (this.at < this.text.length) return false;
    this.finish();
    return true;
  }

  private refuse(message: string, at: number): ReadingError {
    return new ReadingError('unbalanced', message, this.text, at);
  }

  // Between the literals

  private step(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    const behindComment = skipComment(text, at, text.length, this.notation);
    if (isBlank(code)) {
      this.at++;
    } else if (isLineEnd(code)) {
      this.names.endLine(this.lastCode);
      if (this.breaking && this.endsParagraph(at)) this.endBroken(this.breaking);
      this.at++;
    } else if (behindComment > at) {
      this.at = behindComment;
    } else {
      this.readToken(at, code);
      this.lastCode = text.charCodeAt(this.at - 1);
      this.lastEnd = this.at;
    }
  }

  /** A bracket in prose may never be closed; without numbers it matters to nothing behind a blank line. */
  private endsParagraph(at: number): boolean {
    const { text } = this;
    const next = skipBlanks(text, at + (text.startsWith('\r\n', at) ? 2 : 1), text.length);
    return isLineEnd(text.charCodeAt(next)) && !this.breaking?.numbers && !this.sawNumber;
  }

  private readToken(at: number, code: number): void {
    if (isOpener(code)) this.readOpener(at, code);
    else if (isCloser(code)) this.readCloser(at, code);
    else if (isDigit(code)) this.skipNumber(at);
    else if (isWordStart(code)) this.readName(at);
    else if (isQuote(code)) this.readString(at);
    else if (code === minus && this.beginsBlockList(at)) this.beginBlockList(at);
    else this.readPunctuation(at, code);
  }

  private readString(at: number): void {
    const behind = this.strings.skip(at);
    this.at = Math.max(at + 1, behind);
    if (behind > at) this.names.read(this.text.slice(at + 1, behind - 1), at, behind);
  }

  private readName(at: number): void {
    const word = nameAt(this.text, at);
    this.at = at + Math.max(1, word.length);
    this.names.read(word, at, this.at);
  }

  private skipNumber(at: number): void {
    const { text } = this;
    let here = at + 1;
    while (isWord(text.charCodeAt(here)) || text.charCodeAt(here) === point) here++;
    this.at = here;
    this.sawNumber = true;
  }

  private readPunctuation(at: number, code: number): void {
    this.at = at + Math.max(1, this.names.readAssignment(this.text, at));
    if (code !== comma && code !== semicolon) return;
    const container = this.containers.innermost;
    if (code === comma && container) container.argument++;
    this.names.endItem(code === comma && !container);
  }

  // Brackets

  private readOpener(at: number, code: number): void {
    const { text, names } = this;
    if (this.breaking) {
      this.open(at, 'block');
      return;
    }
    const before = names.directlyBefore(text, at);
    const word = before !== undefined && keywords.has(before) ? undefined : before;
    const behindType = code === openBracket ? skipTypeBrackets(text, at) : at;
    if (word !== undefined && code === openParenthesis) this.openCall(at, word);
    else if (word !== undefined && this.holdsElements(word, code)) this.begin(at, 'list', word);
    else if (behindType > at) this.at = behindType;
    else if (code === openBracket && (word !== undefined || this.followsCloser(at)))
      this.open(at, 'subscript');
    else this.openUnnamed(at, code);
  }

  private holdsElements(word: string, code: number): boolean {
    return callRole(word) === 'elements' || (code === openBracket && isBracketType(word));
  }

  private followsCloser(at: number): boolean {
    return at > 0 && this.lastEnd === at && isCloser(this.text.charCodeAt(at - 1));
  }

  private openCall(at: number, word: string): void {
    const { start } = this.names;
    const role = callRole(word);
    const shape = shapeCall(word);
    if ((role === 'elements' || role === 'columns') && !shape) {
      this.begin(at, 'list', word);
    } else if (role === 'generator') {
      this.found.computed ??= start;
      this.open(at, 'generator');
    } else if (role ?? shape) {
      this.open(at, 'array', { start, name: word, role, shapeCall: shape });
    } else {
      this.open(at, 'call');
    }
  }

  private openUnnamed(at: number, code: number): void {
    const leaf = this.leaves.leafOf(at);
    noArray.lastIndex = at;
    if (noArray.test(this.text) || leaf.kind === 'type') this.open(at, 'block');
    else if (this.holdsArray(leaf, at, code))
      this.begin(at, code === openParenthesis ? 'group' : 'list');
    else if (code === openBracket || code === openParenthesis) this.open(at, 'object');
    else this.open(at, leaf.kind === 'key' && this.isValuePlace(at) ? 'object' : 'block');
  }

  private holdsArray({ kind, next }: Leaf, at: number, code: number): boolean {
    if (code === openBracket) return kind !== 'key';
    if (kind === 'value' || code === openParenthesis) return kind === 'value';
    // A brace whose first element is a name may hold elements, or statements.
    return kind === 'string' || (kind === 'name' && (next === comma || this.isValuePlace(at)));
  }

  private isValuePlace(at: number): boolean {
    const before = this.lastEnd <= at ? this.lastCode : 0;
    return before === 0 || '=(,{[]>:'.includes(String.fromCharCode(before));
  }

  private open(at: number, role: Container['role'], call?: CallMeaning): void {
    if (this.containers.depth >= deepest) {
      throw this.refuse('More than 1,000 brackets are open here. Select a single array.', at);
    }
    this.push(at, closerOf(this.text.charCodeAt(at)), role, call);
    this.names.endValue();
    this.names.last = undefined;
    this.at = at + 1;
  }

  private push(opener: number, closer: number, role: Container['role'], call?: CallMeaning): void {
    this.containers.push({
      opener,
      closer,
      role,
      call,
      name: role === 'call' || role === 'array' ? this.nameHere() : undefined,
      lastName: this.names.last,
      firstCandidate: this.candidates.length,
    });
  }

  /** The name that a value here has: its own, or that of the call whose first argument it is. */
  private nameHere(): string | undefined {
    const container = this.containers.innermost;
    return this.names.assigned ?? (container?.argument === 0 ? container.name : undefined);
  }

  private readCloser(at: number, code: number): void {
    const container = this.containers.pop();
    this.at = at + 1;
    if (container?.closer !== code && !(code === closeBrace && this.endsBlock(container, at))) {
      this.unbalanced ??= this.refuse(
        container
          ? `This ${this.text.charAt(at)} does not close the ${this.text.charAt(container.opener)} it stands in. Correct the brackets.`
          : `This ${this.text.charAt(at)} closes nothing. Take it away, or select the whole array.`,
        at,
      );
    }
    if (!container) return;
    this.names.leave(container.lastName);
    this.names.endValue();
    if (!this.breaking) this.at = this.found.leave(container, at);
    else if (this.containers.depth === this.breaking.depth) this.endBroken(this.breaking);
  }

  /** The end of a block whose beginning is not selected. */
  private endsBlock(container: Container | undefined, at: number): boolean {
    const ended = this.lastCode === semicolon || this.lastCode === closeBrace;
    return !container && ended && (this.lastCode === semicolon || this.lastEnd < at);
  }

  // Literals

  /** Begins an array literal; a call's name may stand before its bracket. */
  private begin(opener: number, role: BracketRole, word?: string): void {
    const start = word === undefined ? opener : this.names.start;
    const columns = word !== undefined && callRole(word) === 'columns';
    this.reading = { name: this.nameHere(), start, opener, columns, block: false };
    this.literal.begin(start, opener, role);
    this.at = this.literal.at;
  }

  private beginsBlockList(at: number): boolean {
    return this.containers.depth === 0 && this.blockList.begin(at);
  }

  private beginBlockList(at: number): void {
    this.reading = { name: this.nameHere(), start: at, opener: at, columns: false, block: true };
  }

  private readBlockList(reading: OpenLiteral, limit: number): void {
    const { blockList, lists } = this;
    try {
      const closed = blockList.advance(limit);
      this.at = blockList.at;
      if (!closed) return;
    } catch (error) {
      this.reading = undefined;
      this.at = blockList.end;
      lists.discard();
      const range = { start: reading.start, end: this.at };
      this.found.addRefused({ name: reading.name, range }, error);
      this.names.endValue();
      return;
    }
    this.reading = undefined;
    this.addCandidate(reading);
  }

  private readLiteral(reading: OpenLiteral, limit: number): void {
    const { literal } = this;
    try {
      const closed = literal.advance(limit);
      this.at = literal.at;
      if (!closed) return;
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      this.reading = undefined;
      if (this.lists.isUnevenTuple) this.openTuple(reading);
      else this.breakLiteral(reading, error);
      return;
    }
    this.reading = undefined;
    this.addCandidate(reading);
  }

  private addCandidate({ name, start, opener, columns }: OpenLiteral): void {
    const { shape, joined, values, starts } = this.lists;
    this.lastCode = this.text.charCodeAt(this.at - 1);
    this.lastEnd = this.at;
    this.names.endValue();
    // Parentheses around a number are no array.
    if (shape.length === 0) return;
    const to = values.length;
    const from = to - shape.reduce((product, size) => product * size, 1);
    const literal: Candidate = {
      kind: 'array',
      name,
      range: { start, end: this.at },
      parent: this.containers.parent,
      tuple: opener === start && this.text.charCodeAt(opener) === openParenthesis,
      blankSeparated: joined,
      shape,
      array: (): NumericArray => ({
        shape,
        values: values.slice(from, to),
        starts: starts.slice(from, to),
      }),
    };
    this.at = this.found.add(columns && shape.length === 2 ? transposed(literal) : literal);
  }

  /** A tuple of arrays that differ, such as logits and targets, is no array itself. */
  private openTuple({ name, opener }: OpenLiteral): void {
    this.lists.discard();
    this.names.assigned = name;
    this.open(opener, 'object');
  }

  private breakLiteral({ name, start, opener }: OpenLiteral, error: ReadingError): void {
    const { literal, lists, containers } = this;
    const closers = lists.openClosers;
    this.breaking = {
      kind: 'broken',
      name,
      start,
      error,
      numbers: lists.hasValues,
      structured: lists.commas || closers.length > 1,
      mixed: lists.mixed,
      depth: containers.depth,
    };
    this.sawNumber = false;
    lists.discard();
    for (const closer of closers) this.push(opener, closer, 'block');
    this.at = Math.max(literal.at, error.offset);
  }

  private endBroken({ start, depth, ...broken }: OpenBroken): void {
    const range = { start, end: this.at };
    const numbers = broken.numbers || this.sawNumber;
    this.found.broken.push({ ...broken, range, numbers });
    this.containers.leaveTo(depth);
    this.breaking = undefined;
    this.names.endValue();
  }

  private finish(): void {
    this.lists.values.trim();
    const message = 'This bracket is never closed. Close it, or select the whole array.';
    if (this.reading) {
      const { name, start } = this.reading;
      const range = { start, end: this.text.length };
      this.reading = undefined;
      const error = this.refuse(message, this.lists.bracket.start);
      this.found.addRefused({ name, range }, error);
    } else if (this.breaking) {
      this.endBroken(this.breaking);
    }
    const open = this.containers.findUnclosed();
    if (open) this.unbalanced ??= this.refuse(message, open.opener);
  }
}
