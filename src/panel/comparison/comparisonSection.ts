import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../protocol/comparison.ts';
import type { ClassNames, Summary } from '../../protocol/compute.ts';
import { answered } from '../checks/answered.ts';
import { figureTable, shortNumber } from '../checks/figures.ts';
import { classMention } from '../classNames.ts';
import { describeChanges } from '../lossOptions.ts';
import { count, grouped } from '../numbers.ts';
import { section } from '../controls/section.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';

type RowComparison = NonNullable<Comparison['rows']>;

/** How what is shown differs from what is pinned, if anything is. */
export function comparisonSection(
  { host, pinned, answers, view }: PanelModel,
  store: PanelStore,
): TemplateResult | typeof nothing {
  const shown = host?.result;
  if (!pinned || !shown) return nothing;
  const { label, summary, settings } = pinned;
  const { rows, classes } = summary;
  const size = `${count(rows, 'row')} × ${count(classes, 'class', 'classes')}`;
  const words = [size, ...describeChanges(settings, summary)].join(', ');
  const title = html`Compared with ${label}: <span class="words">${words}</span>`;
  return section('comparison', title, view, store, () => [
    pinned.revision === shown.revision
      ? html`<p class="explanation">
          This is what is pinned. Evaluate another selection, or change an option, and see here what
          that changes.
        </p>`
      : answered('comparison', answers.comparison, store, (result) =>
          comparisonReport(result, summary, shown.summary, store),
        ),
    html`<div class="buttons">
      <vscode-button secondary @click=${() => store.unpin()}>Unpin</vscode-button>
      ${
        pinned.revision === shown.revision
          ? nothing
          : html`<vscode-button secondary @click=${() => store.pin()}
              >Pin this instead</vscode-button
            >`
      }
    </div>`,
  ]);
}

const columns = { pinned: 'figure', shown: 'figure', difference: 'figure' } as const;

function comparisonReport(
  { pinned, shown, misfit, rows }: Comparison,
  pinnedSummary: Summary,
  shownSummary: Summary,
  store: PanelStore,
): TemplateResult {
  return html`
    ${
      pinned && shown
        ? figureTable(
            'Losses compared',
            { loss: 'text', ...columns },
            html`<tbody>
              ${comparedNumbers('sum', pinned.sum, shown.sum)}
              ${comparedNumbers('mean', pinned.mean, shown.mean)}
            </tbody>`,
          )
        : html`<p class="explanation">
            ${pinned ? 'What is shown' : 'What is pinned'} has no loss to be compared.
          </p>`
    }
    ${misfit === null ? nothing : html`<p class="explanation">${misfit}</p>`}
    ${rows ? rowReport(rows, pinnedSummary, shownSummary, store) : nothing}
  `;
}

function rowReport(
  { changedTargets, flips, losses, gradient }: RowComparison,
  pinned: Summary,
  shown: Summary,
  store: PanelStore,
): TemplateResult {
  const { rows, classNames } = shown;
  const { classNames: before } = pinned;
  const others = flips.count - flips.first.length;
  const sameReduction = reductionOf(pinned) === reductionOf(shown);
  return html`
    ${
      changedTargets === null || changedTargets === 0
        ? nothing
        : html`<p>${grouped(changedTargets)} of ${count(rows, 'row')} have other targets.</p>`
    }
    <p id="flips">
      ${
        flips.count === 0
          ? 'No prediction flipped.'
          : `${grouped(flips.count)} of ${count(rows, 'prediction')} flipped${others > 0 ? `, the first ${flips.first.length} in` : ''}:`
      }
    </p>
    ${
      flips.count === 0
        ? nothing
        : html`<ul class="flips" aria-labelledby="flips">
            ${flips.first.map(
              ({ row, pinned, shown }) =>
                html`<li>
                  ${rowLink(row, shown ?? 0, store)}: ${predicted(pinned, before)} →
                  ${predicted(shown, classNames)}
                </li>`,
            )}
          </ul>`
    }
    ${
      gradient
        ? html`<p>
            ${
              gradient.difference === 0
                ? 'The gradients are the same.'
                : html`Largest difference of the gradients: ${shortNumber(gradient.difference)}, in
                  ${rowLink(gradient.row, gradient.column, store)}, column
                  ${classMention(classNames, gradient.column)}: ${shortNumber(gradient.pinned)} →
                  ${shortNumber(gradient.shown)}.`
            }
            ${
              sameReduction
                ? nothing
                : `The pinned one is that of the ${reductionOf(pinned)}, this one that of the ${reductionOf(shown)}.`
            }
          </p>`
        : nothing
    }
    ${
      losses && losses.length > 0
        ? figureTable(
            'Rows whose losses differ most',
            { row: 'text', ...columns },
            html`<tbody>
              ${losses.map(({ row, pinned, shown }) =>
                comparedNumbers(rowLink(row, 0, store), pinned, shown),
              )}
            </tbody>`,
          )
        : nothing
    }
  `;
}

function predicted(index: number | null, names: ClassNames): TemplateResult | string {
  return index === null ? 'none' : classMention(names, index);
}

function comparedNumbers(
  name: string | TemplateResult,
  pinned: number,
  shown: number,
): TemplateResult {
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td>${shortNumber(pinned)}</td>
      <td>${shortNumber(shown)}</td>
      <td>${shortNumber(shown - pinned)}</td>
    </tr>
  `;
}

/** A link to a row in the grid. */
function rowLink(row: number, column: number, store: PanelStore): TemplateResult {
  return html`<button
    class="link"
    @click=${() => store.cells.goTo({ array: 'logits', row, column })}
  >
    row ${row}
  </button>`;
}

function reductionOf({ options }: Summary): 'mean' | 'sum' {
  return options.reduction === 'mean' ? 'mean' : 'sum';
}
