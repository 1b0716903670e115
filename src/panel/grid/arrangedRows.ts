import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc';
import {
  type Arrangement,
  type ArrangementResult,
  arrangeRows,
  isPlain,
  type Quantity,
  rowWindow,
  type Summary,
  type WindowQuery,
} from '../../protocol/compute.ts';
import { request } from '../../protocol/method.ts';
import type { Span } from './axis.ts';
import { RowWindows } from './rowWindows.ts';

type Place = ArrangementResult['place'];

/** A part of the grid: rows as they are arranged, and classes. */
export interface GridView {
  readonly rows: Span;
  readonly columns: Span;
}

/** The thread answers one after the other: while it does, the next is on its way, and no more have to wait. */
const mostRequests = 2;

/** The rows of the result as the grid shows them: has them arranged, and fetches windows of them. */
export class ArrangedRows {
  windows: RowWindows | null = null;
  readonly #connection: MessageConnection;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  readonly #requests = new Map<
    string,
    { source: CancellationTokenSource; settled: Promise<void> }
  >();
  /** What the grid lacks of this version of the rows, in the order in which it is fetched. */
  #wanted = new Map<string, WindowQuery>();
  #arranging: CancellationTokenSource | undefined;
  #arranged: Promise<Place | undefined> = Promise.resolve(undefined);

  /** @param changed is called whenever more is known of the rows. */
  constructor(
    connection: MessageConnection,
    changed: () => void,
    failed: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#changed = changed;
    this.#failed = failed;
  }

  get areBeingArranged(): boolean {
    return this.#arranging !== undefined;
  }

  /**
   * Turns to another result. What was fetched of the last one stays in use, until it is replaced, for as
   * long as the array keeps its size.
   */
  show(summary: Summary | undefined): void {
    this.cancelArranging();
    this.#wanted.clear();
    const { rows, classes } = summary ?? {};
    if (rows === undefined || classes === undefined) this.windows = null;
    else if (this.windows?.allRows !== rows || this.windows.classes !== classes) {
      this.windows = new RowWindows(rows, classes);
    }
  }

  /**
   * Shows other rows, or in another order.
   * @param row whose place in it is wanted; null for that of the first one
   * @returns the place; null if the row is not shown, undefined if nothing came of the arrangement.
   */
  arrange(arrangement: Arrangement, row: number | null): Promise<Place | undefined> {
    this.cancelArranging();
    this.#wanted.clear();
    this.#arranged = this.#arrange(arrangement, row);
    return this.#arranged;
  }

  async #arrange(arrangement: Arrangement, row: number | null): Promise<Place | undefined> {
    const { windows } = this;
    if (!windows) return undefined;
    if (isPlain(arrangement)) {
      windows.arrange(arrangement, windows.allRows);
      this.#changed();
      return { row: row ?? 0, position: row ?? 0 };
    }
    const source = new CancellationTokenSource();
    this.#arranging = source;
    this.#changed();
    try {
      const query = { arrangement, row };
      const result = await request(this.#connection, arrangeRows.forPanel, query, source.token);
      if (this.#arranging !== source) return undefined;
      windows.arrange(arrangement, result.rows);
      return result.place;
    } catch (error) {
      if (!source.token.isCancellationRequested) this.#failed(error);
      return undefined;
    } finally {
      if (this.#arranging === source) {
        this.#arranging = undefined;
        this.#changed();
      }
    }
  }

  /** @returns null if the row is not shown, undefined if that could not be found out. */
  async positionOf(row: number): Promise<number | null | undefined> {
    await this.#arranged;
    const { arrangement } = this.windows ?? {};
    if (!arrangement) return undefined;
    if (isPlain(arrangement)) return row;
    try {
      const { place } = await request(this.#connection, arrangeRows.forPanel, { arrangement, row });
      return place?.position ?? null;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  cancelArranging(): void {
    this.#arranging?.cancel();
    this.#arranging = undefined;
  }

  /**
   * Fetches what parts of the grid still lack, the first part first, and nothing else: the user has scrolled
   * on.
   */
  want(quantity: Quantity, parts: readonly GridView[]): void {
    const { windows } = this;
    if (!windows || this.#arranging) return;
    this.#wanted = new Map(
      parts
        .flatMap(({ rows, columns }) => windows.missing(quantity, rows, columns))
        .map((query) => [`${windows.version} ${JSON.stringify(query)}`, query]),
    );
    for (const [key, { source }] of this.#requests) {
      if (!this.#wanted.has(key)) source.cancel();
    }
    this.#fetchNext();
  }

  /** Until all that is wanted has been answered. */
  async idle(): Promise<void> {
    while (this.#requests.size > 0) {
      await Promise.all([...this.#requests.values()].map(({ settled }) => settled));
    }
  }

  #fetchNext(): void {
    const { windows } = this;
    if (!windows) return;
    for (const [key, query] of this.#wanted) {
      if (this.#requests.size >= mostRequests) return;
      if (this.#requests.has(key)) continue;
      const source = new CancellationTokenSource();
      this.#requests.set(key, { source, settled: this.#fetch(key, query, windows, source) });
    }
  }

  async #fetch(
    key: string,
    query: WindowQuery,
    windows: RowWindows,
    source: CancellationTokenSource,
  ): Promise<void> {
    const { version } = windows;
    try {
      const answer = await request(this.#connection, rowWindow.forPanel, query, source.token);
      windows.put(query, version, answer);
      this.#wanted.delete(key);
      this.#changed();
    } catch (error) {
      if (!source.token.isCancellationRequested) {
        this.#wanted.clear();
        this.#failed(error);
      }
    } finally {
      this.#requests.delete(key);
      this.#fetchNext();
    }
  }
}
