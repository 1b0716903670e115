import { html, nothing, type TemplateResult } from 'lit';
import { quantities, type Quantity, type Summary } from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';
import { quantityTitles, shownQuantity } from './grid/gridColumns.ts';
import { icon } from './controls/icon.ts';
import { legend } from './grid/legend.ts';
import { count, digitChoices, numberNotations } from './numbers.ts';
import { select } from './controls/select.ts';
import type { PanelModel } from './store/panelModel.ts';
import type { PanelStore } from './store/panelStore.ts';
import type { ViewState } from './store/viewState.ts';

/** What the grid shows, and in which order. */
export function gridToolbar(
  summary: Summary,
  { view, windows, arranging }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const quantity = shownQuantity(view.quantity, summary);
  return html`
    <div class="toolbar grid-tools">
      ${quantityChoice(summary, quantity, store)} ${legend(quantity, summary)}
      ${hasManyRows(summary) ? rowTools(summary, view, store) : nothing}
      ${select({
        label: 'Numbers',
        options: numberNotations,
        chosen: view.notation,
        choose: (notation) => store.changeView({ notation }),
      })}
      ${select({
        label: 'Digits',
        options: digitChoices,
        chosen: view.digits,
        choose: (digits) => store.changeView({ digits }),
      })}
    </div>
    ${arranging ? beingArranged(store) : windows?.rows === 0 ? noRows(store) : nothing}
  `;
}

/** So few rows are seen at a glance: there is nothing to be sorted, filtered or looked for. */
const fewRows = 2;

export function hasManyRows({ rows }: Summary): boolean {
  return rows > fewRows;
}

function rowTools(summary: Summary, view: ViewState, store: PanelStore): TemplateResult {
  return html`
    ${summary.losses ? worstFirst(view, store) : nothing}
    ${summary.wrongRows === null ? nothing : wrongOnly(view, store)}
    <softmax-lens-text-field
      class="field row-field"
      .label=${'Row'}
      .value=${String(view.cell.row)}
      .take=${(text: string) => goToRow(text, summary, store)}
    ></softmax-lens-text-field>
  `;
}

function worstFirst({ arrangement }: ViewState, store: PanelStore): TemplateResult {
  const { sort } = arrangement;
  const pressed = sort?.column === 'loss' && sort.descending;
  return toggle('Worst first', 'sort-precedence', pressed, () =>
    store.arrangement.sort(pressed ? null : { column: 'loss', descending: true }),
  );
}

function wrongOnly({ arrangement }: ViewState, store: PanelStore): TemplateResult {
  const { wrongOnly: pressed = false, ...others } = arrangement.filter;
  return toggle('Wrong only', 'close', pressed, () =>
    store.arrangement.filter(pressed ? others : { ...others, wrongOnly: true }),
  );
}

function toggle(
  title: string,
  iconName: string,
  pressed: boolean,
  change: () => void,
): TemplateResult {
  return html`
    <button class="tool named" aria-pressed=${pressed} @click=${change}>
      ${icon(iconName)}${title}
    </button>
  `;
}

function goToRow(text: string, { rows }: Summary, store: PanelStore): string | null {
  const row = Number(text);
  if (text === '' || !Number.isInteger(row) || row < 0 || row >= rows) {
    return `The rows are 0 to ${rows - 1}.`;
  }
  void store.cells.goToRow(row);
  return null;
}

function beingArranged(store: PanelStore): TemplateResult {
  return html`
    <p class="asking">
      Sorting and filtering…
      <button class="link" @click=${() => store.arrangement.cancel()}>Cancel</button>
    </p>
  `;
}

function noRows(store: PanelStore): TemplateResult {
  return html`
    <p>
      No row passes the filter.
      <button class="link" @click=${() => store.arrangement.filter({})}>Show all rows</button>
    </p>
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
          store.settings.changeTargets(text);
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
                @click=${() => store.settings.changeTargets('')}
              >
                ${icon('discard')}
              </button>
            `
          : nothing
      }
    </div>
  `;
}

function targetsHint({ rows, classes, targetsOrigin }: Summary): string {
  if (targetsOrigin?.kind === 'probabilities') return `${count(rows, 'row')} of probabilities`;
  if (targetsOrigin) return count(rows, 'class index', 'class indices');
  return rows === 1
    ? `a class index, as ${classes - 1}`
    : `${count(rows, 'class index', 'class indices')}, as ${classes - 1}, 0`;
}

function quantityChoice(summary: Summary, shown: Quantity, store: PanelStore): TemplateResult {
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
        @change=${() => store.changeView({ quantity, taken: null })}
      />
      <span>${quantityTitles[quantity]}</span>
    </label>
  `;
}
