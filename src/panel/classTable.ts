import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { RowDetail } from '../protocol/compute.ts';
import { type Axis, boxLength, itemStart, offsetAtScroll, visibleSpan } from './axis.ts';
import { barScale, type BarScale } from './bars.ts';
import { type ClassSelection, selectClasses } from './classSelection.ts';
import { icon } from './icon.ts';
import { count, formatNumber, fullPrecision } from './numbers.ts';
import { classOfTarget } from './resultCell.ts';
import type { PanelModel, PanelStore } from './store.ts';
import { Viewport } from './viewport.ts';

const overscan = 6;
/** The empty space in a cell, both sides together, in pixels; see panel.css. */
const cellPadding = 16;
/** The place for the mark of a target or an argmax, in characters. */
const markLength = 9;
/** Bars shorter than this tell little. */
const leastBarLength = 8;

/** One column of the table: a number per class. */
interface ClassColumn {
  readonly title: string;
  readonly explanation: string;
  readonly values: Float64Array;
  /** Absent for a column that is not drawn as bars. */
  readonly bar?: BarScale;
}

/** The chosen row in full: every class with its logit, probability, gradient and loss as target. */
export class ClassTable extends LitElement {
  static override readonly properties = {
    detail: { attribute: false },
    all: { attribute: false },
    store: { attribute: false },
  };
  declare detail: PanelModel['detail'];
  /** Whether to list all classes, however many they are. */
  declare all: boolean;
  declare store: PanelStore;
  readonly #viewport = new Viewport(this);
  #columns: readonly ClassColumn[] = [];
  #selection: ClassSelection = { classes: [], rest: null };

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('detail') || !this.detail) return;
    const { values } = this.detail;
    this.#columns = classColumns(values);
    const { probabilities, target } = values;
    const { length } = probabilities;
    this.#selection = selectClasses(
      probabilities,
      target === null ? null : classOfTarget(target, length),
    );
  }

  protected override render(): unknown {
    if (!this.detail) return nothing;
    const { row, values } = this.detail;
    const selection = this.all ? null : this.#selection;
    return html`
      <section aria-labelledby="chosen-row">
        <header class="row-summary">
          <h2 id="chosen-row">Row ${row}</h2>
          <p>${rowSummary(values)}</p>
          ${this.#selection.rest ? this.#switch(values.logits.length) : nothing}
        </header>
        ${this.#table(row, values, selection)}
      </section>
    `;
  }

  #switch(classes: number): TemplateResult {
    return html`
      <vscode-button secondary @click=${() => this.store.showAllClasses(!this.all)}>
        ${this.all ? 'Show the most probable' : `Show all ${count(classes, 'class', 'classes')}`}
      </vscode-button>
    `;
  }

  /** @param selection null for all classes */
  #table(row: number, detail: RowDetail, selection: ClassSelection | null): TemplateResult {
    const classes = detail.logits.length;
    const axis: Axis = {
      count: selection ? selection.classes.length : classes,
      itemSize: this.#viewport.lineHeight,
      lead: this.#viewport.lineHeight,
      frozen: this.#viewport.lineHeight,
      viewport: this.#viewport.height,
    };
    const scroll = this.#viewport.scrollTop;
    const offset = offsetAtScroll(axis, scroll);
    const span = this.#viewport.measured
      ? visibleSpan(axis, offset, overscan)
      : { start: 0, end: 0 };
    const orders = Array.from({ length: span.end - span.start }, (_, i) => span.start + i);
    const shown = orders.map((order) => ({
      index: selection?.classes[order] ?? order,
      top: itemStart(axis, order) + scroll - offset,
    }));
    const rest = selection?.rest;
    const restLength = rest ? axis.itemSize : 0;
    const characters = this.#columns.map(({ title, values, bar }) =>
      shown.reduce(
        (most, { index }) => Math.max(most, text(values, index).length),
        Math.max(title.length, bar ? leastBarLength : 0),
      ),
    );
    const target = detail.target === null ? null : classOfTarget(detail.target, classes);
    const marks = target === detail.argmax ? 2 : 1;
    const classCharacters = Math.max(String(classes).length + marks * markLength, 'class'.length);
    const widths = [classCharacters, ...characters].map(
      (length) => `calc(${length}ch + ${cellPadding}px)`,
    );
    const layout = `--columns:${widths.map((width) => `minmax(${width},1fr)`).join(' ')};
      --least-width:calc(${widths.join('+')});height:${boxLength(axis) + restLength}px`;
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
        <div class="canvas" style=${layout}>
          <div class="class-row head" role="row" aria-rowindex="1">
            <div role="columnheader">class</div>
            ${this.#columns.map(
              ({ title, explanation }) =>
                html`<div role="columnheader" title=${explanation}>${title}</div>`,
            )}
          </div>
          ${shown.map(({ index, top }) => this.#classRow(detail, index, top, index === target))}
          ${rest ? restRow(this.#columns, rest, boxLength(axis)) : nothing}
        </div>
      </div>
    `;
  }

  #classRow(detail: RowDetail, index: number, top: number, isTarget: boolean): TemplateResult {
    return html`
      <div
        class="class-row"
        role="row"
        aria-rowindex=${index + 2}
        style="transform:translateY(${top}px)"
      >
        <div role="rowheader">
          ${index} ${isTarget ? html`<span class="mark">${icon('target')}target</span>` : nothing}
          ${
            index === detail.argmax
              ? html`<span class="mark">${icon('triangle-up')}argmax</span>`
              : nothing
          }
        </div>
        ${this.#columns.map(({ values, bar }) => {
          const value = values[index] ?? Number.NaN;
          const special = !Number.isFinite(value);
          return html`
            <div
              role="cell"
              class=${special ? 'special' : nothing}
              aria-label=${special ? fullPrecision(value) : nothing}
            >
              ${text(values, index)}${bar ? drawBar(bar, value) : nothing}
            </div>
          `;
        })}
      </div>
    `;
  }
}

function classColumns(detail: RowDetail): ClassColumn[] {
  const withBars = (title: string, explanation: string, values: Float64Array): ClassColumn => ({
    title,
    explanation,
    values,
    bar: barScale(values),
  });
  const columns = [
    withBars('z', 'Logit', detail.logits),
    withBars('p', 'Probability', detail.probabilities),
  ];
  if (detail.targetProbabilities) {
    columns.push(withBars('q', 'Probability as target', detail.targetProbabilities));
  }
  if (detail.gradient) {
    columns.push(withBars('gradient', 'Derivative of the loss by the logit', detail.gradient));
  }
  columns.push({
    title: 'loss if target',
    explanation: 'The loss of the row, were this class its target',
    values: detail.lossIfTarget,
  });
  return columns;
}

function rowSummary({ target, argmax, loss, targetProbabilities }: RowDetail): string {
  const parts = [`argmax ${argmax}`];
  if (target !== null) parts.unshift(`target ${target}`);
  if (targetProbabilities) parts.unshift('soft target');
  if (loss !== null) parts.push(`loss ${fullPrecision(loss)}`);
  return parts.join(' · ');
}

function restRow(
  columns: readonly ClassColumn[],
  rest: NonNullable<ClassSelection['rest']>,
  top: number,
): TemplateResult {
  return html`
    <div class="class-row rest" role="row" style="transform:translateY(${top}px)">
      <div role="rowheader">${count(rest.count, 'other')}</div>
      ${columns.map(
        ({ title }) =>
          html`<div role="cell">${title === 'p' ? fullPrecision(rest.probability) : nothing}</div>`,
      )}
    </div>
  `;
}

function drawBar(scale: BarScale, value: number): TemplateResult | typeof nothing {
  const bar = scale(value);
  if (!bar) return nothing;
  const place = `left:${bar.start * 100}%;width:${bar.length * 100}%`;
  return html`<span class="track">
    <span class="bar${bar.negative ? ' negative' : ''}" style=${place}></span>
  </span>`;
}

function text(values: Float64Array, index: number): string {
  return formatNumber(values[index] ?? Number.NaN, 'full');
}
