import type { Job } from '../../job.ts';
import type { TableNotation } from '../notation.ts';
import { ReadingError } from '../readingError.ts';
import {
  mayNameClass,
  namesIndex,
  namesMeasure,
  namesMetadata,
  namesTargetColumn,
  namesTargets,
} from '../targets/names.ts';
import { outsidePattern } from './classPattern.ts';
import type { TableCells } from './tableCells.ts';
import type { LineBlock } from './tableLines.ts';
import { columnsOfWords } from './wordColumns.ts';

/** How the rows of a block are to be read. */
export interface Layout {
  /** The first row of values. */
  readonly first: number;
  readonly header: readonly string[] | undefined;
  /** How many cells a row has, labels included. */
  readonly cells: number;
  /** Whether rows begin with a label. */
  readonly labelled: boolean;
  /** The cell of the targets, or -1. */
  readonly target: number;
  /** The cells that tell of their row, such as its `epoch` or a text, and are no values. */
  readonly leftOut: ReadonlySet<number>;
}

/** The lines above the first row of values. */
interface Heading {
  readonly header: string[] | undefined;
  /** Where the header begins. */
  readonly headerStart: number;
  /** Whether the index has a name in a line of its own. */
  readonly namedIndex: boolean;
  readonly first: number;
}

const wholeNumber = /^\d+$/;

const oppositeOfCorrect = /^(?:incorrect|not[ _]correct|wrong)$/i;

/** So many rows show what a column holds. */
const firstRows = 10;

/** Finds out what is a header, what are labels and what is data from the first rows of a table. */
export class LayoutFinder {
  /** Whether a column named as targets is taken for data like the others. */
  targetsAreData = false;
  /** What the columns are called that could all be the targets, where there are several. */
  rivals: readonly string[] = [];
  private readonly text: string;
  private readonly notation: TableNotation;
  private readonly languageId: string;
  private readonly cells: TableCells;

  constructor(text: string, notation: TableNotation, languageId: string, cells: TableCells) {
    this.text = text;
    this.notation = notation;
    this.languageId = languageId;
    this.cells = cells;
  }

  /**
   * The layout of the rows of a block from one on; the cells are then set to read them.
   *
   * @param continued whether there were rows of values before
   * @throws ReadingError if there are no values, or they do not match the header
   */
  *layoutOf(block: LineBlock, from: number, continued: boolean): Job<Layout> {
    const { cells } = this;
    this.expect(block, undefined);
    const found = this.headingOf(block, from, continued);
    const { first } = found;
    this.expect(block, found.header);
    cells.split(block, first);
    const heading = this.withNamesOfWords(found, cells.starts.length);
    const { header } = heading;
    // What blanks part are words, not texts of several.
    const words =
      this.notation.separator === 'blanks'
        ? new Set<number>()
        : yield* columnsOfWords(block, first, cells);
    cells.split(block, first);
    const labelled = this.isLabelled(block, heading, words);
    cells.split(block, first);
    cells.dropTrailing(header?.length ?? 1);
    const count = cells.starts.length;
    this.checkHeader(header, count, labelled);
    const target = this.targetCell(block, heading, count, labelled, words);
    const layout = { first, header, cells: count, labelled, target, leftOut: words };
    return { ...layout, leftOut: this.leftOutCells(block, layout) };
  }

  /** Sets what numbers may look like below a header, or without one. */
  private expect(block: LineBlock, header: readonly string[] | undefined): void {
    const { cells, notation, languageId } = this;
    const { separator } = notation;
    cells.exponent = block.exponent;
    cells.quotes = header !== undefined || languageId === 'csv' || languageId === 'tsv';
    cells.typed = !header && separator === ',' && languageId !== 'csv';
    // Names that semicolons part settle that the commas part nothing.
    if (separator === ',' || separator === 'blanks') cells.commas = 'none';
    else cells.commas = separator === ';' && !header ? 'unclear' : 'decimal';
  }

  private headingOf(block: LineBlock, from: number, continued: boolean): Heading {
    const { cells } = this;
    let header: string[] | undefined;
    let headerStart = 0;
    let namedIndex = false;
    for (let first = from; first < block.edges.length / 2; first++) {
      cells.split(block, first);
      if (cells.countNumbers() > 0) {
        if (header ?? !this.isNumberedHeader(block, first))
          return { header, headerStart, namedIndex, first };
        cells.split(block, first);
        headerStart = cells.starts[0] ?? 0;
        return { header: cells.texts(), headerStart, namedIndex, first: first + 1 };
      }
      const names = cells.texts();
      const elided = names.findIndex((_, cell) => cells.isElision(cell));
      if (elided >= 0) throw cells.refusal(elided);
      if (names.every((_, cell) => cells.isMissing(cell))) throw cells.refusal(0);
      // pandas has a backslash where further columns follow below.
      if (names.at(-1) === '\\') names.pop();
      // Below the names of the columns, pandas prints that of the index.
      if (header && header.length > 1 && names.length === 1) namedIndex = true;
      else if (names.length > 1 || !header) {
        header = names;
        headerStart = cells.starts[0] ?? 0;
      }
      this.expect(block, header);
    }
    throw this.noNumbers(block, from, continued);
  }

