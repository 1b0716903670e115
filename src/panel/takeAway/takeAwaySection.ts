import { html, nothing, type TemplateResult } from 'lit';
import type { Summary } from '../../protocol/compute.ts';
import {
  type Action,
  fileFormats,
  formatNames,
  formatTitles,
  testFrameworks,
} from '../../protocol/takeAway.ts';
import { section } from '../controls/section.ts';
import { select } from '../controls/select.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import {
  describePart,
  takeableQuantities,
  takenArray,
  takenQuantity,
  takenTitles,
} from './takenArray.ts';

/** What can be taken out of the panel, and in which form. */
export function takeAwaySection(
  summary: Summary,
  model: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { view } = model;
  const quantity = takenQuantity(view, summary);
  const array = takenArray(model, quantity);
  const button = (title: string, action: Action): TemplateResult =>
    html`<vscode-button secondary @click=${() => store.errands.perform(action, array)}
      >${title}</vscode-button
    >`;
  return section('takeAway', 'Copy and save', view, store, () => [
    html`<div class="taken">
      ${select({
        label: 'What',
        options: takeableQuantities(summary),
        chosen: quantity,
        choose: (taken) => store.changeView({ taken }),
        titles: (each) => takenTitles[each],
      })}
      <span>${describePart(model, array)}</span>
    </div>`,
    buttonGroup(
      'Copy as',
      formatNames.map((format) => button(formatTitles[format], { kind: 'copyArray', format })),
    ),
    buttonGroup(
      'Save as',
      fileFormats.map((format) => button(`.${format}`, { kind: 'saveArray', format })),
    ),
    summary.losses
      ? buttonGroup(
          'Copy loss and gradient as a test in',
          testFrameworks.map((framework) =>
            button(formatTitles[framework], { kind: 'copyTest', framework }),
          ),
        )
      : nothing,
    button('Insert result as comment', { kind: 'insertComment' }),
  ]);
}

function buttonGroup(title: string, buttons: readonly TemplateResult[]): TemplateResult {
  return html`
    <div class="buttons" role="group" aria-label=${title}>
      <span class="caption" aria-hidden="true">${title}</span>
      ${buttons}
    </div>
  `;
}
