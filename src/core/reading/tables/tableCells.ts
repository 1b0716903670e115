import {
  comma,
  doubleQuote,
  isBlank,
  isDigit,
  isLineEnd,
  point,
  skipBlanks,
} from '../text/characters.ts';
import { constantAt, isNotNumber } from '../lexicon.ts';
import type { TableNotation } from '../notation.ts';
import { NumberScanner, signAt } from '../text/numberScanner.ts';
import { ReadingError, type ReadingErrorKind } from '../readingError.ts';
import { isElision, isLabel, isMissing, isOperation, isWords } from './cellContents.ts';
import { skipQuoted } from './quotedCells.ts';
import type { LineBlock } from './tableLines.ts';

const numberBeginning = /["']?[-+−]?[.,]?\d/y;
/** `\times 10^{-3}` */
const timesPowerOfTen = /\s*(?:\\times|\\cdot|×)\s*10\s?\^\s?\{?\s?([-+−]?\d+)\s?\}?/y;

/** Longer texts of cells are cut. */
const mostCharacters = 200;

/** How the comma in a cell such as 1,5 is meant. */
export type CommaMeaning = 'none' | 'decimal' | 'unclear';

/** Splits the lines of a table into cells, and reads the numbers in them. */
export class TableCells {
  /** Where the cells of the row that was split last begin and end. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** The number that was read last, and where it starts. */
  value = 0;
  start = 0;
  /** The power of ten that numbers are multiplied by. */
  exponent = 0;
  commas: CommaMeaning = 'none';
  /** Whether numbers may be written as in programming languages: 1.5f, 1_000. */
  typed = false;
  /** Whether numbers may stand in quotes. */
  quotes = false;
  /** Whether a comma was read as a decimal comma, or a point as a decimal point. */
  firstDecimalComma = -1;
  firstPoint = -1;
  /** Whether every decimal comma could as well part thousands. */
  thousands = true;

  private readonly text: string;
  private readonly notation: TableNotation;
  private readonly scanner = new NumberScanner();
  /** Where the content of the cell stands that was entered last. */
  private innerStart = 0;
  private innerEnd = 0;

  constructor(text: string, notation: TableNotation) {
    this.text = text;
    this.notation = notation;
  }

  /** Splits a row of a block. */
  split(block: LineBlock, row: number): void {
    const from = block.edges.at(2 * row);
    const to = block.edges.at(2 * row + 1);
    this.starts.length = 0;
    this.ends.length = 0;
    if (this.notation.separator === 'blanks') this.splitAtBlanks(from, to);
    else this.splitAt(this.notation.separator.charCodeAt(0), from, to);
  }

  /** A separator at the end of a row, as in a list, parts nothing. */
  dropTrailing(count: number): void {
    const { starts } = this;
    const list = this.notation.separator === ',' || this.notation.separator === ';';
    const last = starts.length - 1;
    if (list && last > 0 && last >= count && this.isEmpty(last)) starts.pop();
  }

  countNumbers(): number {
    return this.starts.reduce((count, _, cell) => count + Number(this.read(cell)), 0);
  }

  texts(): string[] {
    return this.starts.map((_, cell) => this.textOf(cell));
  }

  private splitAtBlanks(from: number, to: number): void {
    const { text } = this;
    let at = skipBlanks(text, from, to);
    while (at < to) {
      this.starts.push(at);
      while (at < to && !isBlank(text.charCodeAt(at))) at++;
      this.ends.push(at);
      at = skipBlanks(text, at, to);
    }
  }

  private splitAt(separator: number, from: number, to: number): void {
    const { text } = this;
    let at = from;
    let end = to;
    if (this.notation.separator === '|') {
      at = skipBlanks(text, at, end);
      while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
      if (text.charCodeAt(at) === separator) at++;
      if (end > at && text.charCodeAt(end - 1) === separator) end--;
    }
    for (;;) {
      this.starts.push(at);
      at = this.cellEnd(separator, at, end);
      this.ends.push(at);
      if (at >= end) return;
      at++;
    }
  }

  private cellEnd(separator: number, from: number, to: number): number {
    const { text } = this;
    const quoted = skipQuoted(text, from, separator);
    let at = quoted > to ? from : quoted;
    while (at < to && text.charCodeAt(at) !== separator) at++;
    return at;
  }

  /** The text of a cell, without the blanks, quotes and decoration around it, and the end of a long one. */
  textOf(cell: number): string {
    this.enter(cell);
    const { text, innerStart: start, innerEnd: end } = this;
    const isQuoted =
      end - start > 1 &&
      text.charCodeAt(start) === doubleQuote &&
      text.charCodeAt(end - 1) === doubleQuote;
    if (!isQuoted) return text.slice(start, Math.min(end, start + mostCharacters)).trim();
    // Two quotes stand for one.
    const quoted = text.slice(start + 1, Math.min(end - 1, start + 1 + 2 * mostCharacters));
    return quoted.replaceAll('""', '"').slice(0, mostCharacters).trim();
  }

  /** Whether the content of a cell begins as numbers do, whatever it is. */
  beginsAsNumber(cell: number): boolean {
    this.enter(cell);
    const { text, innerStart: start, innerEnd: end } = this;
    numberBeginning.lastIndex = start;
    return start < end && numberBeginning.test(text);
  }

  /** Finds where the content of a cell stands. */
  private enter(cell: number): void {
    const { text } = this;
    const before = this.notation.decoration?.before;
    let start = this.starts[cell]!;
    let end = this.ends[cell]!;
    if (before) {
      before.lastIndex = start;
      if (before.test(text)) start = Math.min(end, before.lastIndex);
    }
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    this.innerStart = start;
    this.innerEnd = end;
  }

  isEmpty(cell: number): boolean {
    this.enter(cell);
    return this.innerStart >= this.innerEnd;
  }

  /** Reads the number in a cell. @returns whether there is one, and nothing else */
  read(cell: number): boolean {
    const { text, scanner } = this;
    this.enter(cell);
    let start = this.innerStart;
    let end = this.innerEnd;
    if (this.quotes && end - start > 1 && text.charCodeAt(start) === doubleQuote) {
      start++;
      end--;
    }
    if (start >= end) return false;
    this.start = start;
    const sign = signAt(text, start);
    const digits = start + Math.abs(sign);
    const code = text.charCodeAt(digits);
    if (!isDigit(code) && code !== point) {
      const constant = constantAt(text, digits);
      if (!constant || !this.endsCell(constant.end, end)) return false;
      this.value = (sign || 1) * constant.value;
      return true;
    }
    if (!scanner.scan(text, digits, this.exponent)) return false;
    if (!scanner.plain && !this.typed) return false;
    let stop = scanner.end;
    if (
      this.commas !== 'none' &&
      text.charCodeAt(stop) === comma &&
      isDigit(text.charCodeAt(stop + 1))
    )
      return this.readDecimalComma(digits, stop, end, sign || 1);
    if (stop < end && this.notation.decoration) {
      timesPowerOfTen.lastIndex = stop;
      const power = timesPowerOfTen.exec(text);
      if (power) {
        scanner.scan(text, digits, Number(power[1]!.replace('−', '-')));
        stop += power[0].length;
      }
    }
    this.value = (sign || 1) * scanner.value;
    if (!this.endsCell(stop, end)) return false;
    if (this.commas !== 'none' && this.firstPoint < 0 && text.slice(digits, stop).includes('.')) {
      this.firstPoint = start;
    }
    return true;
  }

  /** Looks for a decimal point in numbers that were read elsewhere. */
  notePoint(from: number, to: number): void {
    if (this.commas === 'none' || this.firstPoint >= 0) return;
    const point = this.text.slice(from, to).indexOf('.');
    if (point >= 0) this.firstPoint = from + point;
  }

  private readDecimalComma(digits: number, at: number, end: number, sign: number): boolean {
    const { text, scanner } = this;
    const written = text.slice(digits, end);
    const parts = /^(\d+),(\d+(?:[eE][-+]?\d+)?)$/.exec(written);
    if (!parts || at !== digits + parts[1]!.length) return false;
    if (this.firstDecimalComma < 0) this.firstDecimalComma = this.start;
    if (!/^[1-9]\d{0,2},\d{3}$/.test(written)) this.thousands = false;
    scanner.scan(written.replace(',', '.'), 0, this.exponent);
    this.value = sign * scanner.value;
    return true;
  }

  private endsCell(at: number, end: number): boolean {
    const after = this.notation.decoration?.after;
    if (!after || at >= end) return at === end;
    after.lastIndex = at;
    return after.test(this.text) && after.lastIndex >= end;
  }

  /** Why a cell does not read as a number, as an error at its place. */
  refusal(cell: number): ReadingError {
    const { text } = this;
    this.enter(cell);
    const { innerStart: start, innerEnd: end } = this;
    const content = text.slice(start, Math.min(end, start + 40));
    const fail = (kind: ReadingErrorKind, message: string, at = start): ReadingError =>
      new ReadingError(kind, message, text, at);
    if (content === '') {
      return fail(
        'not-numeric',
        'This cell is empty. Put a number in, or select only complete rows.',
        this.starts[cell],
      );
    }
    if (isElision(content)) {
      return fail(
        'truncated',
        'Values are left out here. Print the whole table, as with pd.set_option("display.max_rows", None).',
      );
    }
    if (/^[-+−]?[\d.]+(?:[eE][-+]?\d+)?[ \t]+[-+−]?[\d.]/.test(content)) {
      return fail('ambiguous', 'There are two numbers in this cell. Part them as the others are.');
    }
    if (/^[-+−]?\d+,\d/.test(content)) {
      return fail(
        'ambiguous',
        'This comma can be a decimal comma, or part two values. Write a decimal point.',
      );
    }
    if (isOperation(content) || /^[-+*/^=]$|^\\d?t?frac/.test(content)) {
      return fail('expression', 'Only written-out numbers are read. Write out the result.');
    }
    const missing = isNotNumber(content)
      ? ' Put a number in its place.'
      : ' Correct it, or select only the numbers.';
    return fail('not-numeric', `${JSON.stringify(content)} is not a number.${missing}`);
  }

  /** Whether a cell holds a word for what is no number: NA, null, true. */
  isMissing(cell: number): boolean {
    return isMissing(this.textOf(cell));
  }

  /** Whether a cell stands for others that are left out. */
  isElision(cell: number): boolean {
    this.enter(cell);
    const start = this.innerStart;
    return isElision(this.text.slice(start, start + 10));
  }

  /** Whether a cell can be the label of its row. */
  isLabel(cell: number): boolean {
    return isLabel(this.textOf(cell));
  }

  /** Whether a cell holds words; undefined if it holds nothing, or a word for that. */
  isWords(cell: number): boolean | undefined {
    if (this.read(cell)) return false;
    const content = this.textOf(cell);
    if (content === '') return undefined;
    return isWords(content) || (isMissing(content) ? undefined : false);
  }
}

function isSpace(code: number): boolean {
  return isBlank(code) || isLineEnd(code);
}
