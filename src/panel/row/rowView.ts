import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Axis, boxLength, itemStart, offsetAtScroll, visibleSpan } from '../grid/axis.ts';
import { type Changes, noChanges } from '../../protocol/schemas.ts';
import { classOfColumn } from '../grid/gridColumns.ts';
import { count, digitsOf } from '../numbers.ts';
import { classOfTarget } from '../grid/resultCell.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { Viewport } from '../grid/viewport.ts';
import { changesBar } from './changesBar.ts';
import {
  changesOfRow,
  countChanges,
  type EvaluatedRow,
  logitsUnder,
  targetUnder,
  withoutLogit,
} from './changes.ts';
import {
  type ClassActions,
  type ClassPart,
  classRow,
  columnWidths,
  headRow,
  numberLengths,
  restRow,
} from './classRows.ts';
import { type ClassSelection, selectClasses } from './classSelection.ts';
import { keyedRows } from './keyedRows.ts';
import { type Measure, measuresOf } from './measures.ts';
import { rowHeader } from './rowHeader.ts';
import { readLogit } from './typedLogit.ts';

const overscan = 6;

/** The chosen row in full, to look at and to try out changes: every class with its logit, probability and gradient. */
export class RowView extends LitElement {
  static override readonly properties = {
    model: { attribute: false },
    store: { attribute: false },
    typing: { state: true },
    problem: { state: true },
  };
  declare model: PanelModel;
  declare store: PanelStore;
  /** The logit that is being typed, and the text it began with. */
  declare private typing: ClassPart['typing'];
  /** What is wrong with what was typed. */
  declare private problem: string | null;
  readonly #viewport = new Viewport(this);
  #drawn: PanelModel | undefined;
  #measures: readonly Measure[] = [];
  #lengths: readonly number[] = [];
  #selection: ClassSelection = { classes: [], rest: null };
  readonly #actions: ClassActions = {
    change: (index, value) => this.store.whatIf.tryLogit(index, value),
    reset: (index) => {
      const { detail, settings } = this.model;
      if (detail) this.store.whatIf.tryChanges(withoutLogit(settings.changes, detail.row, index));
    },
    reveal: (column) => {
      const { detail } = this.model;
      if (detail) this.store.cells.reveal({ array: 'logits', row: detail.row, column });
    },
    makeTarget: (index) => this.store.whatIf.tryTarget(index),
    type: (typing) => {
      this.typing = typing;
      this.problem = null;
    },
    finishTyping: (text, stays) => this.#finishTyping(text, stays),
    cancelTyping: () => {
      this.problem = null;
      this.#stopTyping();
    },
  };

  constructor() {
    super();
    this.typing = null;
    this.problem = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    const { detail, settings, view } = this.model;
    const before = this.#drawn;
    this.#drawn = this.model;
    if (!detail) return;
    const isSame =
      detail === before?.detail && settings === before.settings && view === before.view;
    if (isSame) return;
    const { row, values } = detail;
    const isSameRow = before?.detail?.row === row;
    if (!isSameRow) this.#stopTyping(false);
    const growsOn = isSameRow && isOneTrial(before, this.model);
    if (!growsOn || view.digits !== before.view.digits) this.#lengths = [];
    const measures = growsOn ? this.#measures : [];
    this.#measures = measuresOf(values, logitsUnder(detail, settings.changes), measures);
    const { logits } = changesOfRow(settings.changes, row);
    // While logits are changed, what is shown stays where it is.
    const first = isSameRow && logits.length > 0 ? this.#selection.classes : undefined;
    const others = [
      this.#targetClass(detail) ?? -1,
      this.#chosenClass() ?? -1,
      ...logits.map(({ column }) => column),
    ];
    this.#selection = selectClasses(values.probabilities, others, first);
  }

  protected override render(): unknown {
    const { detail, view } = this.model;
    if (!detail) return nothing;
    const classes = detail.values.logits.length;
    return html`
      <section aria-labelledby="chosen-row">
        ${rowHeader(detail, this.model, this.store)}${changesBar(this.model, this.store)}
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${this.#table(detail, view.allClasses ? null : this.#selection)}
        ${this.#selection.rest ? this.#switch(classes) : nothing}
      </section>
    `;
  }

  protected override updated(): void {
    const field = this.querySelector<HTMLInputElement>('.typed');
    if (field && field !== document.activeElement) {
      field.focus();
      if (this.typing?.replaced) field.select();
    }
  }

  #targetClass(detail: EvaluatedRow): number | null {
    const target = targetUnder(detail, this.model.settings.changes);
    return target === null ? null : classOfTarget(target, detail.values.logits.length);
  }

  /** The class of the cell that is chosen in the grid. */
  #chosenClass(): number | undefined {
    const { host, view } = this.model;
    return host?.result ? classOfColumn(view.cell.column, host.result.summary) : undefined;
  }

  #finishTyping(text: string, stays: boolean): void {
    if (!this.typing) return;
    const { index } = this.typing;
    const typed = readLogit(text);
    this.problem = 'problem' in typed ? typed.problem : null;
    if ('problem' in typed) {
      if (!stays) this.typing = null;
      return;
    }
    this.#stopTyping(stays);
    if (typed.value === undefined) this.#actions.reset(index);
    else this.store.whatIf.tryLogit(index, typed.value);
  }

  #stopTyping(returns = true): void {
    const slider = this.querySelector<HTMLElement>(`[data-class="${this.typing?.index}"]`);
    this.typing = null;
    if (returns) slider?.focus();
  }

  #switch(classes: number): TemplateResult {
    const { allClasses } = this.model.view;
    return html`
      <vscode-button secondary @click=${() => this.store.changeView({ allClasses: !allClasses })}>
        ${allClasses ? 'Show the most probable' : `Show all ${count(classes, 'class', 'classes')}`}
      </vscode-button>
    `;
  }

  /** @param selection null for all classes */
  #table(detail: EvaluatedRow, selection: ClassSelection | null): TemplateResult {
    const { row, values } = detail;
    const classes = values.logits.length;
    const { lineHeight, height, scrollTop, measured } = this.#viewport;
    const axis: Axis = {
      count: selection ? selection.classes.length : classes,
      itemSize: lineHeight,
      lead: lineHeight,
      frozen: lineHeight,
      viewport: height,
    };
    const offset = offsetAtScroll(axis, scrollTop);
    const span = measured ? visibleSpan(axis, offset, overscan) : { start: 0, end: 0 };
    const part: ClassPart = {
      count: classes,
      classNames: this.model.host?.result?.summary.classNames ?? null,
      argmax: values.argmax,
      target: this.#targetClass(detail),
      changes: changesOfRow(this.model.settings.changes, row),
      measures: this.#measures,
      digits: digitsOf(this.model.view.digits),
      typing: this.typing,
      classes: Array.from({ length: span.end - span.start }, (_, index) => {
        const order = span.start + index;
        return {
          index: selection?.classes[order] ?? order,
          top: itemStart(axis, order) + scrollTop - offset,
        };
      }),
    };
    this.#lengths = numberLengths(part, this.#lengths);
    const rest = selection?.rest;
    const length = boxLength(axis);
    const rows = new Map(
      part.classes.map((shown) => [shown.index, classRow(part, shown, this.#actions)]),
    );
    return html`
      <div
        class="classes"
        role="table"
        tabindex="0"
        aria-label="Classes of row ${row}"
        aria-rowcount=${classes + 1}
        data-scroller
      >
        <div class="class-row probe" aria-hidden="true">
          <span data-probe>0</span>
        </div>
        <div
          class="canvas"
          style="${columnWidths(part, this.#lengths)};height:${length + (rest ? lineHeight : 0)}px"
        >
          ${headRow(part.measures)}
          <div ${keyedRows(rows)}></div>
          ${rest ? restRow(part, rest, length) : nothing}
        </div>
      </div>
    `;
  }
}

/** Whether two models of a row differ in what is tried out, and not in the row or in that nothing is any more. */
function isOneTrial(before: PanelModel, { detail, settings }: PanelModel): boolean {
  if (!before.detail || !detail) return false;
  const { row } = detail;
  const tries = (changes: Changes): boolean => countChanges(changesOfRow(changes, row)) > 0;
  const isReset =
    !tries(settings.changes) && (tries(before.settings.changes) || tries(before.detail.changes));
  if (isReset) return false;
  const written = logitsUnder(detail, noChanges);
  const writtenBefore = logitsUnder(before.detail, noChanges);
  return written.every((value, index) => Object.is(value, writtenBefore[index]));
}
