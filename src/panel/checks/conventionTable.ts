import { html, nothing, type TemplateResult } from 'lit';
import type { Comparisons, Summary } from '../../protocol/compute.ts';
import { icon } from '../controls/icon.ts';
import { fullPrecision } from '../numbers.ts';
import { figureTable } from './figures.ts';

type Comparison = Comparisons[number];

/** What every convention gives, the chosen one first, and by which rules they differ from it. */
export function conventionTable(
  comparisons: Comparisons,
  { options }: Pick<Summary, 'options'>,
): TemplateResult {
  const reduction = options.reduction === 'mean' ? 'mean' : 'sum';
  const columns = {
    convention: 'text',
    [`loss (${reduction})`]: 'figure',
    agreement: 'text',
  } as const;
  return figureTable(
    'Conventions',
    columns,
    comparisons.map((comparison, order) =>
      conventionRows(comparison, order === 0, Object.keys(columns).length),
    ),
  );
}

function conventionRows(
  comparison: Comparison,
  isChosen: boolean,
  columns: number,
): TemplateResult {
  const { name, loss, refusal, differences } = comparison;
  return html`
    <tbody>
      <tr>
        <th scope="row">${name}</th>
        <td class=${loss === undefined ? 'text' : nothing}>
          ${loss === undefined ? (refusal ?? '—') : fullPrecision(loss)}
        </td>
        <td class="text">${isChosen ? 'chosen' : agreement(comparison)}</td>
      </tr>
      ${
        differences.length > 0
          ? html`<tr>
              <td class="text" colspan=${columns}>
                <ul>
                  ${differences.map(
                    ({ clause, source }) => html`<li>${clause} <small>${source}</small></li>`,
                  )}
                </ul>
              </td>
            </tr>`
          : nothing
      }
    </tbody>
  `;
}

function agreement({ agrees, refusal }: Comparison): TemplateResult {
  if (agrees) return html`${icon('check')} agrees`;
  return html`${icon('warning')} ${refusal === undefined ? 'differs' : 'not possible'}`;
}
