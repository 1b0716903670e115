import { permuteAxes } from '../array/permute.ts';
import type { NumericArray, TextRange } from '../array/numericArray.ts';
import type { Job } from '../job.ts';
import { GrowableFloat64, GrowableUint32 } from './growable.ts';
import type { TableNotation } from './notation.ts';
import { ReadingError, type ReadingErrorKind } from './readingError.ts';
import { namesIndex, namesTargets } from './roles.ts';
import { TableCells } from './tableCells.ts';
import { type LineBlock, readLines } from './tableLines.ts';

/** What a table holds. */
export interface TableReading {
  readonly array: NumericArray;
  readonly range: TextRange;
  /** A column of class indices, if its header says so. */
  readonly targets: TargetColumn | undefined;
}

export interface TargetColumn {
  readonly name: string;
  readonly array: NumericArray;
  readonly range: TextRange;
}

/** How the rows of a block are to be read. */
interface Layout {
  /** The first row of values. */
  readonly first: number;
  readonly header: readonly string[] | undefined;
  /** How many cells a row has, labels included. */
  readonly cells: number;
  /** Whether rows begin with a label. */
  readonly labelled: boolean;
  /** The cell of the targets, or -1. */
  readonly target: number;
}

/** Some columns of a table, or all of them. */
interface ReadBlock {
  readonly slice: string;
  readonly rows: number;
  readonly columns: number;
  readonly from: number;
}

const stride = 65_536;
const wholeNumber = /^\d+$/;

class TableReader {
  private readonly text: string;
  private readonly notation: TableNotation;
  private readonly languageId: string;
  private readonly cells: TableCells;
  private readonly values = new GrowableFloat64();
  private readonly starts = new GrowableUint32();
  private readonly blocks: ReadBlock[] = [];
  private readonly targetValues = new GrowableFloat64();
  private readonly targetStarts = new GrowableUint32();
  private targetName: string | undefined;
  private hasHeader = false;
  private hasLabels = false;
  private wordTargets = false;
  private targetsAreData = false;

  constructor(text: string, notation: TableNotation, languageId: string) {
    this.text = text;
    this.notation = notation;
    this.languageId = languageId;
    this.cells = new TableCells(text, notation);
  }

  *read(): Job<TableReading> {
    const { blocks, announced } = yield* readLines(this.text, this.notation);
    const [first] = blocks;
    if (!first) throw this.fail('empty', 'There are no numbers here. Select some.', 0);
    for (const block of blocks) yield* this.readBlock(block);
    if (this.isUnlikelyTarget()) {
      this.targetsAreData = true;
      this.targetName = undefined;
      for (const list of [this.blocks, this.values, this.starts]) list.length = 0;
      for (const block of blocks) yield* this.readBlock(block);
    }
    this.checkDecimalCommas();
    const last = (blocks.at(-1) as LineBlock).edges;
    const range = { start: this.starts.at(0), end: last.at(last.length - 1) };
    return { array: this.assemble(announced), range, targets: this.targetColumn() };
  }

  private fail(kind: ReadingErrorKind, message: string, at: number): ReadingError {
    return new ReadingError(kind, message, this.text, at);
  }

  private split(block: LineBlock, row: number): void {
    this.cells.split(block.edges.at(2 * row), block.edges.at(2 * row + 1));
  }

  /** A separator at the end of a row, as in a list, parts nothing. */
  private dropTrailing(count: number): void {
    const { starts } = this.cells;
    const list = this.notation.separator === ',' || this.notation.separator === ';';
    const last = starts.length - 1;
    if (list && last > 0 && last >= count && this.cells.isEmpty(last)) starts.pop();
  }

  private numbersInRow(): number {
    return this.cells.starts.reduce((count, _, cell) => count + Number(this.cells.read(cell)), 0);
  }

  private names(): string[] {
    return this.cells.starts.map((_, cell) => this.cells.textOf(cell));
  }

  // Layout

