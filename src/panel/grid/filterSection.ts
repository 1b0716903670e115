import { html, nothing, type TemplateResult } from 'lit';
import {
  classInBrief,
  classInWords,
  type RowFilter,
  type Summary,
} from '../../protocol/compute.ts';
import { applicable } from './arrangement.ts';
import { defined } from '../defined.ts';
import { count, fullPrecision, grouped } from '../numbers.ts';
import { readNumber, type Typed } from '../lossOptions.ts';
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
  const { classNames } = summary;
  const parts = describeFilter(filter, (index) => classInBrief(classNames, index));
  const inFull = describeFilter(filter, (index) => classInWords(classNames, index));
  const shown = parts.length > 0 ? `${grouped(windows?.rows ?? 0)} of ` : '';
  const words = [`${shown}${count(summary.rows, 'row')}`, ...parts].join(', ');
  const title = html`Filter:
    <span class="words" title=${classNames ? inFull.join(', ') : nothing}>${words}</span>`;
  return section('filter', title, view, store, () => [
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
export function describeFilter(
  { wrongOnly, target, predicted, loss }: RowFilter,
  classText: (index: number) => string,
): string[] {
  return [
    wrongOnly && 'wrong only',
    target !== undefined && `target ${classText(target)}`,
    predicted !== undefined && `predicted ${classText(predicted)}`,
    loss && `loss ${describeRange(loss)}`,
  ].filter((part) => typeof part === 'string');
}

function describeRange({ from, to }: NonNullable<RowFilter['loss']>): string {
  if (to === Infinity) return from === Infinity ? 'infinite' : `from ${fullPrecision(from)}`;
  const below = `below ${fullPrecision(to)}`;
  return from === -Infinity ? below : `from ${fullPrecision(from)}, ${below}`;
}

function filterFields(filter: RowFilter, summary: Summary, store: PanelStore): TemplateResult {
  const { wrongRows, losses } = summary;
  const { loss } = filter;
  const { from = -Infinity, to = Infinity } = loss ?? {};
  const classField = (name: 'target' | 'predicted', label: string): TemplateResult =>
    field(label, filter[name], 'any class', (text) => {
      const typed = readClass(text, summary);
      if ('problem' in typed) return typed.problem;
      store.arrangement.filter(defined({ ...filter, [name]: typed.value }));
      return null;
    });
  const lossField = (
    label: string,
    value: number | undefined,
    rangeTo: (value: number | undefined) => NonNullable<RowFilter['loss']>,
  ): TemplateResult =>
    field(label, value, 'any loss', (text) => {
      const typed = readNumber(text);
      if ('problem' in typed) return typed.problem;
      const range = rangeTo(typed.value);
      const isAll = range.from === -Infinity && range.to === Infinity;
      store.arrangement.filter(defined({ ...filter, loss: isAll ? undefined : range }));
      return null;
    });
  return html`
    <div class="options">
      ${wrongRows === null ? nothing : classField('target', 'Target')}
      ${classField('predicted', 'Predicted')}
      ${
        losses
          ? [
              lossField('Loss from', loss?.from, (from = -Infinity) => ({ from, to })),
              lossField('Loss below', loss?.to, (to = Infinity) => ({ from, to })),
            ]
          : nothing
      }
    </div>
  `;
}

/**
 * A class as it is typed, by its index or its name.
 *
 * @returns undefined as the value of an empty text.
 */
function readClass(text: string, { classes, classNames }: Summary): Typed<number | undefined> {
  if (text === '') return { value: undefined };
  const index = Number(text);
  if (Number.isInteger(index) && index >= 0 && index < classes) return { value: index };
  const named = classNames?.indexOf(text) ?? -1;
  if (named >= 0) return { value: named };
  return { problem: `The classes are 0 to ${classes - 1}${classNames ? ', or their names' : ''}.` };
}

function field(
  label: string,
  value: number | undefined,
  hint: string,
  take: (text: string) => string | null,
): TemplateResult {
  return html`
    <softmax-lens-text-field
      class="field"
      .label=${label}
      .value=${Number.isFinite(value) ? String(value) : ''}
      .hint=${hint}
      .take=${take}
    ></softmax-lens-text-field>
  `;
}
