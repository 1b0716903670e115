import type { TextRange } from '../../array/numericArray.ts';
import type { Job } from '../../job.ts';
import { isDigit, isLineEnd, isSign, point, skipSpace } from '../text/characters.ts';
import { GrowableUint32 } from '../text/growable.ts';
import type { TableNotation } from '../notation.ts';
import { ReadingError } from '../readingError.ts';
import { namesTargets } from '../targets/names.ts';
import { PlainRows, type PlainRun } from './plainRows.ts';
import { skipQuoted } from './quotedCells.ts';

/** Rows that stand one below the other: all columns of a table, or some of them. */
export interface LineBlock {
  /** Where the rows begin and end in the text, in turns. */
  readonly edges: GrowableUint32;
  /** The indices of the slice, as written; empty if the table has no slices. */
  readonly slice: string;
  /** The power of ten that the values are multiplied by. */
  readonly exponent: number;
  /** Those of the rows that were scanned already, in their order. */
  readonly runs: PlainRun[];
}

/** The lines of a table, and what they say about it. */
export interface TableLines {
  readonly blocks: readonly LineBlock[];
  readonly announced: readonly number[] | undefined;
  /** The cells of the rows that were scanned already. */
  readonly plain: PlainRows | undefined;
}

const stride = 65_536;

