import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import type { Job } from '../../job.ts';
import type { TableNotation } from '../notation.ts';
import { records } from '../notations/records.ts';
import type { ColumnMisfit } from '../reading.ts';
import { ReadingError, type ReadingErrorKind } from '../readingError.ts';
import { GrowableFloat64, GrowableUint32 } from '../text/growable.ts';
import { ClassLabels } from './classLabels.ts';
import { assemble, type ReadBlock } from './tableAssembly.ts';
import { TableCells } from './tableCells.ts';
import { type Layout, LayoutFinder } from './tableLayout.ts';
import type { PlainRows, PlainRun } from './plainRows.ts';
import { RecordCells, recordLines } from './records.ts';
import { type LineBlock, readLines, type TableLines } from './tableLines.ts';

/** What a table holds. */
export interface TableReading {
  readonly array: NumericArray;
  readonly range: TextRange;
  /** What the columns of the array are called, if a header or the records' keys say so. */
  readonly columnNames: readonly string[] | undefined;
  /** What columns are called that are not taken for values. */
  readonly leftOut: readonly string[];
  /** A column of class indices, if its header says so. */
  readonly targets: TargetColumn | undefined;
  /** Why that column cannot be the targets. */
  readonly misfit: ColumnMisfit | undefined;
}

interface StrangeClass {
  readonly row: number;
  readonly word: string;
  /** Whether several classes are called so, not none. */
  readonly isAmbiguous: boolean;
}

interface TargetColumn {
  readonly name: string;
  readonly array: NumericArray;
  readonly range: TextRange;
}

/** How many characters are read between two reports of progress. */
const stride = 65_536;

/** As many classes are named in a sentence. */
const mostNamed = 10;

const columnNumber = /^[\d.,[\]\s]*$/;

class TableReader {
  private readonly text: string;
  private readonly notation: TableNotation;
  private readonly languageId: string;
  private readonly lines: TableLines;
  private readonly cells: TableCells;
  private readonly layouts: LayoutFinder;
  private values = new GrowableFloat64();
  private starts = new GrowableUint32();
  private readonly blocks: ReadBlock[] = [];
  private readonly targetValues = new GrowableFloat64();
  private readonly targetStarts = new GrowableUint32();
  private targetName: string | undefined;
  /** The first word among the targets that is not the name of one class. */
  private strangeClass: StrangeClass | undefined;
  /** Of the values in the last rows that were read, and of those in all blocks. */
  private names: readonly string[] = [];
  private classLabels = new ClassLabels([]);
  private columnNames: string[] = [];
  private readonly leftOut = new Set<string>();
  private hasHeader = false;
  private hasLabels = false;

  constructor(
    text: string,
    notation: TableNotation,
    languageId: string,
    lines: TableLines,
    cells: TableCells,
  ) {
    this.text = text;
    this.notation = notation;
    this.languageId = languageId;
    this.lines = lines;
    this.cells = cells;
    this.layouts = new LayoutFinder(text, notation, languageId, cells);
  }

  *read(): Job<TableReading> {
    const { blocks, announced, plain } = this.lines;
    if (blocks.length === 0)
      throw this.refuse('empty', 'There are no numbers here. Select some.', 0);
    for (const block of blocks) yield* this.readBlock(block, plain);
    if (this.hasUnlikelyTargets()) {
      this.layouts.targetsAreData = true;
      this.targetName = undefined;
      this.blocks.length = 0;
      this.columnNames = [];
      this.leftOut.clear();
      this.values = new GrowableFloat64();
      this.starts = new GrowableUint32();
      for (const block of blocks) yield* this.readBlock(block, plain);
    }
    plain?.values.trim();
    this.checkDecimalCommas();
    const last = blocks.at(-1)!.edges;
    const array = this.shaped(announced);
    const targets = this.targetColumn();
    return {
      array,
      range: { start: this.starts.at(0), end: last.at(last.length - 1) },
      columnNames: this.namesFor(array),
      leftOut: [...this.leftOut],
      targets,
      misfit: targets ? this.misfitOf(targets) : this.rivalTargets(),
    };
  }

  private refuse(kind: ReadingErrorKind, message: string, at: number): ReadingError {
    return new ReadingError(kind, message, this.text, at);
  }

