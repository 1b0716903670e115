import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { type Pinned, pin, showPinned, unpin } from '../protocol/comparison.ts';
import {
  type Arrangement,
  type Cell as Place,
  type Quantity,
  rowDetail,
  type RowFilter,
  type RowQuery,
  type RowSort,
  type Summary,
} from '../protocol/compute.ts';
import { type Method, notify, onNotification, request } from '../protocol/method.ts';
import { unwrapNonFinite, wrapNonFinite } from '../protocol/nonFinite.ts';
import {
  cancel,
  cursorInCell,
  type PanelState,
  ready,
  retry,
  reveal,
  revealCell,
  selectCell,
  setLocked,
  setSettings,
  show,
} from '../protocol/panel.ts';
import { type Changes, defaultSettings, noChanges, type Settings } from '../protocol/schemas.ts';
import type { StepArithmetic } from '../protocol/steps.ts';
import { ArrangedRows, type GridView } from './grid/arrangedRows.ts';
import { applicable } from './grid/arrangement.ts';
import {
  act,
  type Action,
  applyChanges,
  copyArray,
  copyCells,
  copyTest,
  insertComment,
  saveArray,
  type TakenArray,
  type TakenQuantity,
} from '../protocol/takeAway.ts';
import type { CellRange } from './grid/cellRange.ts';
import { chosenCells, chosenSpans } from './grid/chosenCells.ts';
import type { WebviewApi } from './connection.ts';
import { defined } from './defined.ts';
import {
  columnOfPlace,
  gridColumnCount,
  placeInColumn,
  shownQuantity,
} from './grid/gridColumns.ts';
import { type Answers, answersOf, createInquiries, type Inquiries } from './inquiries.ts';
import { clamp, type Cell, headerRow } from './grid/keyboard.ts';
import { type DigitChoice, grouped, type NumberNotation } from './numbers.ts';
import { isInDocument } from './place.ts';
import {
  changesInWords,
  countChanges,
  type EvaluatedRow,
  withLogit,
  withTarget,
} from './row/changes.ts';
import type { RowWindows } from './grid/rowWindows.ts';
import { SettingsQueue } from './settingsQueue.ts';
import { takenArray } from './takeAway/takenArray.ts';
import { variantChoice } from './variantChoice.ts';
import {
  readPersistedState,
  type PersistedState,
  type SectionName,
  type SizedColumn,
  type VariantForm,
  type ViewState,
} from './viewState.ts';

/** Work shorter than this is not announced, so that quick evaluations do not make the panel flicker. */
const patienceMilliseconds = 150;

