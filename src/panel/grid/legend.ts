import { html, type TemplateResult } from 'lit';
import type { Quantity, Summary } from '../../protocol/compute.ts';
import { quantityTitles } from './gridColumns.ts';
import { formatNumber } from '../numbers.ts';
import { largestGradient, tintScale } from './tint.ts';

/** What the tints of the class columns mean, by a few cells. */
export function legend(quantity: Quantity, summary: Summary): TemplateResult {
  const tint = tintScale(quantity, summary);
  return html`
    <ul class="legend" aria-label="${quantityTitles[quantity]}, from faint to strong tints">
      ${stops(quantity, summary).map((value) => {
        const strength = tint(value);
        return html`<li
          class="tinted${strength < 0 ? ' negative' : ''}"
          style="--tint:${Math.abs(strength).toFixed(2)}"
        >
          ${formatNumber(value, 3)}
        </li>`;
      })}
    </ul>
  `;
}

function stops(quantity: Quantity, summary: Summary): number[] {
  if (quantity === 'probabilities') return [0, 0.25, 0.5, 0.75, 1];
  const most = quantity === 'logits' ? 20 : largestGradient(summary);
  const some = quantity === 'logits' ? 5 : most / 2;
  return [-most, -some, 0, some, most];
}
