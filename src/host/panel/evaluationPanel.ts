import * as v from 'valibot';
import {
  CancellationTokenSource,
  Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import type { TextRange } from '../../core/array/numericArray.ts';
import * as compute from '../../protocol/compute.ts';
import { toFailure } from '../../protocol/failure.ts';
import { notify, onNotification, serve } from '../../protocol/method.ts';
import * as page from '../../protocol/panel.ts';
import { defaultSettings, type Settings } from '../../protocol/schemas.ts';
import type { ComputeThread } from '../compute/computeThread.ts';
import type { ReadingProblems } from '../readingProblems.ts';
import { sourceOf } from '../sources.ts';
import { moveRange } from '../trackedRange.ts';
import { panelHtml } from './html.ts';
import { placeOf, revealRange } from './places.ts';
import { connectPages } from './webviewConnection.ts';

export const panelViewType = 'softmaxLens.panel';

/** Typing must rest for this long before the array is evaluated again. */
const restMs = 200;

/** The one panel shows the one session. */
const session = 1;

/** What is being looked at: it follows the document's edits until it is locked. */
interface Subject {
  readonly document: TextDocument;
  selections: readonly TextRange[];
  settings: Settings;
  locked: boolean;
}

/** The panel beside the editor: evaluates a selection, shows it, and keeps it up to date. */
export class EvaluationPanel {
  readonly #extensionUri: Uri;
  readonly #thread: ComputeThread;
  readonly #problems: ReadingProblems;
  readonly #listeners: Disposable;
  #panel: WebviewPanel | undefined;
  #connection: MessageConnection | undefined;
  #subject: Subject | undefined;
  #work = new CancellationTokenSource();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #revision = 0;
  #result: page.EvaluationResult | null = null;
  #failure: page.PanelState['failure'] = null;
  #progress: number | null = null;

  constructor(extensionUri: Uri, thread: ComputeThread, problems: ReadingProblems) {
    this.#extensionUri = extensionUri;
    this.#thread = thread;
    this.#problems = problems;
    this.#listeners = Disposable.from(
      workspace.onDidChangeTextDocument((event) => this.#followEdit(event)),
      thread.onProgress(session, (fraction) => {
        if (this.#progress !== null) this.#show({ progress: fraction });
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#panel?.dispose();
  }

  /** Shows the selections of a document, in the panel that is open or in a new one beside the editor. */
  async evaluate(document: TextDocument, selections: readonly TextRange[]): Promise<void> {
    const options = this.#subject?.settings.options ?? defaultSettings.options;
    const settings = { ...defaultSettings, options };
    this.#subject = { document, selections, settings, locked: false };
    this.#result = null;
    this.#open();
    await this.#evaluate('read');
  }

  /** Takes over the panel that VS Code restored after a reload of the window. */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    this.#adopt(panel);
    const saved = v.safeParse(v.object({ memento: page.memento }), state);
    if (!saved.success) return;
    const { uri, selections, settings, locked } = saved.output.memento;
    try {
      const document = await workspace.openTextDocument(Uri.parse(uri));
      this.#subject = { document, selections, settings, locked };
    } catch {
      const message = `${Uri.parse(uri).path} cannot be opened any more. Select an array and run "Softmax Lens: Evaluate Selection".`;
      this.#show({ failure: { message, place: null, canRetry: false } });
      return;
    }
    await this.#evaluate('read');
  }

  #open(): void {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    this.#adopt(window.createWebviewPanel(panelViewType, 'Softmax Lens', column));
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: ['dist', 'media'].map((folder) =>
        Uri.joinPath(this.#extensionUri, folder),
      ),
    };
    panel.iconPath = {
      light: Uri.joinPath(this.#extensionUri, 'media', 'panel-light.svg'),
      dark: Uri.joinPath(this.#extensionUri, 'media', 'panel-dark.svg'),
    };
    const pages = connectPages(webview, (connection) => this.#serve(connection));
    panel.onDidDispose(() => {
      pages.dispose();
      if (this.#panel === panel) this.#close();
    });
    webview.html = panelHtml(webview, this.#extensionUri);
  }

  #close(): void {
    this.#panel = undefined;
    this.#connection = undefined;
    this.#work.cancel();
    clearTimeout(this.#timer);
    if (this.#subject) this.#problems.clear(this.#subject.document);
    this.#subject = undefined;
    this.#result = this.#failure = this.#progress = null;
    // The thread may be gone already, and its sessions with it.
    this.#thread.request(compute.closeSession, { session }).catch(() => undefined);
  }

  #serve(connection: MessageConnection): void {
    this.#connection = connection;
    onNotification(connection, page.ready, () => this.#show({}));
    onNotification(connection, page.cancel, () => this.#work.cancel());
    onNotification(connection, page.retry, () => void this.#evaluate('read'));
    onNotification(connection, page.setLocked, ({ locked }) => {
      this.#change((subject) => (subject.locked = locked));
      if (!locked) void this.#evaluate('read');
      else this.#show({});
    });
    onNotification(connection, page.setSettings, ({ settings }) => {
      this.#change((subject) => (subject.settings = settings));
      void this.#evaluate('update');
    });
    onNotification(connection, page.reveal, ({ range }) => void this.#reveal(range));
    onNotification(connection, page.revealCell, (cell) => void this.#revealCell(cell));
    const relay = <Query extends object, Result>(
      question: compute.SessionQuestion<Query, Result>,
    ): void => {
      serve(connection, question.forPanel, (query, token) => this.#ask(question, query, token));
    };
    relay(compute.rowWindow);
    relay(compute.rowDetail);
    relay(compute.conventionReport);
    relay(compute.precisionLens);
    relay(compute.gradientCheck);
    relay(compute.metrics);
    relay(compute.variantLoss);
  }

  #ask<Query extends object, Result>(
    question: compute.SessionQuestion<Query, Result>,
    query: Query,
    token?: CancellationToken,
  ): Promise<Result> {
    return this.#inSession(() =>
      this.#thread.request(question.forThread, { session, query }, token),
    );
  }

  async #revealCell(cell: compute.Cell): Promise<void> {
    try {
      await this.#reveal(await this.#ask(compute.locate, cell));
    } catch (error) {
      this.#fail(error);
    }
  }

  #change(apply: (subject: Subject) => void): void {
    if (this.#subject) apply(this.#subject);
  }

  /** A thread that was started anew does not know the session: it is evaluated again, the page then asks again. */
  async #inSession<Result>(send: () => Promise<Result>): Promise<Result> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof Error && error.name === 'UnknownSessionError') {
        void this.#evaluate('read');
      }
      throw error;
    }
  }

  async #evaluate(how: 'read' | 'update'): Promise<void> {
    const subject = this.#subject;
    if (!subject) return;
    clearTimeout(this.#timer);
    this.#work.cancel();
    const work = (this.#work = new CancellationTokenSource());
    this.#show({ progress: 0 });
    const { document, selections, settings } = subject;
    try {
      const summary = await (how === 'read'
        ? this.#thread.request(
            compute.openSession,
            { session, source: sourceOf(document, selections), settings },
            work.token,
          )
        : this.#inSession(() =>
            this.#thread.request(compute.updateSession, { session, settings }, work.token),
          ));
      if (this.#work !== work) return;
      this.#problems.clear(document);
      this.#accept(subject, summary);
    } catch (error) {
      if (this.#work === work) this.#fail(error);
    }
  }

  #accept(subject: Subject, summary: compute.Summary): void {
    // A cursor stands for the array that was found around it.
    if (subject.selections.every(({ start, end }) => start === end)) {
      subject.selections = [summary.range];
    }
    const { document } = subject;
    const targets = summary.targetsOrigin?.range;
    this.#result = {
      summary,
      logitsPlace: placeOf(document, summary.range),
      targetsPlace: targets ? placeOf(document, targets) : null,
      revision: ++this.#revision,
    };
    this.#show({ failure: null, progress: null });
  }

  #fail(error: unknown): void {
    const document = this.#subject?.document;
    const failure = toFailure(error);
    const { name, message, offset } = failure;
    if (document) this.#problems.show(document, failure);
    this.#show({
      progress: null,
      failure: {
        message,
        place:
          document && offset !== undefined
            ? placeOf(document, { start: offset, end: offset + 1 })
            : null,
        canRetry: name === 'ComputeThreadError' || name === 'CancelledError',
      },
    });
  }

  #show(change: Partial<Pick<page.PanelState, 'failure' | 'progress'>>): void {
    if (change.failure !== undefined) this.#failure = change.failure;
    if (change.progress !== undefined) this.#progress = change.progress;
    if (!this.#connection) return;
    notify(this.#connection, page.show, {
      result: this.#result,
      failure: this.#failure,
      progress: this.#progress,
      memento: this.#memento(),
    });
  }

  #memento(): page.Memento | null {
    if (!this.#subject) return null;
    const { document, selections, settings, locked } = this.#subject;
    const uri = document.uri.toString();
    return { uri, selections, settings, locked };
  }

  #followEdit({ document, contentChanges }: TextDocumentChangeEvent): void {
    const subject = this.#subject;
    if (subject?.document !== document || contentChanges.length === 0) return;
    subject.selections = subject.selections.map((range) => contentChanges.reduce(moveRange, range));
    if (subject.locked) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#evaluate('read'), restMs);
  }

  async #reveal(range: TextRange): Promise<void> {
    if (this.#subject) await revealRange(this.#subject.document, range);
  }
}
