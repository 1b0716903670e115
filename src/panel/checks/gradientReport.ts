import { html, type TemplateResult } from 'lit';
import type { GradientComparison } from '../../protocol/compute.ts';
import { cellLink } from '../cellLink.ts';
import { count, grouped } from '../numbers.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { shortNumber } from './figures.ts';

/** How well the gradient agrees with differences of the loss. */
export function gradientReport(
  { checked, entries, worst }: GradientComparison,
  store: PanelStore,
): TemplateResult {
  if (!worst)
    return html`<p>
      No entry could be compared: the loss of their rows is not finite, or too large for a
      difference to be seen in it.
    </p>`;
  const { row, column, analytic, numeric, error } = worst;
  return html`
    <p>
      ${grouped(checked)} of ${count(entries, 'entry', 'entries')} compared; largest error
      ${shortNumber(error)} of the steepest slope of its row, in
      ${cellLink({ array: 'logits', row, column }, store)} (analytic ${shortNumber(analytic)},
      numeric ${shortNumber(numeric)})
    </p>
  `;
}
