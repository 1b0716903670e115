import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc/browser';
import {
  type Arrangement,
  type Cell as Place,
  type Quantity,
  type RowDetail,
  rowDetail,
  type RowFilter,
  type RowSort,
  type Summary,
} from '../protocol/compute.ts';
import { type Method, notify, onNotification, request } from '../protocol/method.ts';
import { unwrapNonFinite, wrapNonFinite } from '../protocol/nonFinite.ts';
import {
  cancel,
  type PanelState,
  ready,
  retry,
  reveal,
  revealCell,
  setLocked,
  setSettings,
  show,
} from '../protocol/panel.ts';
import { defaultSettings, type Settings } from '../protocol/schemas.ts';
import type { StepArithmetic } from '../protocol/steps.ts';
import { ArrangedRows } from './arrangedRows.ts';
import { applicable } from './arrangement.ts';
import type { Span } from './axis.ts';
import type { WebviewApi } from './connection.ts';
import { columnOfPlace, gridColumnCount, shownQuantity } from './gridColumns.ts';
import { type Answers, answersOf, createInquiries, type Inquiries } from './inquiries.ts';
import { clamp, type Cell } from './keyboard.ts';
import type { Digits } from './numbers.ts';
import { isInDocument } from './place.ts';
import type { RowWindows } from './rowWindows.ts';
import { variantChoice } from './variantChoice.ts';
import {
  readPersistedState,
  type PersistedState,
  type SectionName,
  type VariantForm,
  type ViewState,
} from './viewState.ts';

/** Work shorter than this is not announced, so that quick evaluations do not make the panel flicker. */
const patienceMilliseconds = 150;

/** The sections that tell of the chosen row. */
const ofRow = ['variants', 'steps'] as const;

/** Everything that the panel's view is made of. */
export interface PanelModel {
  /** Null until the extension has said what there is to show. */
  readonly host: PanelState | null;
  readonly view: ViewState;
  /** Work has been under way for long enough to be worth showing. */
  readonly busy: boolean;
  readonly windows: RowWindows | null;
  /** The rows are being filtered and sorted. */
  readonly arranging: boolean;
  /** Where the cell that has the focus stands in the grid: its row as the rows are arranged. */
  readonly position: number;
  readonly detail: { readonly row: number; readonly values: RowDetail } | null;
  /** Why a part of the result could not be fetched. */
  readonly fetchFailure: string | null;
  /** What the last action of the user came to, for eyes and screen readers. */
  readonly announcement: string;
  /** What the checks of the present result have found. */
  readonly answers: Answers;
  /** How often the options were reset. */
  readonly resets: number;
  /** The cell of the grid to be brought into view; another object each time. */
  readonly sought: Cell | null;
}

/** The panel's one state: messages and actions go in, the model to be drawn comes out. */
export class PanelStore {
  readonly #connection: MessageConnection;
  readonly #webview: WebviewApi;
  readonly #listeners = new Set<() => void>();
  #model: PanelModel;
  #memento: PersistedState['memento'];
  #patience: ReturnType<typeof setTimeout> | undefined;
  #detailRequest: CancellationTokenSource | undefined;
  readonly #inquiries: Inquiries;
  /** What VS Code was last given to keep, as text. */
  #kept = '';
  readonly #rows: ArrangedRows;
  /** The row at the grid's position is not known yet. */
  #awaitsRow = false;

