import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { type Method, request } from '../../protocol/method.ts';
import { noChanges } from '../../protocol/schemas.ts';
import {
  type Action,
  copyArray,
  copyCells,
  copyTest,
  insertComment,
  saveArray,
  type TakenArray,
} from '../../protocol/takeAway.ts';
import { chosenCells } from '../grid/chosenCells.ts';
import { shownQuantity } from '../grid/gridColumns.ts';
import { changesInWords, countChanges } from '../row/changes.ts';
import { takenArray } from '../takeAway/takenArray.ts';
import { messageOf, type ObservableModel } from './observableModel.ts';

/** Has the extension take something out of the panel, and announces what came of it. */
export class Errands {
  readonly #connection: MessageConnection;
  readonly #model: ObservableModel;

  constructor(connection: MessageConnection, model: ObservableModel) {
    this.#connection = connection;
    this.#model = model;
  }

  /** Copies, saves or inserts; by default what the grid shows. */
  perform(action: Action, array?: TakenArray): void {
    const { host, view } = this.#model.current;
    if (!host?.result) return;
    const taken =
      array ?? takenArray(this.#model.current, shownQuantity(view.quantity, host.result.summary));
    switch (action.kind) {
      case 'copyArray':
        return void this.run(copyArray, { array: taken, format: action.format });
      case 'saveArray':
        return void this.run(saveArray, { array: taken, format: action.format });
      case 'copyCells':
        return void this.copyCells(action.headers);
      case 'copyTest':
        return void this.run(copyTest, { framework: action.framework });
      case 'insertComment':
        return void this.run(insertComment, {});
    }
  }

  /** Puts the chosen cells on the clipboard. */
  async copyCells(headers: boolean): Promise<void> {
    const cells = chosenCells(this.#model.current, headers);
    if (cells) await this.run(copyCells, cells);
  }

  async run<Params extends object>(
    method: Method<Params, string | null>,
    params: Params,
  ): Promise<void> {
    const changes = this.#model.current.host?.result?.summary.changes ?? noChanges;
    // What was taken is not what the document says.
    const remark = countChanges(changes) === 0 ? '' : ` (with ${changesInWords(changes)})`;
    try {
      const taken = await request(this.#connection, method, params);
      this.announce(taken === null ? '' : taken + remark);
    } catch (error) {
      this.announce(messageOf(error));
    }
  }

  announce(announcement: string): void {
    this.#model.change({ announcement });
  }
}