  /** Rows without a number: words, or what was meant as numbers. */
  private noNumbers(block: LineBlock, from: number, continued: boolean): ReadingError {
    const { cells } = this;
    for (let row = from; row < block.edges.length / 2; row++) {
      cells.split(block, row);
      const meant = cells.starts.findIndex((_, cell) => cells.beginsAsNumber(cell));
      if (meant >= 0) return cells.refusal(meant);
    }
    cells.split(block, from);
    if (continued) return cells.refusal(0);
    return this.noArray();
  }

  private noArray(): ReadingError {
    const at = this.cells.starts[0] ?? 0;
    return new ReadingError(
      'empty',
      'There is no array of numbers here. Select one.',
      this.text,
      at,
    );
  }

  /** Columns that are numbered 0, 1, 2 ..., with an empty or missing cell above the index. */
  private isNumberedHeader(block: LineBlock, row: number): boolean {
    const { cells, notation } = this;
    if (row + 1 >= block.edges.length / 2) return false;
    cells.split(block, row);
    const names = cells.texts();
    const areWords = names.every((name, cell) => wholeNumber.test(name) || cells.isWords(cell));
    cells.split(block, row + 1);
    const below = cells.starts.length;
    const numbered = names.filter((name) => wholeNumber.test(name)).map(Number);
    if (notation.separator === 'blanks' && this.isAboveIndex(block, row, names)) return true;
    if (!numbered.every((number, index) => number === index + numbered[0]!)) return false;
    if (numbered.length === 0 || numbered[0]! > 1) return false;
    const others = names.filter((name) => !wholeNumber.test(name));
    if (notation.separator === 'blanks') return others.length === 0 && names.length === below - 1;
    if (others.length === 0 || names.length !== below) return false;
    const isKnown = (name: string) => namesIndex(name) || namesTargets(name);
    if (others.every(isKnown)) return true;
    if (!areWords) return false;
    const aboveNumbers = names.filter((name, cell) => !wholeNumber.test(name) && cells.read(cell));
    if (aboveNumbers.length > 0) return aboveNumbers.every(isKnown);
    const isFraction = (cell: number) => cells.read(cell) && !Number.isInteger(cells.value);
    if (!cells.starts.some((_, cell) => isFraction(cell))) return false;
    if (numbered.length > 2) return true;
    throw new ReadingError(
      'ambiguous',
      `This row can name the columns, or hold values. Give the columns other names, or write ${numbered[0]}.0 for a value.`,
      this.text,
      block.edges.at(2 * row),
    );
  }

  /** Columns with whole numbers for names, such as years, which leave room above an index 0, 1, 2 ... */
  private isAboveIndex(block: LineBlock, row: number, names: readonly string[]): boolean {
    const { cells } = this;
    const isNamed =
      names.every((name) => wholeNumber.test(name)) && new Set(names).size === names.length;
    if (!isNamed) return false;
    cells.split(block, row);
    const column = this.columnOf(cells.starts[0]!);
    for (let below = row + 1; below < Math.min(row + 3, block.edges.length / 2); below++) {
      cells.split(block, below);
      const index = cells.read(0) ? cells.value : -1;
      const leavesRoom = column > this.columnOf(cells.ends[0]!);
      if (cells.starts.length !== names.length + 1 || index !== below - row - 1 || !leavesRoom) {
        return false;
      }
    }
    return true;
  }

  /** Where columns have names of several words, as `sepal length (cm)`, two blanks part them. */
  private withNamesOfWords(heading: Heading, count: number): Heading {
    const { header, headerStart } = heading;
    const fits = (names: readonly string[]) => names.length === count || names.length === count - 1;
    if (!header || this.notation.separator !== 'blanks' || fits(header)) return heading;
    const [line = ''] = this.text.slice(headerStart).split(/\r?\n/, 1);
    const names = line.trim().split(/\s{2,}/);
    return fits(names) ? { ...heading, header: names } : heading;
  }

  private isLabelled(
    block: LineBlock,
    { header, headerStart, namedIndex, first }: Heading,
    words: ReadonlySet<number>,
  ): boolean {
    const { cells, notation } = this;
    const count = cells.starts.length;
    if (count < 2) return false;
    if (notation.labelled || namedIndex) return true;
    if (header && notation.separator === 'blanks' && header.length === count - 1) {
      // A header leaves room above the labels; words that do not may be a caption.
      const leavesRoom = this.columnOf(headerStart) > this.columnOf(cells.starts[0]!);
      if (leavesRoom || !cells.read(0) || Number.isInteger(cells.value)) return true;
    }
    const named = header?.length === count ? header[0] : undefined;
    if (named !== undefined && targetsAmong(header!, count, words)[0] === 0) return false;
    if (words.has(0)) return true;
    if (cells.read(0)) {
      if (named === undefined || !namesIndex(named)) return false;
      return !isClassCalledCorrect(named, header!) && this.isWhole(block, first, 0);
    }
    if (cells.isEmpty(0) ? named !== '' : !cells.isLabel(0)) throw cells.refusal(0);
    // What is a number in the next rows is due to be one here.
    for (let row = first + 1; row < Math.min(first + 3, block.edges.length / 2); row++) {
      cells.split(block, row);
      if (!cells.read(0)) continue;
      cells.split(block, first);
      throw cells.refusal(0);
    }
    return true;
  }