  private layoutOf(block: LineBlock, from: number): Layout {
    const { cells, notation } = this;
    const rows = block.edges.length / 2;
    cells.quotes = this.languageId === 'csv' || this.languageId === 'tsv';
    cells.exponent = block.exponent;
    cells.commas =
      notation.separator === ';'
        ? 'unclear'
        : notation.separator === ',' || notation.separator === 'blanks'
          ? 'none'
          : 'decimal';
    let header: string[] | undefined;
    let namedIndex = false;
    let first = from;
    for (; first < rows; first++) {
      this.split(block, first);
      if (this.numbersInRow() > 0) break;
      const names = this.names();
      const elided = names.findIndex((_, cell) => cells.isElision(cell));
      if (elided >= 0) throw cells.refusal(elided);
      if (names.every((_, cell) => cells.isMissing(cell))) throw cells.refusal(0);
      // Below the names of the columns, pandas prints that of the index.
      if (header && names.length === 1) namedIndex = true;
      else if (names.length > 1 || !header) header = names;
    }
    if (first === rows) {
      throw this.noNumbers(block, from);
    }
    if (!header && first + 1 < rows && this.isNumberedHeader(block, first)) {
      this.split(block, first);
      header = this.names();
      first++;
    }
    cells.typed = !header && notation.separator === ',' && this.languageId !== 'csv';
    if (header) {
      cells.quotes = true;
      if (cells.commas === 'unclear') cells.commas = 'decimal';
      if (header.at(-1) === '\\') header.pop();
    }
    this.split(block, first);
    const labelled = this.isLabelled(block, first, header, namedIndex);
    this.split(block, first);
    this.dropTrailing(header?.length ?? 1);
    const count = cells.starts.length;
    const target = this.targetCell(header, count, labelled);
    return { first, header, cells: count, labelled, target };
  }

  /** Rows without a number: words, or what was meant as numbers. */
  private noNumbers(block: LineBlock, from: number): ReadingError {
    const { cells } = this;
    for (let row = from; row < block.edges.length / 2; row++) {
      this.split(block, row);
      const meant = this.names().findIndex((name) => /^[-+−]?[.,]?\d/.test(name));
      if (meant >= 0) return cells.refusal(meant);
    }
    this.split(block, from);
    return this.hasHeader || this.blocks.length > 0
      ? cells.refusal(0)
      : this.fail('empty', 'There is no array of numbers here. Select one.', cells.starts[0] ?? 0);
  }

  /** Columns that are numbered 0, 1, 2 ..., with an empty or missing cell above the index. */
  private isNumberedHeader(block: LineBlock, row: number): boolean {
    const { cells, notation } = this;
    this.split(block, row);
    const names = this.names();
    this.split(block, row + 1);
    const below = cells.starts.length;
    const numbered = names.filter((name) => wholeNumber.test(name)).map(Number);
    if (!numbered.every((number, index) => number === index + (numbered[0] as number)))
      return false;
    if ((numbered[0] as number) > 1) return false;
    const others = names.length - numbered.length;
    if (notation.separator === 'blanks') return others === 0 && names.length === below - 1;
    return (
      others === 1 &&
      names.length === below &&
      names.some((name) => name === '' || namesIndex(name) || namesTargets(name))
    );
  }

  private isLabelled(
    block: LineBlock,
    first: number,
    header: readonly string[] | undefined,
    namedIndex: boolean,
  ): boolean {
    const { cells, notation } = this;
    if (notation.labelled || namedIndex) return true;
    const count = cells.starts.length;
    if (header && notation.separator === 'blanks' && header.length === count - 1) return true;
    const named = header?.length === count ? header[0] : undefined;
    if (cells.read(0))
      return named !== undefined && namesIndex(named) && Number.isInteger(cells.value);
    if (cells.isEmpty(0) ? named !== '' : !cells.isLabel(0)) throw cells.refusal(0);
    // What is a number in the next rows is due to be one here.
    for (let row = first + 1; row < Math.min(first + 3, block.edges.length / 2); row++) {
      this.split(block, row);
      if (!cells.read(0)) continue;
      this.split(block, first);
      throw cells.refusal(0);
    }
    return true;
  }

  private targetCell(
    header: readonly string[] | undefined,
    count: number,
    labelled: boolean,
  ): number {
    const found = header?.flatMap((name, index) => (namesTargets(name) ? [index] : [])) ?? [];
    const [column] = found;
    if (!header || column === undefined || found.length > 1 || header.length < 2) return -1;
    const cell = column + count - header.length;
    if (cell < (labelled ? 1 : 0) || this.targetsAreData) return -1;
    this.targetName = header[column];
    return cell;
  }

  // Rows

  private *readBlock(block: LineBlock): Job<void> {
    const rows = block.edges.length / 2;
    let reported = 0;
    for (let row = 0; row < rows;) {
      const layout = this.layoutOf(block, row);
      this.hasHeader ||= layout.header !== undefined;
      this.hasLabels ||= layout.labelled;
      this.checkCommas(block, layout);
      const from = this.values.length;
      const labels = layout.labelled ? this.labelCells() : 0;
      const columns = layout.cells - labels - (layout.target < 0 ? 0 : 1);
      for (row = layout.first; row < rows; row++) {
        if (block.edges.at(2 * row) - reported > stride) {
          reported = block.edges.at(2 * row);
          yield 0.5 + reported / this.text.length / 2;
        }
        this.split(block, row);
        this.dropTrailing(layout.cells);
        if (this.beginsColumns(layout)) break;
        this.readRow(layout, columns, row - layout.first);
      }
      const count = this.notation.wrapped ? 1 : row - layout.first;
      const width = this.notation.wrapped ? this.values.length - from : columns;
      this.blocks.push({ slice: block.slice, rows: count, columns: width, from });
    }
  }

