import { html, nothing, type TemplateResult } from 'lit';
import type { RowFilter, Summary } from '../../protocol/compute.ts';
import { applicable } from './arrangement.ts';
import { defined } from '../defined.ts';
import { count, fullPrecision, grouped } from '../numbers.ts';
import { readNumber } from '../lossOptions.ts';
import { section } from '../controls/section.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';

/** Which rows are shown. Closed, it says how many, and why not all. */
export function filterSection(
  summary: Summary,
  { view, windows }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { filter } = applicable(view.arrangement, summary);
  const parts = describeFilter(filter);
  const shown = parts.length > 0 ? `${grouped(windows?.rows ?? 0)} of ` : '';
  const words = [`${shown}${count(summary.rows, 'row')}`, ...parts].join(', ');
  return section('filter', html`Filter: <span class="words">${words}</span>`, view, store, () => [
    filterFields(filter, summary, store),
    html`<vscode-button
      secondary
      ?disabled=${parts.length === 0}
      @click=${() => store.arrangement.filter({})}
      >Show all rows</vscode-button
    >`,
  ]);
}

/** @internal Outside of this file, for its tests only. */
export function describeFilter({ wrongOnly, target, predicted, loss }: RowFilter): string[] {
  return [
    wrongOnly && 'wrong only',
    target !== undefined && `target ${target}`,
    predicted !== undefined && `predicted ${predicted}`,
    loss && `loss ${describeRange(loss)}`,
  ].filter((part) => typeof part === 'string');
}

function describeRange({ from, to }: NonNullable<RowFilter['loss']>): string {
  if (to === Infinity) return from === Infinity ? 'infinite' : `from ${fullPrecision(from)}`;
  const below = `below ${fullPrecision(to)}`;
  return from === -Infinity ? below : `from ${fullPrecision(from)}, ${below}`;
}

function filterFields(
  filter: RowFilter,
  { classes, wrongRows, losses }: Summary,
  store: PanelStore,
): TemplateResult {
  const { loss } = filter;
  const { from = -Infinity, to = Infinity } = loss ?? {};
  const classField = (name: 'target' | 'predicted', label: string): TemplateResult =>
    field(label, filter[name], 'any class', (value) => {
      if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value < classes)) {
        return `The classes are 0 to ${classes - 1}.`;
      }
      store.arrangement.filter(defined({ ...filter, [name]: value }));
      return null;
    });
  const changeLoss = (from: number, to: number): null => {
    const isAll = from === -Infinity && to === Infinity;
    store.arrangement.filter(defined({ ...filter, loss: isAll ? undefined : { from, to } }));
    return null;
  };
  return html`
    <div class="options">
      ${wrongRows === null ? nothing : classField('target', 'Target')}
      ${classField('predicted', 'Predicted')}
      ${
        losses
          ? [
              field('Loss from', loss?.from, 'any loss', (value = -Infinity) =>
                changeLoss(value, to),
              ),
              field('Loss below', loss?.to, 'any loss', (value = Infinity) =>
                changeLoss(from, value),
              ),
            ]
          : nothing
      }
    </div>
  `;
}

function field(
  label: string,
  value: number | undefined,
  hint: string,
  take: (value: number | undefined) => string | null,
): TemplateResult {
  return html`
    <softmax-lens-text-field
      class="field"
      .label=${label}
      .value=${Number.isFinite(value) ? String(value) : ''}
      .hint=${hint}
      .take=${(text: string) => {
        const typed = readNumber(text);
        return 'problem' in typed ? typed.problem : take(typed.value);
      }}
    ></softmax-lens-text-field>
  `;
}
