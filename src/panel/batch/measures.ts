import { html, nothing, type TemplateResult } from 'lit';
import type { BatchResult } from '../../protocol/batch.ts';
import { shortNumber } from '../checks/figures.ts';
import { select } from '../controls/select.ts';

/** How well the softmax predicts, and how sure it is, in numbers. */
export function measures(
  { losses, meanEntropy, meanMargin, meanConfidence, predictions }: BatchResult,
  topSize: number,
  chooseTopSize: (size: number) => void,
): TemplateResult {
  return html`
    ${
      predictions
        ? nothing
        : html`<p class="explanation">
            ${losses ? nothing : 'Losses need targets. '}Accuracy, perplexity, calibration and
            confusions need class indices as targets.
          </p>`
    }
    <dl>
      ${
        predictions
          ? html`
              ${measure('accuracy', predictions.accuracy)}
              ${topAccuracy(predictions.topAccuracies, topSize, chooseTopSize)}
              ${measure('perplexity', predictions.perplexity)}
              ${measure('expected calibration error', predictions.calibration.expectedError)}
            `
          : nothing
      }
      ${measure('mean entropy (nats)', meanEntropy)} ${measure('mean margin', meanMargin)}
      ${measure('mean confidence', meanConfidence)}
    </dl>
  `;
}

function measure(name: unknown, value: number): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${shortNumber(value)}</dd>
  </div>`;
}

/** Of as many of the likeliest classes as the user chose, or, if there are not as many, the most. */
function topAccuracy(
  accuracies: NonNullable<BatchResult['predictions']>['topAccuracies'],
  topSize: number,
  choose: (size: number) => void,
): TemplateResult | typeof nothing {
  const shown = accuracies.find(({ k }) => k === topSize) ?? accuracies.at(-1);
  if (!shown) return nothing;
  const title = select({
    label: 'top-k accuracy, k',
    options: accuracies.map(({ k }) => k),
    chosen: shown.k,
    choose,
  });
  return measure(title, shown.accuracy);
}