  /** How many cells of the row that was split last are its label, which may have several words. */
  private labelCells(): number {
    const { cells, notation } = this;
    if (notation.separator !== 'blanks') return 1;
    let count = 1;
    while (count < cells.starts.length - 1 && !cells.read(count) && !cells.isMissing(count))
      count++;
    return count;
  }

  /** A print that is too wide goes on below, with the names of the next columns. */
  private beginsColumns(layout: Layout): boolean {
    return (
      layout.labelled &&
      layout.header !== undefined &&
      this.notation.separator === 'blanks' &&
      this.numbersInRow() === 0 &&
      !this.cells.starts.some((_, cell) => this.cells.isMissing(cell))
    );
  }

  private readRow(layout: Layout, columns: number, row: number): void {
    const { cells, notation } = this;
    const labels = layout.labelled ? this.labelCells() : 0;
    const count = cells.starts.length;
    const width = count - labels - (layout.target < 0 ? 0 : 1);
    if (width !== columns && !notation.wrapped) throw this.refusedRow(labels, width, columns, row);
    for (let cell = labels; cell < count; cell++) {
      const read = cells.read(cell);
      if (cell === layout.target) {
        if (read) {
          this.targetValues.push(cells.value);
          this.targetStarts.push(cells.start);
        } else this.readWordTarget(layout, cell);
        continue;
      }
      if (!read) throw cells.refusal(cell);
      this.values.push(cells.value);
      this.starts.push(cells.start);
    }
  }

  /** A label may be the name of its column. */
  private readWordTarget(layout: Layout, cell: number): void {
    const { cells } = this;
    const header = layout.header as readonly string[];
    const classes = header.filter((name) => name !== this.targetName);
    if (layout.labelled && layout.cells === header.length) classes.shift();
    const index = classes.indexOf(cells.textOf(cell));
    if (index < 0) this.wordTargets = true;
    this.targetValues.push(index);
    this.targetStarts.push(cells.starts[cell] as number);
  }

  private refusedRow(labels: number, width: number, columns: number, row: number): ReadingError {
    const { cells } = this;
    const elided = cells.starts.findIndex((_, cell) => !cells.read(cell) && cells.isElision(cell));
    if (elided >= 0) return cells.refusal(elided);
    return this.fail(
      'ragged',
      `Row ${row + 1} has ${width === 1 ? '1 value' : `${width} values`}, row 1 has ${columns}. Make all rows the same length, or select only the rows that match.`,
      cells.starts[0] as number,
    );
  }

  // Decimal commas

  /** Commas with and without a blank behind them, between whole numbers: which are decimal commas? */
  private checkCommas(block: LineBlock, layout: Layout): void {
    if (this.notation.separator !== ',' || layout.header) return;
    const start = block.edges.at(2 * layout.first);
    const line = this.text.slice(
      start,
      Math.min(block.edges.at(2 * layout.first + 1), start + 2000),
    );
    const tight = /(?<![\d.])\d+,\d+(?![\d.])/.exec(line);
    const mixed = /,\s+\S/.test(line) && !line.includes('.');
    const rows = block.edges.length / 2 - layout.first;
    const twoColumns = rows > 1 && this.languageId !== 'csv' && /^\s*[-+]?\d+,\d+\s*$/.test(line);
    if (tight && (mixed || twoColumns)) {
      throw this.fail(
        'ambiguous',
        'This comma can be a decimal comma, or part two values. Write a decimal point, or a blank behind each comma.',
        start + tight.index,
      );
    }
  }

  private checkDecimalCommas(): void {
    const { cells } = this;
    const at = cells.firstDecimalComma;
    if (at < 0) return;
    if (cells.commas !== 'decimal' || cells.thousands || cells.firstPoint >= 0) {
      throw this.fail(
        'ambiguous',
        'This comma can be a decimal comma, part thousands, or part two values. Write decimal points.',
        at,
      );
    }
  }

  // The array

  /** A column `y` beside `x` may hold classes, or values like the other. */
  private isUnlikelyTarget(): boolean {
    const { targetName: name, targetValues: targets } = this;
    if (name === undefined || name.length > 1) return false;
    const { columns } = this.blocks[0] as ReadBlock;
    return !targets
      .slice(0, targets.length)
      .every((index) => Number.isInteger(index) && index >= 0 && index < columns);
  }

