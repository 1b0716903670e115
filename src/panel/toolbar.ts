import { html, nothing, type TemplateResult } from 'lit';
import { quantities, type Quantity, type Summary } from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';
import { quantityTitles, shownQuantity } from './gridColumns.ts';
import { icon } from './icon.ts';
import { count, digitChoices } from './numbers.ts';
import { select } from './select.ts';
import type { PanelStore } from './store.ts';
import type { ViewState } from './viewState.ts';

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

/** What the loss is made of beside the logits. */
export function targetsField(
  { targetsText: typed }: Settings,
  summary: Summary,
  store: PanelStore,
): TemplateResult {
  // What the user typed stays, right or wrong, until it is changed.
  return html`
    <div class="toolbar">
      <softmax-lens-text-field
        class="field targets"
        .label=${'Targets'}
        .value=${typed ?? summary.targetsText ?? ''}
        .hint=${targetsHint(summary)}
        .take=${(text: string) => {
          store.setTargets(text);
          return null;
        }}
      ></softmax-lens-text-field>
      ${
        typed !== null
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
    </div>
  `;
}

function targetsHint({ rows, targetsOrigin }: Summary): string {
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
    <label title=${possible ? nothing : 'There is no gradient without a loss'}>
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
