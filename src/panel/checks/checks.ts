import { html, type TemplateResult } from 'lit';
import type { Summary } from '../../protocol/compute.ts';
import { section } from '../controls/section.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { answered } from './answered.ts';
import { conventionTable } from './conventionTable.ts';
import { gradientReport } from './gradientReport.ts';
import { precisionTable } from './precisionTable.ts';
import { variantFields, variantReport } from './variantReport.ts';

/** What can be asked about the result. Nothing of it is computed before its part is opened. */
export function checks(
  summary: Summary,
  { view, answers }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { conventions, precision, gradient, variants } = answers;
  return html`
    <div class="checks">
      ${section('conventions', 'Conventions', view, store, () =>
        answered('conventions', conventions, store, (comparisons) =>
          conventionTable(comparisons, summary),
        ),
      )}
      ${section('precision', 'Precision', view, store, () => answered('precision', precision, store, precisionTable))}
      ${section('gradient', 'Gradient check', view, store, () => [
        html`<vscode-button secondary @click=${() => store.sections.checkGradient()}
          >Check gradient</vscode-button
        >`,
        answered('gradient', gradient, store, (comparison) => gradientReport(comparison, store)),
      ])}
      ${section('variants', 'Other losses', view, store, () => [
        variantFields(view.variant, store),
        answered('variants', variants, store, (result) => variantReport(result, view.cell.row)),
      ])}
    </div>
  `;
}
