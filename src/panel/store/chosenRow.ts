import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { rowDetail } from '../../protocol/compute.ts';
import { request } from '../../protocol/method.ts';
import type { ArrangedRows } from '../grid/arrangedRows.ts';
import type { ObservableModel } from './observableModel.ts';
import type { Sections } from './sections.ts';
import type { WantedSettings } from './wantedSettings.ts';

/** Fetches the numbers of the chosen row, under the settings that are wanted. */
export class ChosenRow {
  readonly #connection: MessageConnection;
  readonly #model: ObservableModel;
  readonly #rows: ArrangedRows;
  readonly #settings: WantedSettings;
  readonly #sections: Sections;
  #isOnItsWay = false;
  #isWanted = false;

  constructor(
    connection: MessageConnection,
    model: ObservableModel,
    rows: ArrangedRows,
    settings: WantedSettings,
    sections: Sections,
  ) {
    this.#connection = connection;
    this.#model = model;
    this.#rows = rows;
    this.#settings = settings;
    this.#sections = sections;
  }

  /** Once the grid is drawn and has got its rows: they are looked at first. */
  fetchLater(): void {
    requestAnimationFrame(() => setTimeout(() => void this.#rows.idle().then(() => this.fetch())));
  }

  /** One at a time: while a row is on its way, it is only noted that another, or a newer one, is wanted. */
  fetch(): void {
    this.#isWanted = true;
    if (!this.#isOnItsWay) void this.#fetchWhileWanted();
  }

  async #fetchWhileWanted(): Promise<void> {
    this.#isOnItsWay = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#fetch();
    }
    this.#isOnItsWay = false;
  }

  async #fetch(): Promise<void> {
    const { host, view, settings } = this.#model.current;
    if (!host?.result) return;
    const { row } = view.cell;
    const isAhead = this.#settings.areAhead;
    try {
      const query = this.#settings.rowQuery();
      const values = await request(this.#connection, rowDetail.forPanel, query);
      const now = this.#model.current;
      const changes = isAhead ? settings.changes : host.result.summary.changes;
      if (now.host?.result && now.view.cell.row === row) {
        this.#model.change({ detail: { row, values, changes } });
      }
      // Not before: one question after the other, they keep up with a slider.
      if (isAhead) this.#sections.askIfOpen('steps');
    } catch (error) {
      // What is wrong with what is tried out, the evaluation of the batch will say.
      if (!isAhead) this.#model.failFetch(error);
    }
  }
}