  // Rows

  private *readBlock(block: LineBlock, plain: PlainRows | undefined): Job<void> {
    const { cells } = this;
    const rows = block.edges.length / 2;
    let next = 0;
    let reported = 0;
    let row = 0;
    while (row < rows) {
      const layout = yield* this.layouts.layoutOf(block, row, this.blocks.length > 0);
      const { first } = layout;
      this.checkCommas(block, layout);
      this.hasHeader ||= layout.header !== undefined;
      this.hasLabels ||= layout.labelled;
      if (layout.target >= 0) this.targetName = this.nameOfTarget(layout);
      const from = this.values.length;
      const columns = this.width(layout);
      this.names = namesIn(layout);
      this.classLabels = new ClassLabels(this.names);
      for (const name of this.names) this.columnNames.push(name);
      this.noteLeftOut(layout);
      for (row = first; row < rows; row++) {
        if (block.edges.at(2 * row) - reported > stride) {
          reported = block.edges.at(2 * row);
          yield 0.5 + reported / this.text.length / 2;
        }
        while (next < block.runs.length && endOf(block.runs[next]!) <= row) next++;
        const run = block.runs[next];
        if (plain && run && run.row <= row && fitsLayout(run, block, layout, columns)) {
          this.takeRows(plain, run, block, row, layout);
          row = endOf(run) - 1;
          continue;
        }
        cells.split(block, row);
        cells.dropTrailing(layout.cells);
        if (this.beginsColumns(layout)) break;
        this.readRow(layout, columns, row - first);
      }
      this.blocks.push(
        this.notation.wrapped
          ? { slice: block.slice, rows: 1, columns: this.values.length - from, from }
          : { slice: block.slice, rows: row - first, columns, from },
      );
    }
  }

  private nameOfTarget({ header, target, cells }: Layout): string {
    return header![target - (cells - header!.length)]!;
  }

  private noteLeftOut({ header = [], cells, labelled, leftOut }: Layout): void {
    for (const [index, name] of header.entries()) {
      const cell = index + cells - header.length;
      const isLeftOut = leftOut.has(cell) || (labelled && cell === 0);
      if (isLeftOut && name !== '') this.leftOut.add(name);
    }
  }

  /** How many values the row has that was split last. */
  private width(layout: Layout): number {
    const labels = layout.labelled ? this.labelCells() : 0;
    return this.cells.starts.length - labels - Number(layout.target >= 0) - layout.leftOut.size;
  }

  /** How many cells of the row that was split last are its label, which may have several words. */
  private labelCells(): number {
    const { cells, notation } = this;
    if (notation.separator !== 'blanks') return 1;
    const last = cells.starts.length - 1;
    let count = 1;
    while (count < last && !cells.read(count) && !cells.isMissing(count)) count++;
    return count;
  }

  /** A print that is too wide goes on below, with the names of the next columns. */
  private beginsColumns(layout: Layout): boolean {
    const { cells, notation } = this;
    return (
      layout.labelled &&
      layout.header !== undefined &&
      notation.separator === 'blanks' &&
      cells.countNumbers() === 0 &&
      !cells.starts.some((_, cell) => cells.isMissing(cell))
    );
  }

  private readRow(layout: Layout, columns: number, row: number): void {
    const { cells } = this;
    const width = this.width(layout);
    if (width !== columns && !this.notation.wrapped) throw this.refuseRow(width, columns, row);
    const count = cells.starts.length;
    for (let cell = layout.labelled ? this.labelCells() : 0; cell < count; cell++) {
      if (layout.leftOut.has(cell)) continue;
      const read = cells.read(cell);
      if (cell === layout.target) {
        this.targetValues.push(read ? cells.value : this.classNamed(cell));
        this.targetStarts.push(read ? cells.start : cells.starts[cell]!);
      } else {
        if (!read) throw cells.refusal(cell);
        this.values.push(cells.value);
        this.starts.push(cells.start);
      }
    }
  }

