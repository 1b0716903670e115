import { html, nothing, type TemplateResult } from 'lit';
import type { ClassNames } from '../../protocol/compute.ts';
import { classMention } from '../classNames.ts';
import { withDefaults } from '../lossOptions.ts';
import { count, fullPrecision } from '../numbers.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import {
  changesOfRow,
  countChanges,
  type EvaluatedRow,
  targetChange,
  targetUnder,
  withoutRow,
} from './changes.ts';
import { optionSlider } from './optionSlider.ts';

/** What the chosen row comes to, and under what. */
export function rowHeader(
  detail: EvaluatedRow,
  { host, settings }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { row } = detail;
  const { temperature, labelSmoothing } = withDefaults(settings.options);
  const changed = countChanges(changesOfRow(settings.changes, row));
  return html`
    <header class="row-summary">
      <h2 id="chosen-row">Row ${row}</h2>
      <p>${summary(detail, settings.changes, host?.result?.summary.classNames)}</p>
      ${
        changed === 0
          ? nothing
          : html`<button
              class="link"
              @click=${() => store.whatIf.tryChanges(withoutRow(settings.changes, row))}
            >
              Reset ${count(changed, 'change')} of this row
            </button>`
      }
    </header>
    <div class="row-options">
      ${optionSlider({
        label: 'Temperature',
        value: temperature,
        initial: 1,
        // From 0.1 to 10, with 1 in the middle.
        least: -1,
        most: 1,
        toPosition: Math.log10,
        toValue: (position) => Number((10 ** position).toPrecision(2)),
        change: (value) => store.settings.tryOptions({ temperature: value }),
      })}
      ${optionSlider({
        label: 'Label smoothing',
        value: labelSmoothing,
        initial: 0,
        least: 0,
        most: 1,
        toPosition: (value) => value,
        toValue: (position) => Number(position.toFixed(2)),
        change: (value) => store.settings.tryOptions({ labelSmoothing: value }),
      })}
    </div>
  `;
}

function summary(
  detail: EvaluatedRow,
  changes: PanelModel['settings']['changes'],
  names: ClassNames,
): TemplateResult {
  const { row, values } = detail;
  const { argmax, loss, targetProbabilities } = values;
  const target = targetUnder(detail, changes);
  const was = targetChange(changes, row)?.was;
  const of = (index: number) => classMention(names, index);
  const before = typeof was === 'number' ? html`, was ${of(was)}` : nothing;
  const soft = targetProbabilities ? 'soft target · ' : nothing;
  return html`${target === null ? soft : html`target ${of(target)}${before} · `}argmax
  ${of(argmax)}${loss === null ? nothing : ` · loss ${fullPrecision(loss)}`}`;
}
