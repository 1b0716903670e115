import {
  type Arrangement,
  isPlain,
  type Quantity,
  type RowWindow,
  type WindowQuery,
} from '../../protocol/compute.ts';
import type { Span } from './axis.ts';

/** What a row came to, apart from its classes. Null where the row, or the array, has no such thing. */
export interface RowResults {
  /** Its number. */
  readonly row: number;
  readonly target: number | null;
  readonly argmax: number;
  readonly loss: number | null;
  readonly targetProbability: number | null;
  readonly topProbability: number;
  readonly margin: number;
}

interface Tile {
  readonly version: number;
  readonly query: WindowQuery;
  readonly window: RowWindow;
}

const tileColumns = 64;
const mostTileRows = 64;
/** A row is evaluated whole, however few of its classes are asked for: so many logits for a tile. */
const logitsPerTile = 2 ** 17;
/** At 4,096 numbers a tile, about 8 MB. */
const mostTiles = 256;

/**
 * The part of the result that has been fetched, in tiles. Rows are counted as they are arranged. Tiles of
 * an earlier version, another evaluation or arrangement, are shown until their successors arrive, so that
 * the grid does not blink.
 */
export class RowWindows {
  readonly allRows: number;
  readonly classes: number;
  readonly #tileRows: number;
  /** How many rows are shown. */
  rows: number;
  arrangement: Arrangement = { filter: {}, sort: null };
  version = 0;
  /** Least recently wanted first. */
  readonly #tiles = new Map<string, Tile>();

  constructor(rows: number, classes: number) {
    this.allRows = rows;
    this.rows = rows;
    this.classes = classes;
    this.#tileRows = Math.min(Math.ceil(logitsPerTile / classes), mostTileRows);
  }

  /** Starts a new version, of so many rows. */
  arrange(arrangement: Arrangement, rows: number): void {
    this.arrangement = arrangement;
    this.rows = rows;
    this.version += 1;
  }

  /** The queries that would bring what is missing or outdated in a part of the grid. */
  missing(quantity: Quantity, rows: Span, columns: Span): WindowQuery[] {
    const queries: WindowQuery[] = [];
    const { arrangement } = this;
    const firstColumn = tileStart(columns.start, tileColumns);
    const lastRow = Math.min(rows.end, this.rows);
    for (let row = this.#tileStart(rows.start); row < lastRow; row += this.#tileRows) {
      for (let column = firstColumn; column < columns.end; column += tileColumns) {
        const key = tileKey(quantity, row, column);
        const tile = this.#tiles.get(key);
        if (tile) {
          this.#tiles.delete(key);
          this.#tiles.set(key, tile);
        }
        if (tile?.version === this.version) continue;
        queries.push({
          arrangement,
          quantity,
          rows: { start: row, end: Math.min(row + this.#tileRows, this.rows) },
          columns: { start: column, end: Math.min(column + tileColumns, this.classes) },
        });
      }
    }
    return queries;
  }

  put(query: WindowQuery, version: number, window: RowWindow): void {
    const key = tileKey(query.quantity, query.rows.start, query.columns.start);
    this.#tiles.delete(key);
    this.#tiles.set(key, { version, query, window });
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= mostTiles) break;
      this.#tiles.delete(oldest);
    }
  }

  value(quantity: Quantity, position: number, column: number): number | undefined {
    const tile = this.#tiles.get(
      tileKey(quantity, this.#tileStart(position), tileStart(column, tileColumns)),
    );
    if (!tile) return undefined;
    const { rows, columns } = tile.query;
    const width = columns.end - columns.start;
    return tile.window.values?.[(position - rows.start) * width + (column - columns.start)];
  }

  /** What is known of a row from any tile that holds some of its classes within `columns`. */
  results(quantity: Quantity, position: number, columns: Span): RowResults | undefined {
    const rowStart = this.#tileStart(position);
    const firstColumn = tileStart(columns.start, tileColumns);
    for (let column = firstColumn; column < columns.end; column += tileColumns) {
      const tile = this.#tiles.get(tileKey(quantity, rowStart, column));
      if (tile) return rowResults(tile.window, position - rowStart);
    }
    return undefined;
  }

  /** The number of the row at a position, if it is known. */
  rowAt(position: number): number | undefined {
    if (isPlain(this.arrangement)) return position;
    for (const { version, query, window } of this.#tiles.values()) {
      const { start, end } = query.rows;
      if (version === this.version && position >= start && position < end) {
        return window.rows[position - start];
      }
    }
    return undefined;
  }

  #tileStart(position: number): number {
    return tileStart(position, this.#tileRows);
  }
}

function rowResults(window: RowWindow, index: number): RowResults | undefined {
  const row = window.rows[index];
  const argmax = window.argmax[index];
  const topProbability = window.topProbabilities[index];
  const margin = window.margins[index];
  if (
    row === undefined ||
    argmax === undefined ||
    topProbability === undefined ||
    margin === undefined
  ) {
    return undefined;
  }
  return {
    row,
    argmax,
    topProbability,
    margin,
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
