import { constantAt } from '../lexicon.ts';
import type { CodeNotation } from '../notation.ts';
import {
  closeBracket,
  comma,
  isBlank,
  isDigit,
  isLineEnd,
  isSign,
  isWordStart,
  lineBegin,
  lineEnd,
  minus,
  openBracket,
  point,
  skipBlanks,
  skipSpace,
} from '../text/characters.ts';
import { skipComment } from '../text/comments.ts';
import { NumberScanner, signAt } from '../text/numberScanner.ts';
import { type ListBuilder, none } from './listBuilder.ts';
import type { LiteralRefusals } from './literalRefusals.ts';

/**
 * Reads lists whose elements stand one below the other, each behind a dash: YAML 1.2, 8.2.1. Indentation
 * tells what belongs to which; lists in brackets may be elements.
 */
export class BlockListReader {
  /** Where reading stands; behind the list when it is done. */
  at = 0;
  private readonly text: string;
  private readonly notation: CodeNotation;
  private readonly refusals: LiteralRefusals;
  private readonly lists: ListBuilder;
  private readonly scanner = new NumberScanner();
  /** The columns of the dashes of the lists that are open. */
  private readonly columns: number[] = [];
  private valueEnd = 0;
  /** Where the leaf stands of all dashes from the first one to it. */
  private firstDash = 0;
  private leaf = -1;

  constructor(text: string, notation: CodeNotation, refusals: LiteralRefusals, lists: ListBuilder) {
    this.text = text;
    this.notation = notation;
    this.refusals = refusals;
    this.lists = lists;
  }

  /** Begins a list with the dash at `at`. @returns whether its first element is a number or a list of some */
  begin(at: number): boolean {
    if (!this.notation.layout?.blockLists || !this.isDash(at) || !this.beginsLine(at)) return false;
    this.at = at;
    this.columns.length = 0;
    return this.isNumber(this.leafOf(at));
  }

  private beginsLine(at: number): boolean {
    const { text } = this;
    let before = at - 1;
    while (isBlank(text.charCodeAt(before))) before--;
    return before < 0 || isLineEnd(text.charCodeAt(before));
  }

  /** What stands first behind a dash, and behind those and the brackets that follow it, which all share the answer. */
  private leafOf(dash: number): number {
    if (dash >= this.firstDash && dash < this.leaf) return this.leaf;
    this.firstDash = dash;
    let leaf = this.skipToContent(dash + 1);
    while (this.isDash(leaf) || this.text.charCodeAt(leaf) === openBracket) {
      leaf = this.skipToContent(leaf + 1);
    }
    this.leaf = leaf;
    return leaf;
  }

  private isNumber(at: number): boolean {
    const { text } = this;
    const unsigned = isSign(text.charCodeAt(at)) ? at + 1 : at;
    const code = text.charCodeAt(unsigned);
    return isDigit(code) || code === point || constantAt(text, unsigned) !== undefined;
  }

  /** Reads on, up to `limit` or a little farther. @returns whether the list is read */
  advance(limit: number): boolean {
    while (this.isDash(this.at) && this.columnOf(this.at) >= (this.columns[0] ?? 0)) {
      if (this.at >= limit) return false;
      this.readElement(this.at);
      this.at = this.skipToContent(this.at);
    }
    this.closeDownTo(none);
    this.at = this.valueEnd;
    return true;
  }

  /** The offset behind the list, some of which does not read. */
  get end(): number {
    const column = this.columns[0] ?? 0;
    let end = lineEnd(this.text, this.at, this.text.length);
    for (let next = this.skipToContent(end); next > end; next = this.skipToContent(end)) {
      const deeper = this.columnOf(next) > column;
      if (!deeper && !(this.isDash(next) && this.columnOf(next) === column)) break;
      end = lineEnd(this.text, next, this.text.length);
    }
    return end;
  }

  private isDash(at: number): boolean {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    const ends = at + 1 >= text.length || isBlank(next) || isLineEnd(next);
    return text.charCodeAt(at) === minus && ends;
  }

  private columnOf(at: number): number {
    return at - lineBegin(this.text, at);
  }

  /** Skips blanks, line ends and comments. */
  private skipToContent(at: number): number {
    const { text, notation } = this;
    for (;;) {
      const next = skipSpace(text, at, text.length);
      at = skipComment(text, next, text.length, notation);
      if (at === next) return at;
    }
  }

  private readElement(dash: number): void {
    const { lists, columns } = this;
    const column = this.columnOf(dash);
    this.closeDownTo(column);
    if (columns.at(-1) === column) {
      lists.separate();
    } else {
      if (columns.length === 0) lists.begin(dash, closeBracket, 'list');
      else lists.push(dash, dash, closeBracket, 'list');
      columns.push(column);
    }
    const content = this.skipToContent(dash + 1);
    if (this.isDash(content) && this.columnOf(content) > column) this.at = content - 1;
    else this.readValue(content);
  }

  /** Closes the lists whose dashes stand farther right. */
  private closeDownTo(column: number): void {
    const { columns } = this;
    while ((columns.at(-1) ?? none) > column) {
      columns.pop();
      this.close(this.valueEnd);
    }
  }

  private close(at: number): void {
    const { start } = this.lists.bracket;
    const shape = this.lists.close(at, closeBracket);
    if (shape !== none) this.lists.add(shape, start);
  }

  /** Reads an element that is no list of dashes, up to the end of its line. */
  private readValue(start: number): void {
    const { text, lists } = this;
    let depth = 0;
    let at = start;
    do {
      const code = text.charCodeAt(at);
      if (code === openBracket) {
        lists.push(at, at, closeBracket, 'list');
        depth++;
        at++;
      } else if (depth > 0 && code === closeBracket) {
        this.close(at);
        depth--;
        at++;
      } else if (depth > 0 && code === comma) {
        if (!lists.afterValue) this.failMissing(at);
        lists.separate();
        at++;
      } else {
        at = this.readNumber(at);
      }
      this.valueEnd = at;
      at = depth > 0 ? this.skipToContent(at) : skipBlanks(text, at, text.length);
    } while (depth > 0);
    const ends = isLineEnd(text.charCodeAt(at)) || this.skipToContent(at) > at;
    if (at < text.length && !ends) this.refusals.failMalformed(start, at);
    this.at = at;
  }

  private readNumber(start: number): number {
    const { text, scanner, lists } = this;
    const sign = signAt(text, start);
    const digits = start + Math.abs(sign);
    const constant = constantAt(text, digits);
    if (constant) {
      lists.addValue((sign || 1) * constant.value, start);
      return constant.end;
    }
    if (start >= text.length || isLineEnd(text.charCodeAt(start))) this.failMissing(start);
    if (isWordStart(text.charCodeAt(digits))) this.refusals.failName(digits);
    if (!scanner.scan(text, digits)) this.refusals.failMalformed(start, digits);
    lists.addValue((sign || 1) * scanner.value, start);
    return scanner.end;
  }

  private failMissing(at: number): never {
    this.refusals.fail('not-numeric', 'A value is missing here. Put it in.', at);
  }
}
