import type { TableNotation } from '../notation.ts';
import { field, PlainScanner } from '../plain/plainScanner.ts';
import { GrowableFloat64, GrowableUint32 } from '../text/growable.ts';

/** Rows of plain numbers one below the other, each with the same number of cells. */
export interface PlainRun {
  /** Which of the rows of the block is the first. */
  readonly row: number;
  rows: number;
  readonly columns: number;
  /** The first of its values. */
  readonly from: number;
}

const unknown = -1;

/** A line that is not plain is no sign that the next is not; after many, few are tried. */
const longestWait = 4096;

/** Scans rows of plain numbers, all cells of them, before it is known which hold values. */
export class PlainRows {
  readonly values: GrowableFloat64;
  readonly starts = new GrowableUint32();
  /** Whether the rows go on where scanning paused. */
  paused = false;
  private readonly scanner: PlainScanner;
  private readonly separator: number;
  private next = 0;
  private wait = 0;

  /** @returns undefined where TypeScript alone reads the text */
  static over(text: string, notation: TableNotation): PlainRows | undefined {
    const { separator, rowEnd, decoration, wrapped } = notation;
    if (separator === '|' || separator === '&' || rowEnd || decoration || wrapped) return undefined;
    const scanner = PlainScanner.over(text);
    return scanner && new PlainRows(scanner, separator === 'blanks' ? ' ' : separator);
  }

  private constructor(scanner: PlainScanner, separator: string) {
    this.scanner = scanner;
    this.separator = separator.charCodeAt(0);
    this.values = new GrowableFloat64(scanner.memory);
  }

  /**
   * Scans the rows from the line at `at` on, up to one that is not plain or to `limit`, and appends to a block
   * where they start and end.
   *
   * @returns where the next line starts; `at` if that here is not plain
   */
  read(at: number, limit: number, edges: GrowableUint32, runs: PlainRun[]): number {
    if (at < this.next) return at;
    const { scanner, values, starts } = this;
    const { scan } = scanner;
    const row = edges.length / 2;
    const from = values.length;
    scan[field.cellSeparator] = this.separator;
    scan[field.columns] = unknown;
    scan[field.cells] = 0;
    let here = at;
    this.paused = true;
    while (this.paused && (here < limit || scan[field.cells]! > 0)) {
      const end = scanner.run('scanRows', here, values, starts);
      edges.append(scanner.rowEdges);
      this.paused = end > here;
      here = end;
    }
    const cells = scan[field.cells]!;
    if (cells > 0) {
      values.length -= cells;
      starts.length -= cells;
      here = scan[field.rowStart]!;
    }
    const rows = edges.length / 2 - row;
    this.wait = rows > 0 ? 0 : Math.min(longestWait, 2 * this.wait + 1);
    this.next = here + this.wait;
    if (rows === 0) return at;
    this.add({ row, rows, columns: scan[field.columns]!, from }, runs);
    return here;
  }

  private add(run: PlainRun, runs: PlainRun[]): void {
    const last = runs.at(-1);
    const continues = last && last.row + last.rows === run.row && last.columns === run.columns;
    if (continues) last.rows += run.rows;
    else runs.push(run);
  }
}
