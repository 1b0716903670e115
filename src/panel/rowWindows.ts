import type { Quantity, RowWindow } from '../protocol/compute.ts';
import type { Span } from './axis.ts';

/** What a window of the result is asked for with. */
export interface WindowQuery {
  readonly quantity: Quantity;
  readonly rows: Span;
  readonly columns: Span;
}

/** What a row came to, apart from its classes. Null where the row, or the array, has no such thing. */
export interface RowResults {
  readonly target: number | null;
  readonly argmax: number;
  readonly loss: number | null;
  readonly targetProbability: number | null;
  readonly topProbability: number;
}

interface Tile {
  readonly revision: number;
  readonly query: WindowQuery;
  readonly window: RowWindow;
}

const tileRows = 64;
const tileColumns = 64;
/** At 4,096 numbers a tile, about 8 MB. */
const mostTiles = 256;

/**
 * The part of the result that has been fetched, in tiles. Tiles of an earlier revision are shown
 * until their successors arrive, so that editing does not make the grid blink.
 */
export class RowWindows {
  readonly rows: number;
  readonly classes: number;
  revision: number;
  /** Least recently wanted first. */
  readonly #tiles = new Map<string, Tile>();

  constructor(rows: number, classes: number, revision: number) {
    this.rows = rows;
    this.classes = classes;
    this.revision = revision;
  }

  /** The queries that would bring what is missing or outdated in a part of the grid. */
  missing(quantity: Quantity, rows: Span, columns: Span): WindowQuery[] {
    const queries: WindowQuery[] = [];
    const firstColumn = tileStart(columns.start, tileColumns);
    for (let row = tileStart(rows.start, tileRows); row < rows.end; row += tileRows) {
      for (let column = firstColumn; column < columns.end; column += tileColumns) {
        const key = tileKey(quantity, row, column);
        const tile = this.#tiles.get(key);
        if (tile) {
          this.#tiles.delete(key);
          this.#tiles.set(key, tile);
        }
        if (tile?.revision === this.revision) continue;
        queries.push({
          quantity,
          rows: { start: row, end: Math.min(row + tileRows, this.rows) },
          columns: { start: column, end: Math.min(column + tileColumns, this.classes) },
        });
      }
    }
    return queries;
  }

  put(query: WindowQuery, revision: number, window: RowWindow): void {
    const key = tileKey(query.quantity, query.rows.start, query.columns.start);
    this.#tiles.delete(key);
    this.#tiles.set(key, { revision, query, window });
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= mostTiles) break;
      this.#tiles.delete(oldest);
    }
  }

  value(quantity: Quantity, row: number, column: number): number | undefined {
    const tile = this.#tiles.get(
      tileKey(quantity, tileStart(row, tileRows), tileStart(column, tileColumns)),
    );
    if (!tile) return undefined;
    const { rows, columns } = tile.query;
    const width = columns.end - columns.start;
    return tile.window.values?.[(row - rows.start) * width + (column - columns.start)];
  }

  /** What is known of a row from any tile that holds some of its classes within `columns`. */
  results(quantity: Quantity, row: number, columns: Span): RowResults | undefined {
    const rowStart = tileStart(row, tileRows);
    const firstColumn = tileStart(columns.start, tileColumns);
    for (let column = firstColumn; column < columns.end; column += tileColumns) {
      const tile = this.#tiles.get(tileKey(quantity, rowStart, column));
      if (tile) return rowResults(tile.window, row - rowStart);
    }
    return undefined;
  }
}

function rowResults(window: RowWindow, index: number): RowResults | undefined {
  const argmax = window.argmax[index];
  const topProbability = window.topProbabilities[index];
  if (argmax === undefined || topProbability === undefined) return undefined;
  return {
    argmax,
    topProbability,
    target: window.targets?.[index] ?? null,
    loss: window.losses?.[index] ?? null,
    targetProbability: window.targetProbabilities?.[index] ?? null,
  };
}

function tileStart(index: number, size: number): number {
  return index - (index % size);
}

function tileKey(quantity: Quantity, row: number, column: number): string {
  return `${quantity} ${row} ${column}`;
}