/** `scores: ` or `a = ` before the first value of a line. */
const rowName = /["']?([A-Za-z_][\w.-]{0,60})["']?[ \t]*(?::|=|<-)[ \t]*(?=[-+−.\d])/y;

/** Sorts the lines of a table into blocks of rows. */
class LineSorter {
  blocks: LineBlock[] = [];
  announced: number[] | undefined;
  at: number;
  readonly plain: PlainRows | undefined;
  private readonly text: string;
  private readonly notation: TableNotation;
  private readonly end: number;
  private readonly targets = new GrowableUint32();
  private edges = new GrowableUint32();
  private runs: PlainRun[] = [];
  private begun = false;
  private slice = '';
  private exponent = 0;
  /** The column that the next block of columns has to begin with. */
  private nextColumn = 0;

  constructor(text: string, notation: TableNotation) {
    this.text = text;
    this.notation = notation;
    this.plain = PlainRows.over(text, notation);
    const body = bodyOf(text, notation);
    this.at = body.start;
    this.end = body.end;
    this.begin();
  }

  /** @returns whether the end is reached */
  advance(limit: number): boolean {
    const stop = Math.min(limit, this.end);
    while (this.at < stop) {
      if (!this.plain?.paused || !this.readPlain(this.plain, this.at, stop)) this.sortLine(stop);
    }
    if (this.at < this.end) return false;
    this.blocks = this.blocks.filter((block) => block.edges.length > 0);
    if (this.blocks.length === 0 && this.targets.length > 0) {
      this.blocks = [{ edges: this.targets, slice: '', exponent: 0, runs: [] }];
    }
    return true;
  }

  private begin(): void {
    this.edges = new GrowableUint32();
    this.runs = [];
    const { edges, slice, exponent, runs } = this;
    this.blocks.push({ edges, slice, exponent, runs });
  }

  /** @returns whether the line at `at` is one of plain numbers; it and those like it are then sorted */
  private readPlain(plain: PlainRows, at: number, limit: number): boolean {
    const end = plain.read(at, limit, this.edges, this.runs);
    if (end === at) return false;
    this.at = end;
    return true;
  }

  private sortLine(limit: number): void {
    const { text, notation, at } = this;
    const end = this.rowEnd(at);
    this.at = end + (notation.rowEnd?.length ?? 1);
    const start = skipSpace(text, at, end);
    if (start >= end || this.isDecoration(start, end)) return;
    // Words around a table of bars have none.
    const bars = notation.separator !== '|' || text.slice(start, end).includes('|');
    if (!bars || (this.mayBeWords(start, end) && this.isAbout(start, end))) return;
    rowName.lastIndex = start;
    const name = rowName.exec(text);
    if (this.plain && !name && this.readPlain(this.plain, at, limit)) return;
    const edges = name && namesTargets(name[1]!) ? this.targets : this.edges;
    // An empty first cell is a cell.
    edges.push(notation.separator === '\t' && !name ? at : start + (name?.[0].length ?? 0));
    edges.push(end);
  }

  private rowEnd(start: number): number {
    const { text, notation, end } = this;
    if (notation.rowEnd !== undefined) {
      const found = text.indexOf(notation.rowEnd, start);
      return found < 0 || found > end ? end : found;
    }
    const separator = notation.quotedLineEnds ? notation.separator.charCodeAt(0) : -1;
    let at = separator < 0 ? start : skipQuoted(text, start, separator);
    while (at < end && !isLineEnd(text.charCodeAt(at))) {
      const isCellEnd = text.charCodeAt(at) === separator;
      at++;
      if (isCellEnd) at = skipQuoted(text, at, separator);
    }
    return at;
  }

  private refuseSecond(at: number): void {
    if (this.begun) {
      throw new ReadingError(
        'ambiguous',
        'There are two arrays here. Select the one to evaluate.',
        this.text,
        at,
      );
    }
    this.begun = true;
  }

  private isDecoration(start: number, end: number): boolean {
    const before = this.notation.decoration?.before;
    if (!before) return false;
    before.lastIndex = start;
    return before.test(this.text) && before.lastIndex >= end;
  }

  /** Lines of numbers need no look at what else they could say. */
  private mayBeWords(start: number, end: number): boolean {
    const { text } = this;
    const code = text.charCodeAt(start);
    const next = text.charCodeAt(start + 1);
    const numeric =
      isDigit(code) || ((isSign(code) || code === point) && (isDigit(next) || next === point));
    const mayAnnounce = this.notation.announced !== undefined;
    return !numeric || mayAnnounce || this.edges.length === 0 || text.charAt(end - 1) === '*';
  }

  /** Whether a line holds no cells, but says something about them. */
  private isAbout(start: number, end: number): boolean {
    const { text, notation } = this;
    const line = text.slice(start, Math.min(end, start + 1000)).trimEnd();
    const mark = notation.lineComment;
    if (mark && line.startsWith(mark) && line.charAt(mark.length) !== notation.separator)
      return true;
    if (notation.ignored?.test(line)) return true;
    if (notation.truncated?.test(line)) {
      throw new ReadingError(
        'truncated',
        'Rows are left out here. Print the whole array, as with options(max.print = 1e6).',
        text,
        start,
      );
    }
    const announced = notation.announced?.exec(line)?.[1];
    const slice = notation.slice?.exec(line)?.[1];
    const scale = notation.scale?.exec(line)?.[1];
    if (announced !== undefined || notation.begins?.test(line)) {
      this.refuseSecond(start);
      this.announced = announced?.split('×').map(Number);
      this.blocks.length = 0;
    } else if (slice !== undefined) {
      this.slice = slice;
      this.exponent = 0;
    } else if (scale !== undefined) {
      this.exponent = Number(scale);
    } else if (!this.isAboutColumns(line, start)) {
      return false;
    }
    this.begin();
    return true;
  }

  private isAboutColumns(line: string, at: number): boolean {
    const columns = this.notation.columns?.exec(line);
    if (!columns) return false;
    const first = Number(columns[1]);
    // Each slice begins with its first column, which is 0 or 1.
    if (first > 1 && first !== this.nextColumn) {
      throw new ReadingError(
        'truncated',
        `The columns before ${first} are not all here. Select or print all of them.`,
        this.text,
        at,
      );
    }
    this.nextColumn = Number(columns[2] ?? first) + 1;
    return true;
  }
}

/** The part of a text that the table stands in. */
function bodyOf(text: string, { body, separator, rowEnd = separator }: TableNotation): TextRange {
  const whole = { start: 0, end: text.length };
  if (!body) return whole;
  const cells = [text.indexOf(separator), text.indexOf(rowEnd)].filter((at) => at >= 0);
  const openings = [...text.matchAll(body.open)];
  const first = Math.min(...cells, text.length);
  const opening = openings.findLast((each) => each.index < first) ?? openings[0];
  if (!opening) return whole;
  const start = opening.index + opening[0].length;
  const end = text.indexOf(body.close, start);
  const second = openings.find((each) => end >= 0 && each.index > end);
  if (second) {
    throw new ReadingError(
      'ambiguous',
      'There are two tables here. Select the one to evaluate.',
      text,
      second.index,
    );
  }
  return { start, end: end < 0 ? text.length : end };
}

export function* readLines(text: string, notation: TableNotation): Job<TableLines> {
  const sorter = new LineSorter(text, notation);
  while (!sorter.advance(sorter.at + stride)) yield sorter.at / text.length / 2;
  return sorter;
}