  /** Takes the rows of a run, from one on, which were scanned already. */
  private takeRows(
    plain: PlainRows,
    run: PlainRun,
    block: LineBlock,
    row: number,
    layout: Layout,
  ): void {
    const from = run.from + (row - run.row) * run.columns;
    const to = run.from + run.rows * run.columns;
    this.cells.notePoint(block.edges.at(2 * row), block.edges.at(2 * endOf(run) - 1));
    if (widthOfNumbers(layout) < layout.cells) {
      this.takeColumns(plain.values.view(from, to), plain.starts.view(from, to), layout);
    } else if (this.values.length === 0 && from === 0 && to === plain.values.length) {
      // Mostly, the whole table is one run.
      this.values = plain.values;
      this.starts = plain.starts;
    } else {
      this.values.append(plain.values.view(from, to));
      this.starts.append(plain.starts.view(from, to));
    }
  }

  /** The columns of values, and that of the targets, of rows that hold more than values. */
  private takeColumns(values: Float64Array, starts: Uint32Array, layout: Layout): void {
    const count = (values.length / layout.cells) * widthOfNumbers(layout);
    this.values.reserve(count);
    this.starts.reserve(count);
    for (let row = 0; row < values.length; row += layout.cells) {
      for (let cell = layout.labelled ? 1 : 0; cell < layout.cells; cell++) {
        if (layout.leftOut.has(cell)) continue;
        const isTarget = cell === layout.target;
        (isTarget ? this.targetValues : this.values).push(values[row + cell]!);
        (isTarget ? this.targetStarts : this.starts).push(starts[row + cell]!);
      }
    }
  }

  /** The class that a label names; NaN if it is not one. */
  private classNamed(cell: number): number {
    const word = this.cells.textOf(cell);
    const index = this.classLabels.find(word);
    if (index !== undefined && index >= 0) return index;
    const isAmbiguous = index !== undefined;
    this.strangeClass ??= { row: this.targetValues.length, word, isAmbiguous };
    return NaN;
  }

  private refuseRow(width: number, columns: number, row: number): ReadingError {
    const { cells } = this;
    const elided = cells.starts.findIndex((_, cell) => !cells.read(cell) && cells.isElision(cell));
    if (elided >= 0) return cells.refusal(elided);
    return this.refuse(
      'ragged',
      `Row ${row} has ${width === 1 ? '1 value' : `${width} values`}, row 0 has ${columns}. Make all rows the same length, or select only the rows that match.`,
      cells.starts[0]!,
    );
  }

  // Decimal commas

  /** Commas with and without a blank behind them, between whole numbers: which are decimal commas? */
  private checkCommas(block: LineBlock, layout: Layout): void {
    if (this.notation.separator !== ',' || layout.header) return;
    const start = block.edges.at(2 * layout.first);
    const end = block.edges.at(2 * layout.first + 1);
    const line = this.text.slice(start, Math.min(end, start + 2000));
    const tight = /(?<![\d.])\d+,\d+(?![\d.])/.exec(line);
    const mixed = /,\s+\S/.test(line) && !line.includes('.');
    const several = block.edges.length / 2 - layout.first > 1;
    const pairs = several && this.languageId !== 'csv' && /^\s*[-+]?\d+,\d+\s*$/.test(line);
    if (!tight || !(mixed || pairs)) return;
    throw this.refuse(
      'ambiguous',
      'This comma can be a decimal comma, or part two values. Write a decimal point, or a blank behind each comma.',
      start + tight.index,
    );
  }

  private checkDecimalCommas(): void {
    const { commas, firstDecimalComma, firstPoint, thousands } = this.cells;
    if (firstDecimalComma < 0) return;
    if (commas === 'decimal' && !thousands && firstPoint < 0) return;
    throw this.refuse(
      'ambiguous',
      'This comma can be a decimal comma, part thousands, or part two values. Write decimal points.',
      firstDecimalComma,
    );
  }

  // The whole

  private shaped(announced: readonly number[] | undefined): NumericArray {
    const { values, starts, notation } = this;
    const flat = {
      shape: [values.length],
      values: values.slice(0, values.length),
      starts: starts.slice(0, starts.length),
    };
    const array = assemble(flat, this.blocks, announced, this.text);
    const single = array.shape.length === 2 && array.shape.includes(1);
    const vector =
      announced?.length === 1 ||
      (notation.single === 'vector' &&
        !this.hasHeader &&
        !(this.hasLabels && array.shape[1] !== 1));
    if (!single || !(vector || notation.wrapped)) return array;
    if (values.length === 1 && !announced && !this.hasLabels) {
      throw this.refuse(
        'empty',
        'There is a single number here, not an array. Select all values.',
        starts.at(0),
      );
    }
    return { ...array, shape: flat.shape };
  }

