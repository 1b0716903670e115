import type { Job } from '../../job.ts';
import { records } from '../notations/records.ts';
import { ReadingError } from '../readingError.ts';
import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  isQuote,
  openBrace,
  openBracket,
  skipSpace,
} from '../text/characters.ts';
import { GrowableUint32 } from '../text/growable.ts';
import { StringSkipper, unescaped } from '../text/strings.ts';
import { TableCells } from './tableCells.ts';
import type { LineBlock, TableLines } from './tableLines.ts';

/** How many characters are read between two reports of progress. */
const stride = 65_536;

const bareName = /[A-Za-z_$][\w$]*/y;
const bareValue = /[^\s,:;"'()[\]{}]+/y;

/** Reads one record after the other. */
class RecordScanner {
  /** Where the names and the values of the last record begin and end. */
  readonly nameStarts: number[] = [];
  readonly nameEnds: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Behind the record, or at what is not of one. */
  at = 0;
  private readonly text: string;
  private readonly strings: StringSkipper;

  constructor(text: string) {
    this.text = text;
    this.strings = new StringSkipper(text, text.length);
  }

  /** Reads the record at `at`. @returns whether there is one */
  scan(at: number): boolean {
    const { text } = this;
    for (const places of [this.nameStarts, this.nameEnds, this.starts, this.ends])
      places.length = 0;
    this.at = at;
    if (text.charCodeAt(at) !== openBrace) return false;
    this.at++;
    while (this.scanEntry() && text.charCodeAt(this.at - 1) === comma);
    if (this.starts.length === 0) return false;
    if (text.charCodeAt(this.at - 1) === closeBrace) return true;
    // Behind the last value, a comma parts nothing.
    this.at = skipSpace(text, this.at, text.length);
    if (text.charCodeAt(this.at) !== closeBrace) return false;
    this.at++;
    return true;
  }

  /** Reads a name, its value, and what ends it. @returns whether there is all of that at `at` */
  private scanEntry(): boolean {
    const { text } = this;
    const { length } = text;
    const nameStart = skipSpace(text, this.at, length);
    const nameEnd = this.skipWord(nameStart, bareName);
    const between = skipSpace(text, nameEnd, length);
    if (nameEnd === nameStart || text.charCodeAt(between) !== colon) return false;
    const start = skipSpace(text, between + 1, length);
    const end = this.skipWord(start, bareValue);
    const behind = skipSpace(text, end, length);
    const closing = text.charCodeAt(behind);
    if (end === start || (closing !== comma && closing !== closeBrace)) return false;
    this.nameStarts.push(nameStart);
    this.nameEnds.push(nameEnd);
    this.starts.push(start);
    this.ends.push(end);
    this.at = behind + 1;
    return true;
  }

  /** The offset behind the string or the bare word at `at`; `at` itself if there is neither. */
  private skipWord(at: number, bare: RegExp): number {
    const { text } = this;
    // A pattern for strings of any length would overflow the stack: it keeps a way back for each character.
    if (isQuote(text.charCodeAt(at))) return this.strings.skip(at);
    bare.lastIndex = at;
    return bare.test(text) ? bare.lastIndex : at;
  }
}

/** The names in the first record are the header, the values of each are its cells, in the order of the header. */
export class RecordCells extends TableCells {
  private readonly source: string;
  private readonly record: RecordScanner;
  private header: readonly string[] = [];

  constructor(text: string) {
    super(text, records);
    this.source = text;
    this.record = new RecordScanner(text);
  }

  override split({ edges }: LineBlock, row: number): void {
    const { record, source } = this;
    const at = edges.at(2 * row);
    record.scan(at);
    const { nameStarts, nameEnds, starts, ends } = record;
    const names = nameStarts.map((start, index) => source.slice(start, nameEnds[index]));
    if (row === 0) this.header = names;
    const isInOrder =
      names.length === this.header.length &&
      names.every((name, index) => name === this.header[index]);
    const order = isInOrder ? names.keys() : this.orderOf(names, row - 1, at);
    this.starts.length = 0;
    this.ends.length = 0;
    for (const index of order) {
      this.starts.push((row === 0 ? nameStarts : starts)[index]!);
      this.ends.push((row === 0 ? nameEnds : ends)[index]!);
    }
  }

  override textOf(cell: number): string {
    const { source } = this;
    const start = this.starts[cell]!;
    const end = this.ends[cell]!;
    if (!isQuote(source.charCodeAt(start))) return source.slice(start, end);
    return unescaped(source.slice(start + 1, end - 1)).trim();
  }

  /** Where each name of the header stands among those of a record. */
  private orderOf(names: readonly string[], index: number, at: number): number[] {
    const places = new Map(names.map((name, place) => [name, place]));
    const order = this.header.map((name) => places.get(name) ?? -1);
    const missing = this.header[order.indexOf(-1)];
    if (missing === undefined && names.length === order.length) return order;
    const strange = names.find((name) => !this.header.includes(name));
    throw new ReadingError(
      'ragged',
      `Record ${index} has ${missing === undefined ? (strange ?? 'a name twice') : `no ${missing}`}, unlike record 0. Give all records the same names, or select only those that match.`,
      this.source,
      at,
    );
  }
}

/**
 * The rows of a text of nothing but records, with the first one twice: for its names, and for its values.
 *
 * @returns undefined if the text does not begin with a record
 * @throws ReadingError if it goes on with something else, or is a single value with a name
 */
export function* recordLines(text: string): Job<TableLines | undefined> {
  const { length } = text;
  const scanner = new RecordScanner(text);
  const edges = new GrowableUint32();
  let at = skipSpace(text, 0, length);
  const isList = text.charCodeAt(at) === openBracket;
  if (isList) at = skipSpace(text, at + 1, length);
  if (!scanner.scan(at)) return undefined;
  const isSingle = scanner.starts.length === 1;
  edges.push(at);
  edges.push(scanner.at);
  let reported = 0;
  do {
    edges.push(at);
    edges.push(scanner.at);
    at = skipSpace(text, scanner.at, length);
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1, length);
    if (at - reported > stride) {
      reported = at;
      yield reported / length / 2;
    }
  } while (scanner.scan(at));
  const end = isList && text.charCodeAt(at) === closeBracket ? skipSpace(text, at + 1, length) : at;
  if (end < length) {
    throw new ReadingError(
      'not-numeric',
      'This is no record of single values like those before. Correct it, or select only the records.',
      text,
      scanner.at > at ? scanner.at : end,
    );
  }
  if (isSingle && edges.length === 4) {
    throw new ReadingError(
      'empty',
      'There is a single value here, not an array. Select all values.',
      text,
      edges.at(0),
    );
  }
  return {
    blocks: [{ edges, slice: '', exponent: 0, runs: [] }],
    announced: undefined,
    plain: undefined,
  };
}
