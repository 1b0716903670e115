/**
 * Stands, in the page, in the extension's place: the other end of the panel's connection. Answers
 * for rows from a table, and keeps what the panel sends.
 */
import type * as v from 'valibot';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import type { RowDetail, RowWindow } from '../../src/protocol/compute.ts';
import * as compute from '../../src/protocol/compute.ts';
import { type Notification, notify, onNotification, serve } from '../../src/protocol/method.ts';
import * as protocol from '../../src/protocol/panel.ts';
import { evaluateTableRow, type TableName, tables } from './tables.ts';

export class FakeHost {
  /** Every notification and request of the panel, in order. */
  readonly received: (readonly [name: string, params: object])[] = [];
  /** What the panel has asked VS Code to keep. */
  kept: unknown;
  /** When set, requests for rows fail with this message. */
  failure: string | null = null;
  tableName: TableName = 'example';
  /** What the panel has been told to show. */
  shown: protocol.PanelState | null = null;
  readonly #connection: MessageConnection;
  #receive: DataCallback = () => undefined;

  constructor(kept: unknown) {
    this.kept = kept;
    const setReceive = (callback: DataCallback): void => {
      this.#receive = callback;
    };
    class Reader extends AbstractMessageReader {
      listen(callback: DataCallback): Disposable {
        setReceive(callback);
        return Disposable.create(() => undefined);
      }
    }
    class Writer extends AbstractMessageWriter {
      write(message: Message): Promise<void> {
        window.postMessage(message);
        return Promise.resolve();
      }
      end(): void {
        // The page outlives its connection.
      }
    }
    this.#connection = createMessageConnection(new Reader(), new Writer());
    this.#receiveAll(protocol.ready);
    this.#receiveAll(protocol.cancel);
    this.#receiveAll(protocol.retry);
    this.#receiveAll(protocol.setLocked);
    this.#receiveAll(protocol.setSettings);
    this.#receiveAll(protocol.reveal);
    this.#receiveAll(protocol.revealCell);
    serve(this.#connection, compute.rowWindow.forPanel, (query) => {
      this.#note(compute.rowWindow.forPanel.name, query);
      return rowWindow(this.tableName, query);
    });
    serve(this.#connection, compute.rowDetail.forPanel, (query) => {
      this.#note(compute.rowDetail.forPanel.name, query);
      return evaluateTableRow(this.tableName, query.row);
    });
    this.#connection.listen();
  }

  show(state: protocol.PanelState): void {
    this.shown = state;
    notify(this.#connection, protocol.show, state);
  }

  /** The function of that name that VS Code gives to webviews. */
  acquireVsCodeApi(): object {
    return {
      // What crosses to the extension is cloned, and arrives later.
      postMessage: (message: Message) => {
        const sent = structuredClone(message);
        setTimeout(() => this.#receive(sent));
      },
      getState: () => this.kept,
      setState: (state: unknown) => {
        this.kept = structuredClone(state);
      },
    };
  }

  #receiveAll<Params extends object>(notification: Notification<Params>): void {
    onNotification(this.#connection, notification, (params) => {
      this.received.push([notification.name, params]);
    });
  }

  #note(name: string, query: object): void {
    this.received.push([name, query]);
    if (this.failure !== null) throw new Error(this.failure);
  }
}

type Query = v.InferOutput<typeof compute.rowWindow.forPanel.params>;

function rowWindow(name: TableName, { quantity, rows, columns }: Query): RowWindow {
  const details = Array.from({ length: rows.end - rows.start }, (_, order) =>
    evaluateTableRow(name, rows.start + order),
  );
  const perRow = (read: (detail: RowDetail) => number | null | undefined): Float64Array =>
    Float64Array.from(details, (detail) => read(detail) ?? Number.NaN);
  const hasTargets = 'target' in tables[name];
  const hasIndices = hasTargets && details.every(({ target }) => target !== null);
  return {
    targets: hasIndices ? Int32Array.from(perRow(({ target }) => target)) : null,
    argmax: Int32Array.from(perRow(({ argmax }) => argmax)),
    topProbabilities: perRow(({ probabilities, argmax }) => probabilities[argmax]),
    losses: hasTargets ? perRow(({ loss }) => loss) : null,
    targetProbabilities: hasIndices
      ? perRow(({ probabilities, target }) => probabilities[target ?? -1])
      : null,
    values: Float64Array.from(
      details.flatMap((detail) => [
        ...(detail[quantity]?.subarray(columns.start, columns.end) ?? []),
      ]),
    ),
  };
}

/** What an earlier run of the panel has asked VS Code to keep; null for a new panel. */
declare const keptState: unknown;

const fakeHost = new FakeHost(keptState);
Object.assign(window, { fakeHost, acquireVsCodeApi: () => fakeHost.acquireVsCodeApi() });
