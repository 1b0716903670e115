import { html, nothing, type TemplateResult } from 'lit';
import type { Summary } from '../protocol/compute.ts';
import type { EvaluationResult, PanelState } from '../protocol/panel.ts';
import type { Changes } from '../protocol/schemas.ts';
import { count, fullPrecision, grouped } from './numbers.ts';
import { changesInWords, countChanges } from './row/changes.ts';
import type { PanelStore } from './store/panelStore.ts';

type Place = EvaluationResult['logitsPlace'];

/** The loss in words: what the panel is opened for. */
export function lossStatus(host: PanelState | null): TemplateResult | string {
  if (!host) return '';
  if (!host.result) {
    if (host.progress !== null) return 'Evaluating…';
    return host.failure
      ? 'No result'
      : 'Nothing evaluated yet. Select a numeric array in an editor and run “Softmax Lens: Evaluate Selection”.';
  }
  const { losses, classes, refusal, changes } = host.result.summary;
  if (refusal) return 'No loss';
  if (!losses) {
    return `No targets: without them there is no loss. Give class indices from 0 to ${classes - 1} below,
      one for each row, or select them together with the logits.`;
  }
  const isMean = host.result.summary.options.reduction === 'mean';
  return html`Loss
    <span class=${isMean ? nothing : 'chosen'}><b>${fullPrecision(losses.sum)}</b> (sum)</span>
    <span class=${isMean ? 'chosen' : nothing}><b>${fullPrecision(losses.mean)}</b> (mean)</span>
    ${countChanges(changes) === 0 ? nothing : linkToChanges(changes)}`;
}

function linkToChanges(changes: Changes): TemplateResult {
  return html`<button class="link" title="Show the changes" @click=${scrollToChanges}>
    with ${changesInWords(changes)}
  </button>`;
}

function scrollToChanges(): void {
  document.querySelector('.changes')?.scrollIntoView({ block: 'center' });
}

/** What was evaluated, and where it stands. */
export function provenance(result: EvaluationResult, store: PanelStore): TemplateResult {
  const { summary, logitsPlace, targetsPlace } = result;
  const { notation, leftOut, rows, wrongRows, ignoredRows, valuesAre } = summary;
  return html`
    <ul class="provenance">
      <li>${shapeText(summary)}</li>
      <li>${notation}</li>
      ${leftOut.length > 0 ? leftOutItem(summary) : nothing}
      <li>logits at ${placeLink(logitsPlace, store)}</li>
      ${
        targetsPlace
          ? html`<li>targets${targetsName(summary)} at ${placeLink(targetsPlace, store)}</li>`
          : nothing
      }
      ${summary.targetsOrigin?.origin === 'panel' ? html`<li>targets given here</li>` : nothing}
      ${wrongRows === null ? nothing : html`<li>${grouped(wrongRows)} of ${count(rows - ignoredRows, 'row')} wrong</li>`}
      ${
        valuesAre === 'logits'
          ? nothing
          : html`<li>
              values are ${valuesAre}
              <button class="link" @click=${() => store.settings.change({ valuesAre: 'logits' })}>
                Treat as logits
              </button>
            </li>`
      }
    </ul>
  `;
}

function leftOutItem({ leftOut, othersLeftOut }: Summary): TemplateResult {
  const others = othersLeftOut > 0 ? ` and ${count(othersLeftOut, 'other')}` : '';
  return html`<li
    title="They hold words, or are called like metadata or predictions, or unlike the classes. Of rows that are selected without a header, all columns are taken."
  >
    not taken for classes: <code>${leftOut.join(', ')}</code>${others}
  </li>`;
}

export function placeLink(place: Place, store: PanelStore): TemplateResult {
  return html`<button class="link" @click=${() => store.reveal(place.range)}>
    ${place.label}
  </button>`;
}

function targetsName({ targetsOrigin }: Summary): TemplateResult | typeof nothing {
  return targetsOrigin?.name === undefined ? nothing : html` <code>${targetsOrigin.name}</code>`;
}

function shapeText({ shape, rows, classes }: Summary): string {
  const matrix = `${count(rows, 'row')} × ${count(classes, 'class', 'classes')}`;
  return shape.length > 2 ? `shape ${shape.join(' × ')}: ${matrix}` : matrix;
}
