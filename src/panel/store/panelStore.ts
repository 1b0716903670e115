import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { pin, showPinned, unpin } from '../../protocol/comparison.ts';
import type { Summary } from '../../protocol/compute.ts';
import { notify, onNotification } from '../../protocol/method.ts';
import {
  cancel,
  cursorInCell,
  type PanelState,
  ready,
  retry,
  reveal,
  setLocked,
  show,
} from '../../protocol/panel.ts';
import { act } from '../../protocol/takeAway.ts';
import type { WebviewApi } from '../connection.ts';
import { defined } from '../defined.ts';
import { ArrangedRows } from '../grid/arrangedRows.ts';
import { gridColumnCount } from '../grid/gridColumns.ts';
import { clamp } from '../grid/keyboard.ts';
import { CellChoice } from './cellChoice.ts';
import { ChosenRow } from './chosenRow.ts';
import { Errands } from './errands.ts';
import { answersOf, createInquiries } from './inquiries.ts';
import { ObservableModel } from './observableModel.ts';
import type { PanelModel } from './panelModel.ts';
import { RowArrangement } from './rowArrangement.ts';
import { Sections } from './sections.ts';
import type { SizedColumn, ViewState } from './viewState.ts';
import { WantedSettings } from './wantedSettings.ts';
import { WhatIf } from './whatIf.ts';

/** Work shorter than this is not announced, so that quick evaluations do not make the panel flicker. */
const patienceMilliseconds = 150;

/** What of the view concerns nothing else. */
type Looks = Omit<ViewState, 'cell' | 'arrangement' | 'opened' | 'variant' | 'arithmetic'>;

/** The panel's one state: messages and actions go in, the model to be drawn comes out. */
export class PanelStore {
  readonly settings: WantedSettings;
  readonly whatIf: WhatIf;
  readonly cells: CellChoice;
  readonly arrangement: RowArrangement;
  readonly sections: Sections;
  readonly errands: Errands;
  readonly #connection: MessageConnection;
  readonly #model: ObservableModel;
  readonly #rows: ArrangedRows;
  readonly #row: ChosenRow;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: MessageConnection, webview: WebviewApi) {
    const inquiries = createInquiries(connection, () =>
      model.change({ answers: answersOf(inquiries) }),
    );
    const model = new ObservableModel(webview, answersOf(inquiries));
    const rows = new ArrangedRows(
      connection,
      () => this.arrangement.draw(),
      (error) => model.failFetch(error),
    );
    this.#connection = connection;
    this.#model = model;
    this.#rows = rows;
    this.settings = new WantedSettings(connection, model, () => this.#row.fetch());
    this.whatIf = new WhatIf(connection, model, this.settings);
    this.sections = new Sections(inquiries, model, this.settings);
    this.#row = new ChosenRow(connection, model, rows, this.settings, this.sections);
    this.cells = new CellChoice(connection, model, rows, () => {
      this.#row.fetchLater();
      this.sections.askIfOpen('variants', 'steps');
    });
    this.arrangement = new RowArrangement(model, rows, this.cells);
    this.errands = new Errands(connection, model);
    onNotification(connection, show, (state) => this.#show(state));
    onNotification(connection, showPinned, ({ pinned }) => this.sections.showPinned(pinned));
    onNotification(connection, cursorInCell, (place) => this.cells.goTo(place));
    onNotification(connection, act, ({ action }) => this.errands.perform(action));
    notify(connection, ready, {});
  }

  get model(): PanelModel {
    return this.#model.current;
  }

  /** Calls a listener whenever the model has changed. */
  subscribe(listener: () => void): void {
    this.#model.subscribe(listener);
  }

  changeView(part: Partial<Looks>): void {
    this.#model.changeView(part);
  }

  /** @param width in pixels; null for as wide as the texts are */
  changeColumnWidth(column: SizedColumn, width: number | null): void {
    const widths = { ...this.model.view.columnWidths, [column]: width ?? undefined };
    this.changeView({ columnWidths: defined(widths) });
  }

  setLocked(locked: boolean): void {
    notify(this.#connection, setLocked, { locked });
  }

  /** Pins what is shown, to be compared with, in place of what was pinned before. */
  pin(): void {
    notify(this.#connection, pin, {});
  }

  unpin(): void {
    notify(this.#connection, unpin, {});
  }

  cancelWork(): void {
    notify(this.#connection, cancel, {});
  }

  retryWork(): void {
    notify(this.#connection, retry, {});
  }

  reveal(range: { start: number; end: number }): void {
    notify(this.#connection, reveal, { range });
  }

  retryFetch(): void {
    this.#model.change({ fetchFailure: null });
    void this.arrangement.arrange(this.model.view.cell.row);
    this.#row.fetch();
  }

  #show(host: PanelState): void {
    const previous = this.model;
    const { result } = host;
    const newRevision = result?.revision !== previous.host?.result?.revision;
    if (newRevision) this.#rows.show(result?.summary);
    const { windows } = this.#rows;
    const sameRows = windows !== null && windows === previous.windows;
    const isOtherDocument = uriOf(previous.host) !== null && uriOf(host) !== uriOf(previous.host);
    // Of another array, the first row is looked at first.
    const view = isOtherDocument ? inFirstRow(previous.view) : previous.view;
    if (newRevision) this.whatIf.forgetApplied();
    this.#model.change({
      host,
      settings: this.settings.whileShown(host),
      windows,
      detail: sameRows ? previous.detail : null,
      fetchFailure: newRevision ? null : previous.fetchFailure,
      view: result ? withinGrid(view, result.summary) : view,
    });
    // A filter is for the array it was made for.
    if (previous.windows && !sameRows) {
      this.#model.changeView({ arrangement: { ...this.model.view.arrangement, filter: {} } });
    }
    this.#watchProgress();
    if (!newRevision) return;
    void this.arrangement.arrange(this.model.view.cell.row);
    this.#row.fetchLater();
    this.sections.show(result !== null);
  }

  #watchProgress(): void {
    if (this.model.host?.progress === null) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#model.change({ busy: false });
    } else {
      this.#patience ??= setTimeout(() => this.#model.change({ busy: true }), patienceMilliseconds);
    }
  }
}

function uriOf(host: PanelState | null): string | null {
  return host?.memento?.uri ?? null;
}

function inFirstRow(view: ViewState): ViewState {
  return { ...view, cell: { ...view.cell, row: 0 } };
}

function withinGrid(view: ViewState, summary: Summary): ViewState {
  const cell = {
    row: clamp(view.cell.row, summary.rows),
    column: clamp(view.cell.column, gridColumnCount(summary)),
  };
  return { ...view, cell };
}
