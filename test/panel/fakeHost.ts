/**
 * Stands, in the page, in the extension's place: the other end of the panel's connection. Answers
 * from a table, or from a document that the compute thread has evaluated, and keeps what the panel
 * sends.
 */
import type * as v from 'valibot';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type CancellationToken,
  createMessageConnection,
  type DataCallback,
  Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';

import { batchReport } from '../../src/protocol/batch.ts';
import type { RowDetail, RowWindow } from '../../src/protocol/compute.ts';
import * as comparison from '../../src/protocol/comparison.ts';
import { cellsText } from '../../src/protocol/cells.ts';
import * as compute from '../../src/protocol/compute.ts';
import {
  type Method,
  type Notification,
  notify,
  onNotification,
  type Report,
  serve,
} from '../../src/protocol/method.ts';
import { unwrapNonFinite, wrapNonFinite } from '../../src/protocol/nonFinite.ts';
import * as protocol from '../../src/protocol/panel.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { steps } from '../../src/protocol/steps.ts';
import * as takeAway from '../../src/protocol/takeAway.ts';
import { ComputeThread } from './computeThread.ts';
import { memento } from './states.ts';
import { evaluateTableRow, type TableName, tables } from './tables.ts';

export class FakeHost {
  /** Every notification and request of the panel, in order. */
  readonly received: (readonly [name: string, params: object])[] = [];
  /** What the panel has asked VS Code to keep. */
  kept: unknown;
  timesKept = 0;
  /** When set, requests fail with this message. */
  failure: string | null = null;
  tableName: TableName = 'example';
  /** What the panel has been told to show. */
  shown: protocol.PanelState | null = null;
  /** Requests of the panel that it no longer waits for. */
  readonly cancelled: string[] = [];
  /** Questions of the panel that wait for their answers. */
  unanswered = 0;
  /** How long each answer took, in milliseconds. */
  readonly answerTimes: { name: string; query: string; milliseconds: number }[] = [];
  /** Tells the panel how far its latest request of a name has come. */
  readonly report = new Map<string, Report>();
  /** What was copied last. */
  clipboard = '';
  /** Null while a table is shown. */
  #document: string | null = null;
  #session = 0;
  #pinnedSession = 0;
  #heldName: string | undefined;
  #gate = Promise.resolve();
  #openGate: () => void = () => undefined;
  readonly #thread = new ComputeThread();
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
        window.postMessage(asVSCodeSends(wrapNonFinite(message)));
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
    this.#receiveAll(protocol.reveal);
    this.#receiveAll(protocol.revealCell);
    this.#receiveAll(protocol.selectCell);
    serve(this.#connection, takeAway.saveFile, (params) => {
      this.received.push([takeAway.saveFile.name, params]);
      return `Saved ${params.suggestedName}.`;
    });
    serve(this.#connection, protocol.setSettings, async ({ settings }) => {
      this.received.push([protocol.setSettings.name, { settings }]);
      await this.#passed(protocol.setSettings.name);
      if (this.#document !== null) await this.showDocument(this.#document, settings);
      return null;
    });
    this.#answer(compute.arrangeRows);
    this.#answer(compute.rowWindow, (query) => rowWindow(this.tableName, query));
    serve(this.#connection, takeAway.copyCells, async (query, token, report) => {
      const { text, rows, columns } = await this.#reply(cellsText, query, token, report);
      this.clipboard = text;
      return `Copied ${rows} × ${columns} cells`;
    });
    this.#answer(compute.rowDetail, ({ row }) => evaluateTableRow(this.tableName, row));
    this.#answer(compute.conventionReport);
    this.#answer(compute.precisionLens);
    this.#answer(compute.gradientCheck);
    this.#answer(compute.variantLoss);
    this.#answer(batchReport);
    this.#answer(steps);
    onNotification(this.#connection, comparison.pin, () => this.#pin());
    onNotification(this.#connection, comparison.unpin, () => this.#showPinned(null));
    serve(this.#connection, comparison.comparePinned.forPanel, (_, _token, report) => {
      this.received.push([comparison.comparePinned.forPanel.name, {}]);
      if (this.failure !== null) throw new Error(this.failure);
      const query = { pinned: this.#pinnedSession };
      return this.#thread.ask(comparison.compareSessions, this.#session, query, report);
    });
    this.#runErrands(takeAway.copyArray);
    this.#runErrands(takeAway.copyTest);
    this.#runErrands(takeAway.saveArray);
    this.#runErrands(takeAway.insertComment);
    this.#runErrands(takeAway.applyChanges);
    this.#connection.listen();
  }

  /** Shows the result of a table. */
  showTable(name: TableName, state: protocol.PanelState): void {
    this.tableName = name;
    this.#document = null;
    this.show(state);
  }

  /** Evaluates a document, and shows the result, or why there is none, as the extension does. */
  async showDocument(text: string, settings: Settings): Promise<void> {
    this.#document = text;
    const last = this.shown?.result ?? null;
    const shown = { failure: null, progress: null, defaults: {} };
    try {
      const { session, summary } = await this.#thread.evaluate(text, settings);
      this.#session = session;
      const { changes } = summary;
      const place = (range: { start: number; end: number }) => ({
        label: `main.py:${text.slice(0, range.start).split('\n').length}`,
        range,
      });
      const targets = summary.targetsOrigin?.range;
      const result = {
        summary,
        logitsPlace: place(summary.range),
        targetsPlace: targets ? place(targets) : null,
        callPlace: summary.unappliedOptions ? place(summary.unappliedOptions.range) : null,
        revision: (last?.revision ?? 0) + 1,
      };
      this.show({ ...shown, result, memento: { ...memento, settings: { ...settings, changes } } });
    } catch (error) {
      const failure = { message: (error as Error).message, place: null, canRetry: false };
      this.show({ ...shown, result: last, failure, memento: { ...memento, settings } });
    }
  }

  /** What is asked from now on, or only that of one name, is not answered before `release`. */
  hold(only?: string): void {
    this.#heldName = only;
    this.#gate = new Promise((resolve) => {
      this.#openGate = resolve;
    });
  }

  /** What is asked from now on is answered at once, also before what is held. */
  letPass(): void {
    this.#gate = Promise.resolve();
  }

  #passed(name: string): Promise<void> {
    return this.#heldName === undefined || this.#heldName === name ? this.#gate : Promise.resolve();
  }

  /** As the extension does where the user moves the cursor into the literal of a cell. */
  moveCursorInto(cell: compute.Cell): void {
    notify(this.#connection, protocol.cursorInCell, cell);
  }

  release(): void {
    this.#openGate();
  }

  /** Tells the panel that a command was run. */
  act(action: takeAway.Action): void {
    notify(this.#connection, takeAway.act, { action });
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
        setTimeout(() => this.#receive(unwrapNonFinite(sent) as Message));
      },
      getState: () => this.kept,
      setState: (state: unknown) => {
        this.kept = JSON.parse(JSON.stringify(state));
        this.timesKept += 1;
      },
    };
  }

  #receiveAll<Params extends object>(notification: Notification<Params>): void {
    onNotification(this.#connection, notification, (params) => {
      this.received.push([notification.name, params]);
    });
  }

  #pin(): void {
    const { result, memento } = this.shown ?? {};
    if (!result || !memento) return;
    this.#pinnedSession = this.#session;
    const { summary, logitsPlace, revision } = result;
    const { settings } = memento;
    this.#showPinned({ label: logitsPlace.label, summary, settings, revision });
  }

  #showPinned(pinned: comparison.Pinned | null): void {
    notify(this.#connection, comparison.showPinned, { pinned });
  }

  /** Answers with what was asked for. */
  #runErrands<Params extends object>(method: Method<Params, string | null>): void {
    serve(this.#connection, method, (params) => {
      this.received.push([method.name, params]);
      if (this.failure !== null) throw new Error(this.failure);
      return `${method.name} ${JSON.stringify(params)}`;
    });
  }

  /** @param fromTable answers while a table is shown; without it, that cannot be asked then. */
  #answer<Query extends object, Result>(
    question: compute.SessionQuestion<Query, Result>,
    fromTable?: (query: Query) => Result,
  ): void {
    serve(this.#connection, question.forPanel, (query, token, report) =>
      this.#reply(question, query, token, report, fromTable),
    );
  }

  async #reply<Query extends object, Result>(
    question: compute.SessionQuestion<Query, Result>,
    query: Query,
    token: CancellationToken,
    report: Report,
    fromTable?: (query: Query) => Result,
  ): Promise<Result> {
    const { name } = question.forPanel;
    this.report.set(name, report);
    this.received.push([name, query]);
    token.onCancellationRequested(() => this.cancelled.push(name));
    const session = this.#session;
    await this.#passed(name);
    if (this.failure !== null) throw new Error(this.failure);
    if (this.#document !== null) {
      const begin = performance.now();
      this.unanswered += 1;
      try {
        return await this.#thread.ask(question, session, query, report);
      } finally {
        this.unanswered -= 1;
        const milliseconds = performance.now() - begin;
        this.answerTimes.push({ name, query: JSON.stringify(query), milliseconds });
      }
    }
    if (!fromTable) throw new Error(`A table does not answer ${name}.`);
    return fromTable(query);
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
    rows: Int32Array.from(details, (_, order) => rows.start + order),
    margins: perRow(({ probabilities, argmax }) => {
      const [first = NaN, second = 0] = probabilities.toSorted().reverse();
      return Number.isNaN(probabilities[argmax]) ? NaN : first - second;
    }),
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
const kept = new URLSearchParams(location.search).get('kept') ?? 'null';

const fakeHost = new FakeHost(JSON.parse(kept));
Object.assign(window, { fakeHost, acquireVsCodeApi: () => fakeHost.acquireVsCodeApi() });

/** Messages between an extension and its webview are JSON, but for typed arrays. */
function asVSCodeSends(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(asVSCodeSends);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, asVSCodeSends(entry)]));
}