  private columnOf(offset: number): number {
    return offset - this.text.lastIndexOf('\n', offset - 1);
  }

  private checkHeader(
    header: readonly string[] | undefined,
    count: number,
    labelled: boolean,
  ): void {
    if (!header || this.notation.separator === 'blanks') return;
    const unnamed = count - header.length;
    if (unnamed === 0 || (unnamed === 1 && labelled)) return;
    throw new ReadingError(
      'ragged',
      `This row has ${count === 1 ? '1 cell' : `${count} cells`}, the header has ${header.length}. Make them the same, or select only the rows that match.`,
      this.text,
      this.cells.starts[0]!,
    );
  }

  private targetCell(
    block: LineBlock,
    { header, first }: Heading,
    count: number,
    labelled: boolean,
    words: ReadonlySet<number>,
  ): number {
    if (!header || header.length < 2 || this.targetsAreData) return -1;
    let found = targetsAmong(header, count, words);
    // Features may be called `x` and `y`, beside a label.
    if (found.length > 1) found = found.filter((other) => this.isWhole(block, first, other));
    const [cell = -1] = found;
    if (found.length > 1)
      this.rivals = found.map((rival) => header[rival - (count - header.length)]!);
    return found.length > 1 || cell < (labelled ? 1 : 0) ? -1 : cell;
  }

  /** The cells of words, of metadata and of what may as well be the targets, but for labels and targets. */
  private leftOutCells(
    block: LineBlock,
    { header, first, cells: count, labelled, target, leftOut: words }: Layout,
  ): ReadonlySet<number> {
    const { cells } = this;
    if (!header) return new Set();
    const found = new Set<number>();
    const isOther = (cell: number) => cell >= (labelled ? 1 : 0) && cell !== target;
    header.forEach((name, index) => {
      const cell = index + count - header.length;
      const isRival = namesTargetColumn(name) && !this.targetsAreData;
      if (!isOther(cell) || words.has(cell) || !(namesMetadata(name) || isRival)) return;
      if (isClassCalledCorrect(name, header)) return;
      if (this.holdsMetadata(block, first, cell, name)) found.add(cell);
    });
    const ofWords = [...words].filter((cell) => isOther(cell) && cell < count);
    for (const cell of ofWords) found.add(cell);
    const nameOf = (cell: number) => header[cell - (count - header.length)] ?? '';
    const others = Array.from({ length: count }, (_, cell) => cell).filter(
      (cell) => isOther(cell) && !found.has(cell),
    );
    const { outside, isCertain } = outsidePattern(others.map(nameOf));
    for (const index of outside) {
      const cell = others[index]!;
      if (isCertain || this.isWhole(block, first, cell)) found.add(cell);
    }
    cells.split(block, first);
    cells.dropTrailing(header.length);
    const numbers = count - Number(labelled) - Number(target >= 0);
    if (numbers > found.size) return found;
    if (numbers === 0 || ofWords.length > 0) throw this.noArray();
    return new Set();
  }

  /** Whether the first rows hold what a name says: a class may be called `seed` or `weight`, too. */
  private holdsMetadata(block: LineBlock, first: number, cell: number, name: string): boolean {
    if (this.isWhole(block, first, cell)) return true;
    if (!namesMeasure(name)) return false;
    return !mayNameClass(name) || this.firstRowsHold(block, first, cell, (value) => !(value < 0));
  }

  /** Whether a cell holds no fraction in the first rows. */
  private isWhole(block: LineBlock, first: number, cell: number): boolean {
    return this.firstRowsHold(block, first, cell, Number.isInteger);
  }

  private firstRowsHold(
    block: LineBlock,
    first: number,
    cell: number,
    isMeant: (value: number) => boolean,
  ): boolean {
    const { cells } = this;
    for (let row = first; row < Math.min(first + firstRows, block.edges.length / 2); row++) {
      cells.split(block, row);
      const isThere = cell < cells.starts.length && cells.read(cell);
      if (isThere && !isMeant(cells.value)) return false;
    }
    return true;
  }
}

function isClassCalledCorrect(name: string, header: readonly string[]): boolean {
  return name.toLowerCase() === 'correct' && header.some((other) => oppositeOfCorrect.test(other));
}

/** The cells below names of targets; those of words only where there are no others. */
function targetsAmong(
  header: readonly string[],
  count: number,
  words: ReadonlySet<number>,
): readonly number[] {
  const unnamed = count - header.length;
  const found = header.flatMap((name, index) => (namesTargetColumn(name) ? [index + unnamed] : []));
  const ofNumbers = found.filter((cell) => !words.has(cell));
  const likely = ofNumbers.length > 0 ? ofNumbers : found;
  // Beside a label, `correct` says whether that was predicted.
  const clear = likely.filter((cell) => !namesMetadata(header[cell - unnamed]!));
  return clear.length > 0 ? clear : likely;
}
