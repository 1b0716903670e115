import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { RowDetail } from '../../protocol/compute.ts';
import { type Axis, boxLength, itemStart, offsetAtScroll, visibleSpan } from '../axis.ts';
import { count, fullPrecision } from '../numbers.ts';
import { classOfTarget } from '../resultCell.ts';
import type { PanelModel, PanelStore } from '../store.ts';
import { Viewport } from '../viewport.ts';
import { type ClassPart, classRow, columnWidths, headRow, restRow } from './classRows.ts';
import { type ClassSelection, selectClasses } from './classSelection.ts';
import { type Measure, measuresOf } from './measures.ts';

const overscan = 6;

/** The chosen row in full: every class with its logit, probability and gradient. */
export class RowView extends LitElement {
  static override readonly properties = {
    model: { attribute: false },
    store: { attribute: false },
  };
  declare model: PanelModel;
  declare store: PanelStore;
  readonly #viewport = new Viewport(this);
  #measures: readonly Measure[] = [];
  #selection: ClassSelection = { classes: [], rest: null };

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { detail } = this.model;
    const before = changed.get('model')?.detail;
    if (!detail || detail === before) return;
    const { row, values } = detail;
    this.#measures = measuresOf(values, before?.row === row ? this.#measures : []);
    this.#selection = selectClasses(values.probabilities, targetClass(values));
  }

  protected override render(): unknown {
    const { detail, view } = this.model;
    if (!detail) return nothing;
    const { row, values } = detail;
    const selection = view.allClasses ? null : this.#selection;
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
    const { allClasses } = this.model.view;
    return html`
      <vscode-button secondary @click=${() => this.store.showAllClasses(!allClasses)}>
        ${allClasses ? 'Show the most probable' : `Show all ${count(classes, 'class', 'classes')}`}
      </vscode-button>
    `;
  }

  /** @param selection null for all classes */
  #table(row: number, detail: RowDetail, selection: ClassSelection | null): TemplateResult {
    const classes = detail.logits.length;
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
    const measures = this.#measures;
    const { digits } = this.model.view;
    const part: ClassPart = {
      detail,
      target: targetClass(detail),
      measures,
      digits,
      classes: Array.from({ length: span.end - span.start }, (_, index) => {
        const order = span.start + index;
        return {
          index: selection?.classes[order] ?? order,
          top: itemStart(axis, order) + scrollTop - offset,
        };
      }),
    };
    const rest = selection?.rest;
    const length = boxLength(axis);
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
          style="${columnWidths(part)};height:${length + (rest ? lineHeight : 0)}px"
        >
          ${headRow(measures)}${part.classes.map((shown) => classRow(part, shown))}
          ${rest ? restRow(measures, rest, length, digits) : nothing}
        </div>
      </div>
    `;
  }
}

function targetClass({ target, logits }: RowDetail): number | null {
  return target === null ? null : classOfTarget(target, logits.length);
}

function rowSummary({ target, argmax, loss, targetProbabilities }: RowDetail): string {
  const parts = [`argmax ${argmax}`];
  if (target !== null) parts.unshift(`target ${target}`);
  if (targetProbabilities) parts.unshift('soft target');
  if (loss !== null) parts.push(`loss ${fullPrecision(loss)}`);
  return parts.join(' · ');
}
