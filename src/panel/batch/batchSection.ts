import { html, nothing, type TemplateResult } from 'lit';
import type { Calibration, Confusions, LossHistogram } from '../../protocol/batch.ts';
import type { RowFilter, Summary } from '../../protocol/compute.ts';
import { answeredOrLast } from '../checks/answered.ts';
import { figureTable, shortNumber } from '../checks/figures.ts';
import { count, formatNumber, grouped } from '../numbers.ts';
import { section } from '../controls/section.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { chart } from './chart.ts';
import { drawConfusionMatrix } from './confusionMatrix.ts';
import { drawLossHistogram } from './lossHistogram.ts';
import { measures } from './measures.ts';
import { drawReliabilityDiagram } from './reliabilityDiagram.ts';

/** All rows taken together: in numbers, and in charts that lead to the rows. */
export function batchSection(
  summary: Summary,
  { view, answers }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { filter } = view.arrangement;
  return section('batch', 'The batch', view, store, () =>
    answeredOrLast('batch', answers.batch, store, (result) => {
      const { losses, predictions } = result;
      return html`
        ${measures(result, view.topSize, (size) => store.changeView({ topSize: size }))}
        ${losses ? histogram(losses, filter, store) : nothing}
        ${
          predictions
            ? [
                confusionCharts(predictions.confusions, summary, filter, store),
                reliability(predictions.calibration, filter, store),
              ]
            : nothing
        }
      `;
    }),
  );
}

function histogram(losses: LossHistogram, filter: RowFilter, store: PanelStore): TemplateResult {
  return html`
    ${losses.rows.length > 0 ? chart('Losses', drawLossHistogram, losses, filter, store) : nothing}
    ${rowsBeside(losses, store)}
  `;
}

/** The rows that have no place in the histogram. */
function rowsBeside(
  { infinite, notNumbers, ignored }: LossHistogram,
  store: PanelStore,
): TemplateResult {
  const showInfinite = () => store.arrangement.filter({ loss: { from: Infinity, to: Infinity } });
  return html`
    <p class="explanation">
      ${
        infinite > 0
          ? html`${count(infinite, 'loss is', 'losses are')} infinite (<button
                class="link"
                @click=${showInfinite}
              >
                show</button
              >). `
          : nothing
      }
      ${notNumbers > 0 ? `${count(notNumbers, 'loss is', 'losses are')} NaN. ` : nothing}
      ${ignored > 0 ? `${count(ignored, 'row is', 'rows are')} ignored.` : nothing}
    </p>
  `;
}

function confusionCharts(
  confusions: Confusions,
  { classes, classNames }: Summary,
  filter: RowFilter,
  store: PanelStore,
): unknown {
  const shown = confusions.classes.length;
  if (shown === 0) return html`<p class="explanation">No class is taken for another.</p>`;
  return [
    chart('Confusion matrix', drawConfusionMatrix, { ...confusions, classNames }, filter, store),
    confusions.hasOthers
      ? html`<p class="explanation">
          The ${count(shown, 'class', 'classes')} of ${grouped(classes)} that are taken for others,
          or others for them, most often. The others are taken together.
        </p>`
      : nothing,
  ];
}

/** The diagram, and its numbers. */
function reliability(
  calibration: Calibration,
  filter: RowFilter,
  store: PanelStore,
): TemplateResult {
  const columns = {
    confidence: 'text',
    rows: 'figure',
    mean: 'figure',
    accuracy: 'figure',
  } as const;
  if (calibration.bins.length === 0) {
    return html`<p class="explanation">No row counts that has a softmax.</p>`;
  }
  const bound = (value: number) => formatNumber(value, 3);
  return html`
    <div class="beside">
      ${chart('Reliability', drawReliabilityDiagram, calibration, filter, store)}
      ${figureTable(
        'Reliability',
        columns,
        html`<tbody>
          ${calibration.bins.map(
            ({ from, to, count: rows, confidence, accuracy }) => html`
              <tr>
                <th scope="row">${bound(from)}–${bound(to)}</th>
                <td>${grouped(rows)}</td>
                <td>${shortNumber(confidence)}</td>
                <td>${shortNumber(accuracy)}</td>
              </tr>
            `,
          )}
        </tbody>`,
      )}
    </div>
    <p class="explanation">
      Bars: accuracy. Outlined: how far it is from the mean confidence. Dashed: where both agree.
    </p>
  `;
}
