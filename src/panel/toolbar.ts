import { html, nothing, type TemplateResult } from 'lit';
import { quantities, type Quantity, type Summary } from '../protocol/compute.ts';
import type { PanelState } from '../protocol/panel.ts';
import { quantityTitles, shownQuantity } from './gridColumns.ts';
import { icon } from './icon.ts';
import { count, digitChoices } from './numbers.ts';
import type { PanelStore } from './store.ts';
import type { ViewState } from './viewState.ts';

const reductions = ['sum', 'mean'] as const;

/** What the loss is made of beside the logits. */
export function lossToolbar(host: PanelState, summary: Summary, store: PanelStore): TemplateResult {
  return html`
    <div class="toolbar">
      ${targetsField(host, summary, store)}
      ${select<(typeof reductions)[number]>({
        label: 'Reduction',
        options: reductions,
        chosen: summary.options.reduction === 'mean' ? 'mean' : 'sum',
        choose: (reduction) => store.setReduction(reduction),
      })}
      ${summary.shape.length > 1 ? classAxisChoice(summary, store) : nothing}
    </div>
  `;
}

/** What the grid shows. */
export function gridToolbar(summary: Summary, view: ViewState, store: PanelStore): TemplateResult {
  return html`
    <div class="toolbar">
      ${quantityChoice(summary, view, store)}
      ${select({
        label: 'Digits',
        options: digitChoices,
        chosen: view.digits,
        choose: (digits) => store.chooseDigits(digits),
      })}
    </div>
  `;
}

interface Choice<Option> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: Option;
  readonly choose: (option: Option) => void;
}

function select<Option>({ label, options, chosen, choose }: Choice<Option>): TemplateResult {
  return html`
    <span class="field">
      <span class="caption" aria-hidden="true">${label}</span>
      <vscode-single-select
        label=${label}
        .value=${String(chosen)}
        @change=${(event: Event) => {
          const option = options.find((option) => String(option) === valueOf(event));
          if (option !== undefined) choose(option);
        }}
      >
        ${options.map((option) => html`<vscode-option value=${option}>${option}</vscode-option>`)}
      </vscode-single-select>
    </span>
  `;
}

function classAxisChoice({ shape, classAxis }: Summary, store: PanelStore): TemplateResult {
  return select({
    label: 'Class axis',
    options: shape.map((_, axis) => axis),
    chosen: classAxis,
    choose: (axis) => store.changeSettings({ classAxis: axis }),
  });
}

function targetsField(host: PanelState, summary: Summary, store: PanelStore): TemplateResult {
  // What the user typed stays, right or wrong, until it is changed.
  const typed = host.memento?.settings.targetsText ?? null;
  const shown = typed ?? summary.targetsText ?? '';
  const isTyped = typed !== null && typed !== '';
  return html`
    <span class="field targets">
      <span class="caption" aria-hidden="true">Targets</span>
      <vscode-textfield
        .label=${'Targets'}
        .value=${shown}
        placeholder=${targetsPlaceholder(summary)}
        @change=${(event: Event) => {
          const text = valueOf(event).trim();
          if (text !== shown) store.setTargets(text);
        }}
      >
      </vscode-textfield>
      ${
        isTyped
          ? html`
              <button
                class="tool"
                title="Use the targets found in the document"
                aria-label="Use the targets found in the document"
                @click=${() => store.setTargets('')}
              >
                ${icon('discard')}
              </button>
            `
          : nothing
      }
    </span>
  `;
}

function targetsPlaceholder({ rows, targetsOrigin }: Summary): string {
  if (targetsOrigin?.kind === 'probabilities') return `${count(rows, 'row')} of probabilities`;
  if (targetsOrigin) return count(rows, 'class index', 'class indices');
  return rows === 1
    ? 'a class index, as 2'
    : `${count(rows, 'class index', 'class indices')}, as 3, 1`;
}

function quantityChoice(summary: Summary, view: ViewState, store: PanelStore): TemplateResult {
  const shown = shownQuantity(view.quantity, summary);
  return html`
    <div class="choice" role="radiogroup" aria-label="Class columns">
      ${quantities.map((quantity) => quantityOption(quantity, shown, summary, store))}
    </div>
  `;
}

function quantityOption(
  quantity: Quantity,
  shown: Quantity,
  summary: Summary,
  store: PanelStore,
): TemplateResult {
  const possible = shownQuantity(quantity, summary) === quantity;
  return html`
    <label title=${possible ? nothing : 'There is no gradient without targets'}>
      <input
        type="radio"
        name="quantity"
        .checked=${quantity === shown}
        ?disabled=${!possible}
        @change=${() => store.chooseQuantity(quantity)}
      />
      <span>${quantityTitles[quantity]}</span>
    </label>
  `;
}

function valueOf(event: Event): string {
  return event.target !== null && 'value' in event.target ? String(event.target.value) : '';
}