  constructor(connection: MessageConnection, webview: WebviewApi) {
    this.#connection = connection;
    this.#webview = webview;
    const { memento, view } = readPersistedState(unwrapNonFinite(webview.getState()));
    this.#memento = memento;
    this.#inquiries = createInquiries(connection, () =>
      this.#change({ answers: answersOf(this.#inquiries) }),
    );
    this.#rows = new ArrangedRows(
      connection,
      () => this.#showRows(),
      (error) => this.#failFetch(error),
    );
    this.#model = {
      host: null,
      view,
      busy: false,
      windows: null,
      arranging: false,
      position: 0,
      detail: null,
      fetchFailure: null,
      announcement: '',
      answers: answersOf(this.#inquiries),
      resets: 0,
      sought: null,
    };
    onNotification(connection, show, (state) => this.#show(state));
    notify(connection, ready, {});
  }

  get model(): PanelModel {
    return this.#model;
  }

  /** Calls a listener whenever the model has changed. @returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Chooses a cell of the grid, its row counted as the rows are arranged. */
  choosePosition({ row: position, column }: Cell): void {
    this.#change({ position });
    const row = this.#model.windows?.rowAt(position);
    this.#awaitsRow = row === undefined;
    this.#choose({ row: row ?? this.#model.view.cell.row, column });
  }

  /** Chooses the cell of the grid in which a place is shown, and brings it into view. */
  chooseInGrid(place: Place): void {
    const { host } = this.#model;
    if (!host?.result) return;
    const { summary } = host.result;
    void this.#find({ row: place.row, column: columnOfPlace(place, summary) });
  }

  /** Shows a place in the grid and, if it stands there, in the document. */
  showCell(place: Place): void {
    this.chooseInGrid(place);
    const summary = this.#model.host?.result?.summary;
    if (summary && isInDocument(place, summary)) this.revealCell(place);
  }

  chooseQuantity(quantity: Quantity): void {
    this.#changeView({ quantity });
  }

  /** Shows only some of the rows. */
  changeFilter(filter: RowFilter): void {
    void this.#rearrange({ filter });
  }

  /** @param sort null for the rows' own order */
  changeSort(sort: RowSort | null): void {
    void this.#rearrange({ sort });
  }

  /** Leaves the rows as they are arranged now. */
  cancelArranging(): void {
    this.#rows.cancelArranging();
    const { arrangement } = this.#model.windows ?? {};
    if (arrangement) this.#changeView({ arrangement });
    this.#showRows();
  }

  chooseDigits(digits: Digits): void {
    this.#changeView({ digits });
  }

  showAllClasses(allClasses: boolean): void {
    this.#changeView({ allClasses });
  }

  announce(announcement: string): void {
    this.#change({ announcement });
  }

  /** Changes some of the settings under which the logits are evaluated. */
  changeSettings(change: Partial<Settings>): void {
    const settings = this.#model.host?.memento?.settings;
    if (settings) notify(this.#connection, setSettings, { settings: { ...settings, ...change } });
  }

  /** `text` in any notation; empty for the targets found in the document. */
  setTargets(text: string): void {
    this.changeSettings({ targetsText: text === '' ? null : text });
  }

  /** An option that is undefined goes back to its default. */
  changeOptions(change: Settings['options']): void {
    const options = { ...this.#model.host?.memento?.settings.options, ...change };
    const set = Object.entries(options).filter(([, value]) => value !== undefined);
    this.changeSettings({ options: Object.fromEntries(set) });
  }

  /** Back to the defaults, but for the targets: they have a way back of their own. */
  resetOptions(): void {
    const { options, classAxis, valuesAre } = defaultSettings;
    this.changeSettings({ options, classAxis, valuesAre });
    this.#change({ resets: this.#model.resets + 1 });
  }

  /** Opens or closes a section. What an open one shows is asked for, what a closed one showed forgotten. */
  toggleSection(section: SectionName, open: boolean): void {
    const { opened } = this.#model.view;
    if (opened.includes(section) === open) return;
    const others = opened.filter((name) => name !== section);
    this.#changeView({ opened: open ? [...others, section] : others });
    if (open) this.#ask(section);
    else this.#forget(section);
  }

  cancelQuestion(name: keyof Inquiries): void {
    this.#inquiries[name].cancel();
  }

  askAgain(name: keyof Inquiries): void {
    if (name === 'gradient') this.checkGradient();
    else this.#ask(name);
  }

  checkGradient(): void {
    void this.#inquiries.gradient.ask({});
  }

  changeVariant(change: Partial<VariantForm>): void {
    this.#changeView({ variant: { ...this.#model.view.variant, ...change } });
    this.#ask('variants');
  }

  chooseTopSize(topSize: number): void {
    this.#changeView({ topSize });
  }

  changeArithmetic(change: Partial<StepArithmetic>): void {
    this.#changeView({ arithmetic: { ...this.#model.view.arithmetic, ...change } });
    this.#ask('steps');
  }

  setLocked(locked: boolean): void {
    notify(this.#connection, setLocked, { locked });
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

  revealCell(place: Place): void {
    notify(this.#connection, revealCell, place);
  }

  /** Has the extension take something out of the panel, and announces what came of it. */
  async takeAway<Params extends object>(
    method: Method<Params, string | null>,
    params: Params,
  ): Promise<void> {
    try {
      this.announce((await request(this.#connection, method, params)) ?? '');
    } catch (error) {
      this.announce(error instanceof Error ? error.message : String(error));
    }
  }

  retryFetch(): void {
    this.#change({ fetchFailure: null });
    void this.#arrange(this.#model.view.cell.row);
    this.#fetchDetail();
  }

  /** Fetches what a part of the grid still lacks, and nothing else: the user has scrolled on. */
  wantWindow(rows: Span, columns: Span): void {
    const { host, view, fetchFailure } = this.#model;
    if (!host?.result || fetchFailure !== null) return;
    this.#rows.want(shownQuantity(view.quantity, host.result.summary), rows, columns);
  }

  #show(host: PanelState): void {
    const previous = this.#model;
    const result = host.result;
    const newRevision = result?.revision !== previous.host?.result?.revision;
    if (newRevision) this.#rows.show(result?.summary);
    const { windows } = this.#rows;
    const sameRows = windows !== null && windows === previous.windows;
    this.#memento = host.memento;
    this.#change({
      host,
      windows,
      detail: sameRows ? previous.detail : null,
      fetchFailure: newRevision ? null : previous.fetchFailure,
      view: result ? withinGrid(previous.view, result.summary) : previous.view,
    });
    // A filter is for the array it was made for.
    if (previous.windows && !sameRows) {
      this.#changeView({ arrangement: { ...this.#model.view.arrangement, filter: {} } });
    }
    this.#persist();
    this.#watchProgress();
    if (!newRevision) return;
    void this.#arrange(this.#model.view.cell.row);
    this.#fetchDetail();
    this.#inquiries.gradient.drop();
    for (const section of this.#model.view.opened) {
      if (result) this.#ask(section);
      else this.#forget(section);
    }
  }

  #showRows(): void {
    const { windows, areBeingArranged: arranging } = this.#rows;
    this.#change({ windows, arranging });
    if (!this.#awaitsRow) return;
    const row = windows?.rowAt(this.#model.position);
    if (row === undefined) return;
    this.#awaitsRow = false;
    this.#choose({ ...this.#model.view.cell, row });
  }

  async #rearrange(change: Partial<Arrangement>): Promise<void> {
    this.#changeView({ arrangement: { ...this.#model.view.arrangement, ...change } });
    await this.#arrange(null);
  }

  /** Arranges the rows as the view has it, and finds one of them; null for the first, which is chosen. */
  async #arrange(row: number | null): Promise<void> {
    const { host, view } = this.#model;
    if (!host?.result) return;
    const place = await this.#rows.arrange(applicable(view.arrangement, host.result.summary), row);
    if (place === undefined) return;
    this.#awaitsRow = false;
    const { position, windows } = this.#model;
    const nearest = clamp(position, windows?.rows ?? 0);
    this.#change({ position: place?.position ?? nearest });
    if (place) this.#choose({ ...this.#model.view.cell, row: place.row });
  }

  async #find(cell: Cell): Promise<void> {
    this.#awaitsRow = false;
    this.#choose(cell);
    const position = await this.#rows.positionOf(cell.row);
    if (position === undefined) return;
    if (position === null) this.announce(`Row ${cell.row} is not among the rows that are shown.`);
    else this.#change({ position, sought: { row: position, column: cell.column } });
  }

  #choose(cell: Cell): void {
    const { cell: previous } = this.#model.view;
    if (cell.row === previous.row && cell.column === previous.column) return;
    this.#changeView({ cell });
    if (cell.row === previous.row) return;
    this.#fetchDetail();
    for (const section of ofRow) {
      if (this.#model.view.opened.includes(section)) this.#ask(section);
    }
  }

  #watchProgress(): void {
    if (this.#model.host?.progress === null) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#change({ busy: false });
    } else {
      this.#patience ??= setTimeout(() => this.#change({ busy: true }), patienceMilliseconds);
    }
  }

  #fetchDetail(): void {
    this.#detailRequest?.cancel();
    this.#detailRequest = undefined;
    if (this.#model.host?.result) void this.#fetchRow(this.#model.view.cell.row);
  }

  async #fetchRow(row: number): Promise<void> {
    const source = new CancellationTokenSource();
    this.#detailRequest = source;
    try {
      const values = await request(this.#connection, rowDetail.forPanel, { row }, source.token);
      if (this.#detailRequest === source) this.#change({ detail: { row, values } });
    } catch (error) {
      if (!source.token.isCancellationRequested) this.#failFetch(error);
    }
  }

  #ask(section: SectionName): void {
    const { view } = this.#model;
    const { conventions, precision, batch, variants, steps } = this.#inquiries;
    switch (section) {
      case 'conventions':
        return void conventions.ask({});
      case 'precision':
        return void precision.ask({});
      case 'batch':
        return void batch.ask({});
      case 'variants':
        return void variants.ask({ variant: variantChoice(view.variant), row: view.cell.row });
      case 'steps':
        return void steps.ask({ row: view.cell.row, arithmetic: view.arithmetic });
      case 'gradient':
      case 'options':
      // Nothing to ask: the gradient is checked at the press of a button.
    }
  }

  #forget(section: SectionName): void {
    if (section !== 'options') this.#inquiries[section].drop();
  }

  #failFetch(error: unknown): void {
    this.#change({ fetchFailure: error instanceof Error ? error.message : String(error) });
  }

  #changeView(part: Partial<ViewState>): void {
    this.#change({ view: { ...this.#model.view, ...part }, announcement: '' });
    this.#persist();
  }

  #change(part: Partial<PanelModel>): void {
    this.#model = { ...this.#model, ...part };
    for (const listener of this.#listeners) listener();
  }

  #persist(): void {
    const state: PersistedState = { memento: this.#memento, view: this.#model.view };
    const text = JSON.stringify(state);
    if (text === this.#kept) return;
    this.#kept = text;
    // VS Code keeps it as JSON.
    this.#webview.setState(wrapNonFinite(state));
  }
}

function withinGrid(view: ViewState, summary: Summary): ViewState {
  const cell = {
    row: clamp(view.cell.row, summary.rows),
    column: clamp(view.cell.column, gridColumnCount(summary)),
  };
  return { ...view, cell };
}