  private targetColumn(): TargetColumn | undefined {
    const { targetValues: values, targetStarts: starts, targetName: name } = this;
    if (name === undefined || values.length === 0 || this.wordTargets) return undefined;
    const array = {
      shape: [values.length],
      values: values.slice(0, values.length),
      starts: starts.slice(0, starts.length),
    };
    const last = array.starts.at(-1) as number;
    return { name, array, range: { start: array.starts[0] as number, end: last + 1 } };
  }

  private assemble(announced: readonly number[] | undefined): NumericArray {
    const slices = new Map<string, ReadBlock[]>();
    for (const block of this.blocks) {
      const same = slices.get(block.slice);
      if (same) same.push(block);
      else slices.set(block.slice, [block]);
    }
    if (announced) this.checkAnnounced(announced);
    const [first] = slices.values();
    const { rows } = first?.[0] as ReadBlock;
    const columns = (first as ReadBlock[]).reduce((sum, block) => sum + block.columns, 0);
    for (const blocks of slices.values()) this.checkBlocks(blocks, rows, columns);
    const joined = this.joinColumns([...slices.values()], columns);
    if (slices.size === 1) return { ...joined, shape: announced ?? this.shapeOf(rows, columns) };
    const trailing = this.sliceShape([...slices.keys()]);
    // Slices are printed with their first index fastest.
    const shape = [...trailing.toReversed(), rows, columns];
    const axes = shape.map((_, axis) => axis);
    return permuteAxes({ ...joined, shape }, [
      ...axes.slice(-2),
      ...axes.slice(0, -2).toReversed(),
    ]);
  }

  private shapeOf(rows: number, columns: number): number[] {
    const vector = this.notation.single === 'vector' && !this.hasHeader;
    if (vector && rows === 1 && !this.hasLabels) return [columns];
    if (vector && columns === 1) return [rows];
    if (this.notation.wrapped) return [columns];
    return [rows, columns];
  }

  private checkAnnounced(announced: readonly number[]): void {
    const count = announced.reduce((product, size) => product * size, 1);
    if (count === this.values.length) return;
    throw this.fail(
      'truncated',
      `The first line announces ${announced.join('×')} values, but ${this.values.length} are here. Select or print all of them.`,
      this.text.length,
    );
  }

  private checkBlocks(blocks: readonly ReadBlock[], rows: number, columns: number): void {
    const odd = blocks.find((block) => block.rows !== rows);
    const width = blocks.reduce((sum, block) => sum + block.columns, 0);
    if (!odd && width === columns) return;
    const culprit = odd ?? (blocks[0] as ReadBlock);
    throw this.fail(
      'ragged',
      `This part has ${culprit.rows} rows and ${width} columns, the first one has ${rows} and ${columns}. Select all parts completely.`,
      this.starts.at(culprit.from),
    );
  }

  private joinColumns(slices: readonly ReadBlock[][], columns: number): NumericArray {
    const { values, starts } = this;
    const all = {
      shape: [values.length],
      values: values.slice(0, values.length),
      starts: starts.slice(0, starts.length),
    };
    if (this.blocks.length === slices.length) return all;
    const joined = {
      shape: all.shape,
      values: new Float64Array(values.length),
      starts: new Uint32Array(values.length),
    };
    let row = 0;
    for (const blocks of slices) {
      let column = 0;
      for (const block of blocks) {
        for (let index = 0; index < block.rows; index++) {
          const from = block.from + index * block.columns;
          const to = (row + index) * columns + column;
          joined.values.set(all.values.subarray(from, from + block.columns), to);
          joined.starts.set(all.starts.subarray(from, from + block.columns), to);
        }
        column += block.columns;
      }
      row += (blocks[0] as ReadBlock).rows;
    }
    return joined;
  }

  /** The sizes of the axes behind the second, from the indices of the slices. */
  private sliceShape(slices: readonly string[]): number[] {
    const indices = slices.map((slice) => slice.split(/,\s*/).map(Number));
    const axes = indices[0]?.length ?? 1;
    if (axes === 1) return [slices.length];
    const shape = Array.from({ length: axes }, (_, axis) =>
      Math.max(...indices.map((index) => index[axis] ?? 0)),
    );
    if (shape.reduce((product, size) => product * size, 1) === slices.length) return shape;
    throw this.fail(
      'truncated',
      'Some of the slices are missing. Select or print all of them.',
      this.text.length,
    );
  }
}

/** Reads a table of cells. */
export function readTable(
  text: string,
  notation: TableNotation,
  languageId: string,
): Job<TableReading> {
  return new TableReader(text, notation, languageId).read();
}