/** The choice of a cell must rest for this long before the editor follows it. */
const restMilliseconds = 80;

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
  /** The cells that are chosen, where they are more than that one. */
  readonly range: CellRange | null;
  readonly detail: EvaluatedRow | null;
  /** The settings that the user wants. What is shown may still be evaluated under others. */
  readonly settings: Settings;
  /** The changes are being written into the document. */
  readonly applying: boolean;
  /** Why they were not, until there are others. */
  readonly applyFailure: string | null;
  /** Why a part of the result could not be fetched. */
  readonly fetchFailure: string | null;
  /** What the last action of the user came to, for eyes and screen readers. */
  readonly announcement: string;
  /** What the checks of the present result have found. */
  readonly answers: Answers;
  /** What is pinned to be compared with. */
  readonly pinned: Pinned | null;
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
  #selecting: ReturnType<typeof setTimeout> | undefined;
  #fetchesRow = false;
  #wantsRow = false;
  readonly #inquiries: Inquiries;
  readonly #queue: SettingsQueue;
  /** What VS Code was last given to keep, as text. */
  #kept = '';
  readonly #rows: ArrangedRows;
  /** What was announced when changes were applied. */
  #written: string | null = null;
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
      range: null,
      detail: null,
      settings: memento?.settings ?? defaultSettings,
      applying: false,
      applyFailure: null,
      fetchFailure: null,
      announcement: '',
      answers: answersOf(this.#inquiries),
      pinned: null,
      resets: 0,
      sought: null,
    };
    this.#queue = new SettingsQueue(
      (settings) => this.#evaluateUnder(settings),
      () => this.#change({ settings: settingsOf(this.#model.host) }),
    );
    onNotification(connection, show, (state) => this.#show(state));
    onNotification(connection, showPinned, ({ pinned }) => this.#showPinned(pinned));
    onNotification(connection, cursorInCell, (place) => this.chooseInGrid(place));
    onNotification(connection, act, ({ action }) => this.perform(action));
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
    this.#change({ position, range: null });
    const row = position === headerRow ? undefined : this.#model.windows?.rowAt(position);
    this.#awaitsRow = row === undefined && position !== headerRow;
    this.#choose({ row: row ?? this.#model.view.cell.row, column });
    clearTimeout(this.#selecting);
    this.#selecting = setTimeout(() => this.#selectInEditor(), restMilliseconds);
  }

  chooseRange(range: CellRange): void {
    const summary = this.#model.host?.result?.summary;
    if (!summary) return;
    this.#change({ range });
    const { rows, columns } = chosenSpans(this.#model, summary);
    const size = [rows, columns].map(({ start, end }) => grouped(end - start));
    this.announce(`${size.join(' × ')} cells chosen`);
  }

  /** Puts the chosen cells on the clipboard. */
  async copyCells(headers: boolean): Promise<void> {
    const cells = chosenCells(this.#model, headers);
    if (cells) await this.takeAway(copyCells, cells);
  }

  async goToRow(row: number): Promise<void> {
    await this.#find({ ...this.#model.view.cell, row });
  }

  /** Chooses the cell of the grid in which a place is shown, and brings it into view. */
  chooseInGrid(place: Place): void {
    const { host } = this.#model;
    if (!host?.result) return;
    const { summary } = host.result;
    void this.#find({ row: place.row, column: columnOfPlace(place, summary) });
  }

  /** Selects the chosen cell's literal in the document, and leaves the focus here. */
  #selectInEditor(): void {
    const { host, view } = this.#model;
    if (!host?.result || this.#awaitsRow) return;
    const { summary } = host.result;
    const place = placeInColumn(view.cell.row, view.cell.column, summary);
    if (place && isInDocument(place, summary)) notify(this.#connection, selectCell, place);
  }

  /** Shows a place in the grid and, if it stands there, in the document. */
  showCell(place: Place): void {
    this.chooseInGrid(place);
    const summary = this.#model.host?.result?.summary;
    if (summary && isInDocument(place, summary)) this.revealCell(place);
  }

  chooseQuantity(quantity: Quantity): void {
    this.#changeView({ quantity, taken: null });
  }

  chooseTaken(taken: TakenQuantity): void {
    this.#changeView({ taken });
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

  chooseDigits(digits: DigitChoice): void {
    this.#changeView({ digits });
  }

  chooseNotation(notation: NumberNotation): void {
    this.#changeView({ notation });
  }

  /** @param width in pixels; null for as wide as the texts are */
  changeColumnWidth(column: SizedColumn, width: number | null): void {
    const widths = { ...this.#model.view.columnWidths, [column]: width ?? undefined };
    this.#changeView({ columnWidths: defined(widths) });
  }

  showAllClasses(allClasses: boolean): void {
    this.#changeView({ allClasses });
  }

  announce(announcement: string): void {
    this.#change({ announcement });
  }

  /** Changes some of the settings under which the logits are evaluated. */
  changeSettings(change: Partial<Settings>): void {
    const before = this.#model.settings;
    const after = { ...before, ...change };
    const isSameArray =
      after.classAxis === before.classAxis && after.valuesAre === before.valuesAre;
    // Of another array, other numbers would be changed.
    const settings = isSameArray ? after : { ...after, changes: noChanges };
    this.#change({ settings, announcement: '' });
    this.#queue.setNow(settings);
  }

  /** As `changeSettings`, step by step: the chosen row follows at once, the batch as soon as it can. */
  #try(change: Partial<Settings>): void {
    const settings = { ...this.#model.settings, ...change };
    this.#change({ settings, applyFailure: null, announcement: '' });
    this.#queue.setNext(settings);
    this.#fetchDetail();
  }

  async #evaluateUnder(settings: Settings): Promise<void> {
    try {
      await request(this.#connection, setSettings, { settings });
    } catch (error) {
      this.#failFetch(error);
    }
  }

  /** `text` in any notation; empty for the targets found in the document. */
  setTargets(text: string): void {
    const { changes } = this.#model.settings;
    this.changeSettings({
      targetsText: text === '' ? null : text,
      changes: { ...changes, targets: [] },
    });
  }

  /** An option that is undefined goes back to its default. */
  changeOptions(change: Settings['options']): void {
    this.changeSettings({ options: withOptions(this.#model.settings, change) });
  }

  /** As `changeOptions`, for a slider: the chosen row follows at once, the batch as soon as it can. */
  tryOptions(change: Settings['options']): void {
    this.#try({ options: withOptions(this.#model.settings, change) });
  }

  tryLogit(column: number, value: number): void {
    const { detail, settings } = this.#model;
    if (detail) this.tryChanges(withLogit(settings.changes, detail, column, value));
  }

  tryTarget(target: number): void {
    const { detail, settings } = this.#model;
    if (detail) this.tryChanges(withTarget(settings.changes, detail, target));
  }

  tryChanges(changes: Changes): void {
    this.#try({ changes });
  }

  /** Back to the defaults, but for the targets: they have a way back of their own. */
  resetOptions(): void {
    const { classAxis, valuesAre } = defaultSettings;
    const options = this.#model.host?.defaults ?? {};
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

  revealCell(place: Place): void {
    notify(this.#connection, revealCell, place);
  }

  /** Copies, saves or inserts; by default what the grid shows. */
  perform(action: Action, array?: TakenArray): void {
    const { host, view } = this.#model;
    if (!host?.result) return;
    const taken =
      array ?? takenArray(this.#model, shownQuantity(view.quantity, host.result.summary));
    switch (action.kind) {
      case 'copyArray':
        return void this.takeAway(copyArray, { array: taken, format: action.format });
      case 'saveArray':
        return void this.takeAway(saveArray, { array: taken, format: action.format });
      case 'copyCells':
        return void this.copyCells(action.headers);
      case 'copyTest':
        return void this.takeAway(copyTest, { framework: action.framework });
      case 'insertComment':
        return void this.takeAway(insertComment, {});
    }
  }

  /** Has the extension take something out of the panel, and announces what came of it. */
  async takeAway<Params extends object>(
    method: Method<Params, string | null>,
    params: Params,
  ): Promise<void> {
    const changes = this.#model.host?.result?.summary.changes ?? noChanges;
    try {
      const taken = await request(this.#connection, method, params);
      this.announce(taken === null ? '' : withChanges(taken, changes));
    } catch (error) {
      this.announce(messageOf(error));
    }
  }

  /** Has the document changed as it is tried out here. */
  async applyChanges(): Promise<void> {
    this.#change({ applying: true, applyFailure: null });
    await this.#queue.idle();
    try {
      this.#written = await request(this.#connection, applyChanges, {});
      this.announce(this.#written ?? '');
      this.#change({ applying: false });
    } catch (error) {
      this.#change({ applying: false, applyFailure: messageOf(error) });
    }
  }

  retryFetch(): void {
    this.#change({ fetchFailure: null });
    void this.#arrange(this.#model.view.cell.row);
    this.#fetchDetail();
  }

  /** Fetches what parts of the grid still lack, the first part first, and nothing else. */
  wantWindows(parts: readonly GridView[]): void {
    const { host, view, fetchFailure } = this.#model;
    if (!host?.result || fetchFailure !== null) return;
    this.#rows.want(shownQuantity(view.quantity, host.result.summary), parts);
  }

  #show(host: PanelState): void {
    const previous = this.#model;
    const result = host.result;
    const newRevision = result?.revision !== previous.host?.result?.revision;
    if (newRevision) this.#rows.show(result?.summary);
    const { windows } = this.#rows;
    const sameRows = windows !== null && windows === previous.windows;
    const isOtherDocument = uriOf(previous.host) !== null && uriOf(host) !== uriOf(previous.host);
    // Of another array, the first row is looked at first.
    const view = isOtherDocument ? inFirstRow(previous.view) : previous.view;
    // It tells of an undo, which may just have been made.
    const isOfApplying = previous.announcement === this.#written;
    this.#memento = host.memento;
    this.#change({
      host,
      settings: this.#queue.busy ? previous.settings : settingsOf(host),
      windows,
      detail: sameRows ? previous.detail : null,
      fetchFailure: newRevision ? null : previous.fetchFailure,
      view: result ? withinGrid(view, result.summary) : view,
      announcement: newRevision && isOfApplying ? '' : previous.announcement,
    });
    // A filter is for the array it was made for.
    if (previous.windows && !sameRows) {
      this.#changeView({ arrangement: { ...this.#model.view.arrangement, filter: {} } });
    }
    this.#persist();
    this.#watchProgress();
    if (!newRevision) return;
    void this.#arrange(this.#model.view.cell.row);
    this.#fetchDetailLater();
    this.#inquiries.gradient.drop();
    for (const section of this.#model.view.opened) {
      if (result) this.#ask(section);
      else this.#forget(section);
    }
  }

  #showPinned(pinned: Pinned | null): void {
    const wasPinned = this.#model.pinned !== null;
    this.#change({ pinned });
    if (pinned && !wasPinned) this.toggleSection('comparison', true);
    if (this.#model.view.opened.includes('comparison')) this.#compare();
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
    const { rows } = windows ?? { rows: 0 };
    const isInHeader = position === headerRow || rows === 0;
    const inRows = place?.position ?? clamp(position, rows);
    this.#change({ position: isInHeader ? headerRow : inRows, range: null });
    if (place) this.#choose({ ...this.#model.view.cell, row: place.row });
  }

  async #find(cell: Cell): Promise<void> {
    const position = await this.#rows.positionOf(cell.row);
    this.#awaitsRow = false;
    this.#choose(cell);
    if (position === undefined) return;
    if (position === null) this.announce(`Row ${cell.row} is not among the rows that are shown.`);
    else this.#change({ position, range: null, sought: { row: position, column: cell.column } });
  }

  #choose(cell: Cell): void {
    const { cell: previous } = this.#model.view;
    if (cell.row === previous.row && cell.column === previous.column) return;
    this.#changeView({ cell });
    if (cell.row === previous.row) return;
    this.#fetchDetailLater();
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

  /** Once the grid is drawn and has got its rows: they are looked at first. */
  #fetchDetailLater(): void {
    requestAnimationFrame(() =>
      setTimeout(() => void this.#rows.idle().then(() => this.#fetchDetail())),
    );
  }

  /** One at a time: while a row is on its way, it is only noted that another, or a newer one, is wanted. */
  #fetchDetail(): void {
    this.#wantsRow = true;
    if (!this.#fetchesRow) void this.#fetchRows();
  }

  async #fetchRows(): Promise<void> {
    this.#fetchesRow = true;
    while (this.#wantsRow) {
      this.#wantsRow = false;
      await this.#fetchRow();
    }
    this.#fetchesRow = false;
  }

  async #fetchRow(): Promise<void> {
    const { host, view, settings } = this.#model;
    if (!host?.result) return;
    const { row } = view.cell;
    const isAhead = this.#queue.busy;
    try {
      const values = await request(this.#connection, rowDetail.forPanel, this.#rowQuery());
      const isWanted = this.#model.host?.result && this.#model.view.cell.row === row;
      const changes = isAhead ? settings.changes : host.result.summary.changes;
      if (isWanted) this.#change({ detail: { row, values, changes } });
      // Not before: one question after the other, they keep up with a slider.
      if (isAhead && this.#model.view.opened.includes('steps')) this.#ask('steps');
    } catch (error) {
      // What is wrong with what is tried out, the evaluation of the batch will say.
      if (!isAhead) this.#failFetch(error);
    }
  }

  /** The chosen row as it is wanted, which may be ahead of the batch. */
  #rowQuery(): RowQuery {
    const { view, settings } = this.#model;
    const { options, changes } = settings;
    const { row } = view.cell;
    return this.#queue.busy ? { row, under: { options, changes } } : { row };
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
        return void steps.ask({ ...this.#rowQuery(), arithmetic: view.arithmetic });
      case 'comparison':
        this.#compare();
        return;
      case 'gradient':
      case 'options':
      case 'takeAway':
      case 'filter':
      // Nothing to ask: the gradient is checked at the press of a button.
    }
  }

  #compare(): void {
    const { pinned, host } = this.#model;
    const isPinned = pinned?.revision === host?.result?.revision;
    if (!pinned || isPinned) this.#inquiries.comparison.drop();
    else void this.#inquiries.comparison.ask({});
  }

  #forget(section: SectionName): void {
    if (section === 'options' || section === 'filter' || section === 'takeAway') return;
    this.#inquiries[section].drop();
  }

  #failFetch(error: unknown): void {
    this.#change({ fetchFailure: messageOf(error) });
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
    const kept: PersistedState = { memento: this.#memento, view: this.#model.view };
    const state = wrapNonFinite(kept);
    const text = JSON.stringify(state);
    if (text === this.#kept) return;
    this.#kept = text;
    // VS Code keeps it as JSON.
    this.#webview.setState(wrapNonFinite(state));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What was taken, and that it is not what the document says. */
function withChanges(taken: string, changes: Changes): string {
  if (countChanges(changes) === 0) return taken;
  return `${taken} (with ${changesInWords(changes)})`;
}

function settingsOf(host: PanelState | null): Settings {
  return host?.memento?.settings ?? defaultSettings;
}

/** The options with some of them changed; one that is undefined goes back to its default. */
function withOptions({ options }: Settings, change: Settings['options']): Settings['options'] {
  const set = Object.entries({ ...options, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
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