  /** The names of all columns, unless they are only numbered, as `0` or `[,1]`. */
  private namesFor({ shape }: NumericArray): readonly string[] | undefined {
    const { columnNames } = this;
    const fits = shape.length === 2 && shape[1] === columnNames.length;
    return fits && columnNames.some((name) => !columnNumber.test(name)) ? columnNames : undefined;
  }

  /** A column `y` beside `x` may hold classes, or values like the other. */
  private hasUnlikelyTargets(): boolean {
    const { targetName: name, targetValues: targets } = this;
    if (name === undefined || name.length > 1) return false;
    const { columns } = this.blocks[0]!;
    return !targets
      .slice(0, targets.length)
      .every((index) => Number.isInteger(index) && index >= 0 && index < columns);
  }

  private rivalTargets(): ColumnMisfit | undefined {
    const [column, ...others] = this.layouts.rivals;
    if (column === undefined) return undefined;
    const also = others.map((name) => `“${name}”`).join(' and ');
    return {
      column,
      reason: `${also} ${others.length === 1 ? 'is' : 'are'} called like targets, too`,
      row: 0,
    };
  }

  private misfitOf({ name: column, array: { values } }: TargetColumn): ColumnMisfit | undefined {
    const { columnNames, strangeClass } = this;
    const row = values.findIndex((value) => !Number.isInteger(value));
    if (row < 0) return undefined;
    const classes =
      columnNames.length > mostNamed ? `the ${columnNames.length} classes` : columnNames.join(', ');
    const misfit = (reason: string): ColumnMisfit => ({ column, reason, row });
    if (row !== strangeClass?.row)
      return misfit(`${values[row]} in row ${row} is none of ${classes}`);
    const label = `${JSON.stringify(strangeClass.word)} in row ${row}`;
    return misfit(
      strangeClass.isAmbiguous
        ? `${label} may be several of ${classes}`
        : `${label} is none of ${classes}`,
    );
  }

  private targetColumn(): TargetColumn | undefined {
    const { targetValues: values, targetStarts: starts, targetName: name } = this;
    if (name === undefined) return undefined;
    const array = {
      shape: [values.length],
      values: values.slice(0, values.length),
      starts: starts.slice(0, starts.length),
    };
    const range = { start: array.starts[0]!, end: array.starts.at(-1)! + 1 };
    return { name, array, range };
  }
}

/** The names of the columns of values: a header may have none above the labels. */
function namesIn({ header, cells, labelled, target, leftOut }: Layout): readonly string[] {
  if (!header) return [];
  const unnamed = cells - header.length;
  return header.filter((_, index) => {
    const cell = index + unnamed;
    return cell >= (labelled ? 1 : 0) && cell !== target && !leftOut.has(cell);
  });
}

/** The row behind a run. */
function endOf(run: PlainRun): number {
  return run.row + run.rows;
}

/** Whether rows that were scanned hold what rows of this layout do. */
function fitsLayout(run: PlainRun, block: LineBlock, layout: Layout, columns: number): boolean {
  return block.exponent === 0 && run.columns === layout.cells && widthOfNumbers(layout) === columns;
}

/** How many values a row has whose label is a single cell, if it has any. */
function widthOfNumbers({ cells, labelled, target, leftOut }: Layout): number {
  return cells - Number(labelled) - Number(target >= 0) - leftOut.size;
}

/** Reads a table of cells. */
export function* readTable(
  text: string,
  notation: TableNotation,
  languageId: string,
): Job<TableReading> {
  const lines = yield* readLines(text, notation);
  const cells = new TableCells(text, notation);
  return yield* new TableReader(text, notation, languageId, lines, cells).read();
}

/**
 * Reads a text of nothing but records.
 *
 * @returns undefined if it does not begin with one
 */
export function* readRecords(text: string, languageId: string): Job<TableReading | undefined> {
  const lines = yield* recordLines(text);
  if (!lines) return undefined;
  return yield* new TableReader(text, records, languageId, lines, new RecordCells(text)).read();
}
