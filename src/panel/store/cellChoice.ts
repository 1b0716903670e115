import type { MessageConnection } from 'vscode-jsonrpc/browser';
import type { ArrangementResult, Cell as Place } from '../../protocol/compute.ts';
import { notify } from '../../protocol/method.ts';
import { revealCell, selectCell } from '../../protocol/panel.ts';
import type { ArrangedRows } from '../grid/arrangedRows.ts';
import type { CellRange } from '../grid/cellRange.ts';
import { chosenSpans } from '../grid/chosenCells.ts';
import { columnOfPlace, placeInColumn } from '../grid/gridColumns.ts';
import { type Cell, clamp, headerRow } from '../grid/keyboard.ts';
import { grouped } from '../numbers.ts';
import { isInDocument } from '../place.ts';
import type { ObservableModel } from './observableModel.ts';

/** The choice of a cell must rest for this long before the editor follows it. */
const restMilliseconds = 80;

/** Which cells of the grid are chosen; the editor follows. */
export class CellChoice {
  readonly #connection: MessageConnection;
  readonly #model: ObservableModel;
  readonly #rows: ArrangedRows;
  readonly #choseRow: () => void;
  #selecting: ReturnType<typeof setTimeout> | undefined;
  /** The row at the grid's position is not known yet. */
  #awaitsRow = false;

  /** @param choseRow is called when the chosen cell is in another row */
  constructor(
    connection: MessageConnection,
    model: ObservableModel,
    rows: ArrangedRows,
    choseRow: () => void,
  ) {
    this.#connection = connection;
    this.#model = model;
    this.#rows = rows;
    this.#choseRow = choseRow;
  }

  /** Chooses a cell of the grid, its row counted as the rows are arranged. */
  choose({ row: position, column }: Cell): void {
    this.#model.change({ position, range: null });
    const { windows, view } = this.#model.current;
    const row = position === headerRow ? undefined : windows?.rowAt(position);
    this.#awaitsRow = row === undefined && position !== headerRow;
    this.#choose({ row: row ?? view.cell.row, column });
    clearTimeout(this.#selecting);
    this.#selecting = setTimeout(() => this.#selectInEditor(), restMilliseconds);
  }

  chooseRange(range: CellRange): void {
    const summary = this.#model.current.host?.result?.summary;
    if (!summary) return;
    this.#model.change({ range });
    const { rows, columns } = chosenSpans(this.#model.current, summary);
    const size = [rows, columns].map(({ start, end }) => grouped(end - start));
    this.#model.change({ announcement: `${size.join(' × ')} cells chosen` });
  }

  async goToRow(row: number): Promise<void> {
    await this.#find({ ...this.#model.current.view.cell, row });
  }

  /** Chooses the cell in which a place is shown, and brings it into view. */
  goTo(place: Place): void {
    const { host } = this.#model.current;
    if (!host?.result) return;
    const { summary } = host.result;
    void this.#find({ row: place.row, column: columnOfPlace(place, summary) });
  }

  /** Shows a place here and, if it stands there, in the document. */
  show(place: Place): void {
    this.goTo(place);
    const summary = this.#model.current.host?.result?.summary;
    if (summary && isInDocument(place, summary)) this.reveal(place);
  }

  /** Selects a place's literal in the document, and takes the focus there. */
  reveal(place: Place): void {
    notify(this.#connection, revealCell, place);
  }

  /** The rows are arranged in another way. @param place of the row to be chosen; null for none of them */
  follow(place: ArrangementResult['place']): void {
    this.#awaitsRow = false;
    const { position, windows, view } = this.#model.current;
    const rows = windows?.rows ?? 0;
    const isInHeader = position === headerRow || rows === 0;
    const inRows = place?.position ?? clamp(position, rows);
    this.#model.change({ position: isInHeader ? headerRow : inRows, range: null });
    if (place) this.#choose({ ...view.cell, row: place.row });
  }

  /** More rows are known. */
  chooseAwaited(): void {
    if (!this.#awaitsRow) return;
    const { windows, position, view } = this.#model.current;
    const row = windows?.rowAt(position);
    if (row === undefined) return;
    this.#awaitsRow = false;
    this.#choose({ ...view.cell, row });
  }

  async #find(cell: Cell): Promise<void> {
    const position = await this.#rows.positionOf(cell.row);
    this.#awaitsRow = false;
    this.#choose(cell);
    if (position === undefined) return;
    this.#model.change(
      position === null
        ? { announcement: `Row ${cell.row} is not among the rows that are shown.` }
        : { position, range: null, sought: { row: position, column: cell.column } },
    );
  }

  #choose(cell: Cell): void {
    const { cell: previous } = this.#model.current.view;
    if (cell.row === previous.row && cell.column === previous.column) return;
    this.#model.changeView({ cell });
    if (cell.row !== previous.row) this.#choseRow();
  }

  /** Selects the chosen cell's literal in the document, and leaves the focus here. */
  #selectInEditor(): void {
    const { host, view } = this.#model.current;
    if (!host?.result || this.#awaitsRow) return;
    const { summary } = host.result;
    const place = placeInColumn(view.cell.row, view.cell.column, summary);
    if (place && isInDocument(place, summary)) notify(this.#connection, selectCell, place);
  }
}
