import { html, type TemplateResult } from 'lit';
import type { MetricsResult } from '../../protocol/compute.ts';
import { count } from '../numbers.ts';
import { shortNumber } from './figures.ts';

/** How well the softmax predicts, and how sure it is. */
export function metricsList({
  meanEntropy,
  meanMargin,
  meanConfidence,
  predictions,
}: MetricsResult): TemplateResult {
  return html`
    <dl>
      ${
        predictions
          ? html`
              ${metric('accuracy', predictions.accuracy)}
              ${
                predictions.top5Accuracy === null
                  ? ''
                  : metric('top-5 accuracy', predictions.top5Accuracy)
              }
              ${metric('perplexity', predictions.perplexity)}
              ${metric('expected calibration error', predictions.expectedCalibrationError)}
            `
          : ''
      }
      ${metric('mean entropy (nats)', meanEntropy)} ${metric('mean margin', meanMargin)}
      ${metric('mean confidence', meanConfidence)}
    </dl>
    ${
      predictions
        ? confusions(predictions.confusions)
        : html`<p class="explanation">
            Accuracy, perplexity, calibration and confusions need class indices as targets.
          </p>`
    }
  `;
}

function metric(name: string, value: number): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${shortNumber(value)}</dd>
  </div>`;
}

function confusions(
  pairs: NonNullable<MetricsResult['predictions']>['confusions'],
): TemplateResult {
  if (pairs.length === 0) return html`<p class="explanation">No class is taken for another.</p>`;
  return html`
    <h3 id="confusions">Most frequent confusions</h3>
    <ul class="confusions" aria-labelledby="confusions">
      ${pairs.map(
        ({ target, predicted, count: rows }) =>
          html`<li>target ${target} → predicted ${predicted}: ${count(rows, 'row')}</li>`,
      )}
    </ul>
  `;
}
