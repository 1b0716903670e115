import * as v from 'valibot';
import {
  Disposable,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { TextRange } from '../../core/array/numericArray.ts';
import { batchReport } from '../../protocol/batch.ts';
import * as comparison from '../../protocol/comparison.ts';
import * as compute from '../../protocol/compute.ts';
import { notify, onNotification, serve } from '../../protocol/method.ts';
import { unwrapNonFinite } from '../../protocol/nonFinite.ts';
import * as page from '../../protocol/panel.ts';
import { defaultSettings } from '../../protocol/schemas.ts';
import { steps } from '../../protocol/steps.ts';
import { act, type Action } from '../../protocol/takeAway.ts';
import type { ComputeThread } from '../compute/computeThread.ts';
import { optionDefaults } from '../configuration.ts';
import { type OptionDefaults, underDefaults } from '../optionDefaults.ts';
import type { ReadingProblems } from '../readingProblems.ts';
import { fingerprintOf, openDocument, takeSource } from '../sources.ts';
import { CursorLink } from './cursorLink.ts';
import { Evaluation, type Subject } from './evaluation.ts';
import { panelHtml } from './html.ts';
import type { PinnedEvaluation } from './pinnedEvaluation.ts';
import { revealRange } from './places.ts';
import { serveTakeAway } from './takeAway.ts';
import { connectPages } from './webviewConnection.ts';

export const panelViewType = 'softmaxLens.panel';

type State = Evaluation['state'];

const nothing: State = { result: null, failure: null, progress: null, memento: null };

/** The one panel: shows the one evaluation in the webview that is open, or in a new one beside the editor. */
export class EvaluationPanel {
  readonly #extensionUri: Uri;
  readonly #thread: ComputeThread;
  readonly #problems: ReadingProblems;
  readonly #cursor: CursorLink;
  readonly #listeners: Disposable;
  #panel: WebviewPanel | undefined;
  #connection: MessageConnection | undefined;
  #evaluation: Evaluation | undefined;
  #pinned: PinnedEvaluation | undefined;
  /** What the page is to do as soon as it can. */
  #awaited: Action | undefined;
  #defaults: OptionDefaults = {};
  /** What is shown while there is no evaluation. */
  #idle = nothing;

  constructor(extensionUri: Uri, thread: ComputeThread, problems: ReadingProblems) {
    this.#extensionUri = extensionUri;
    this.#thread = thread;
    this.#problems = problems;
    this.#cursor = new CursorLink((cell) => {
      if (this.#connection) notify(this.#connection, page.cursorInCell, cell);
    });
    this.#listeners = Disposable.from(
      this.#cursor,
      window.onDidChangeTextEditorSelection((event) => {
        const evaluation = this.#evaluation;
        if (this.#panel?.visible && evaluation && !evaluation.locked) {
          this.#cursor.follow(event, evaluation);
        }
      }),
      workspace.onDidChangeTextDocument((event) => this.#evaluation?.followEdit(event)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('softmaxLens')) this.#followDefaults();
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const evaluation = this.#evaluation;
        const file = files.find(({ oldUri }) => oldUri.toString() === evaluation?.uri.toString());
        if (file) evaluation?.renamed(file.newUri);
      }),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#panel?.dispose();
  }

  /** The document that the panel shows an evaluation of. */
  get uri(): Uri | undefined {
    return this.#evaluation?.uri;
  }

  async evaluate(document: TextDocument, selections: readonly TextRange[]): Promise<void> {
    // It starts while the webview is made and the text is taken.
    this.#thread.prepare();
    // What was typed for the array before is its own: targets, weights, what its axes and values are.
    const before = this.#evaluation?.settings.options ?? this.#defaults;
    const defaults = optionDefaults(document);
    const options = underDefaults({ ...before, classWeights: undefined }, this.#defaults, defaults);
    this.#defaults = defaults;
    if (this.#panel) this.#panel.reveal(undefined, true);
    else {
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      this.#adopt(window.createWebviewPanel(panelViewType, 'Softmax Lens', column));
    }
    const settings = { ...defaultSettings, options };
    await this.#start({ uri: document.uri, selections, settings, locked: false });
  }

  /** What is shown is evaluated anew where the configuration gives it other options. */
  #followDefaults(): void {
    const evaluation = this.#evaluation;
    if (!evaluation) return;
    const { settings, uri, document } = evaluation;
    const defaults = optionDefaults(document ?? uri);
    const options = underDefaults(settings.options, this.#defaults, defaults);
    const isSame = JSON.stringify(options) === JSON.stringify(settings.options);
    this.#defaults = defaults;
    if (isSame) this.#show();
    else void evaluation.setSettings({ ...settings, options });
  }

  /** Has the panel do something with what it shows. */
  act(action: Action): void {
    if (!this.#panel || !this.#evaluation?.state.result) {
      sayNothingEvaluated();
      return;
    }
    this.#awaited = action;
    // A page that is hidden hears nothing; shown again, it is loaded anew and says when it is ready.
    if (this.#panel.visible) this.#actAsAwaited();
    else this.#panel.reveal(undefined, true);
  }

  #actAsAwaited(): void {
    const action = this.#awaited;
    if (!action || !this.#connection) return;
    this.#awaited = undefined;
    notify(this.#connection, act, { action });
  }

  /** Takes over the panel that VS Code restored after a reload of the window. */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    if (this.#evaluation) {
      panel.dispose();
      return;
    }
    this.#adopt(panel);
    const saved = v.safeParse(v.object({ memento: page.memento }), unwrapNonFinite(state));
    if (!saved.success) return;
    const { memento } = saved.output;
    const uri = Uri.parse(memento.uri);
    this.#rest({ ...nothing, progress: 0, memento });
    try {
      const document = await openDocument(uri);
      const { selections } = memento;
      const source = await takeSource(document, selections);
      const isSame =
        memento.fingerprint === null ||
        (source && memento.fingerprint === fingerprintOf(source, selections));
      if (!this.#isIdle(panel)) return;
      this.#defaults = optionDefaults(document);
      if (!isSame)
        throw new Error(
          `${workspace.asRelativePath(uri)} has changed since. Select the array again.`,
        );
      await this.#start({ ...memento, uri });
    } catch (error) {
      if (!this.#isIdle(panel)) return;
      const { message } = error as Error;
      this.#rest({ ...nothing, memento, failure: { message, place: null, canRetry: false } });
    }
  }

  #isIdle(panel: WebviewPanel): boolean {
    return this.#panel === panel && !this.#evaluation;
  }

  async #start(subject: Subject): Promise<void> {
    this.#evaluation?.dispose();
    this.#problems.clear();
    const evaluation = new Evaluation(this.#thread, subject, () => {
      if (this.#evaluation === evaluation) this.#show();
    });
    this.#evaluation = evaluation;
    await evaluation.evaluate();
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
    this.#evaluation?.dispose();
    this.#evaluation = undefined;
    this.#awaited = undefined;
    this.#setPinned(undefined);
    this.#idle = nothing;
    this.#problems.clear();
  }

  #serve(connection: MessageConnection): void {
    this.#connection = connection;
    onNotification(connection, page.ready, () => {
      this.#show();
      this.#showPinned();
      this.#actAsAwaited();
    });
    onNotification(connection, page.cancel, () => this.#evaluation?.cancel());
    onNotification(connection, page.retry, () => void this.#evaluation?.evaluate());
    onNotification(connection, page.setLocked, ({ locked }) => this.#evaluation?.setLocked(locked));
    serve(connection, page.setSettings, async ({ settings }) => {
      await this.#evaluation?.setSettings(settings);
      return null;
    });
    onNotification(connection, page.reveal, ({ range }) => void this.#reveal(() => range));
    onNotification(connection, page.selectCell, (cell) => {
      if (this.#evaluation) void this.#cursor.select(this.#evaluation, cell);
    });
    onNotification(
      connection,
      page.revealCell,
      (cell) => void this.#reveal((evaluation) => evaluation.locate(cell)),
    );
    onNotification(connection, comparison.pin, () => void this.#pin());
    onNotification(connection, comparison.unpin, () => this.#setPinned(undefined));
    serve(connection, comparison.comparePinned.forPanel, (_, token, report) => {
      const evaluation = this.#evaluation;
      if (!this.#pinned || !evaluation) throw new Error('There are no two evaluations to compare.');
      const ask = (pinned: number) =>
        evaluation.ask(comparison.compareSessions, { pinned }, token, report);
      return this.#pinned.compare(ask, token, report);
    });
    serveTakeAway(connection, () => this.#evaluation);
    const relay = <Query extends object, Result>(
      question: compute.SessionQuestion<Query, Result>,
    ): void => {
      serve(connection, question.forPanel, (query, token, report) => {
        if (!this.#evaluation) throw new Error('There is nothing evaluated to ask about.');
        return this.#evaluation.ask(question, query, token, report);
      });
    };
    relay(compute.arrangeRows);
    relay(compute.rowWindow);
    relay(compute.rowDetail);
    relay(compute.conventionReport);
    relay(compute.precisionLens);
    relay(compute.gradientCheck);
    relay(compute.variantLoss);
    relay(batchReport);
    relay(steps);
  }

  async #reveal(range: (evaluation: Evaluation) => TextRange | Promise<TextRange>): Promise<void> {
    const evaluation = this.#evaluation;
    if (!evaluation) return;
    try {
      await revealRange(evaluation.uri, await range(evaluation));
    } catch (error) {
      void window.showErrorMessage(`Softmax Lens: ${(error as Error).message}`);
    }
  }

  /** Pins what is shown; if something is pinned already, unpins that. */
  togglePin(): void {
    if (this.#pinned) this.#setPinned(undefined);
    else if (this.#evaluation) void this.#pin();
    else sayNothingEvaluated();
  }

  async #pin(): Promise<void> {
    try {
      const pinned = await this.#evaluation?.pin();
      if (this.#panel) this.#setPinned(pinned);
      else pinned?.dispose();
    } catch (error) {
      void window.showErrorMessage(`Softmax Lens: ${(error as Error).message}`);
    }
  }

  #setPinned(pinned: PinnedEvaluation | undefined): void {
    this.#pinned?.dispose();
    this.#pinned = pinned;
    this.#showPinned();
  }

  #showPinned(): void {
    const pinned = this.#pinned?.shown ?? null;
    if (this.#connection) notify(this.#connection, comparison.showPinned, { pinned });
  }

  #rest(state: State): void {
    this.#idle = state;
    this.#show();
  }

  #show(): void {
    const evaluation = this.#evaluation;
    const { failure, document } = evaluation ?? {};
    if (failure && document) this.#problems.show(document, failure);
    else this.#problems.clear();
    const state = evaluation?.state ?? this.#idle;
    if (this.#connection)
      notify(this.#connection, page.show, { ...state, defaults: this.#defaults });
  }
}

function sayNothingEvaluated(): void {
  void window.showInformationMessage(
    'Softmax Lens: evaluate an array first. Select one and run “Evaluate Selection”.',
  );
}
