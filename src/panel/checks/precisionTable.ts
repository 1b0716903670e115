import { html, type TemplateResult } from 'lit';
import type { Precisions } from '../../protocol/compute.ts';
import { figureTable, shortNumber } from './figures.ts';

const columns = {
  format: 'text',
  loss: 'figure',
  error: 'figure',
  'over\u00adflow': 'figure',
  'under\u00adflow': 'figure',
  'wrong arg\u00admax': 'figure',
} as const;

/** What number formats of fewer bits make of the same logits. */
export function precisionTable(precisions: Precisions): TemplateResult {
  return html`
    <p class="explanation">
      The same logits in fewer bits, naive: <code>-log(e^z / sum e^z)</code>, and stable: the
      largest logit is subtracted first. The rows are added up as doubles. The error is relative;
      the last three columns count rows.
    </p>
    ${figureTable(
      'Precision',
      columns,
      html`<tbody>
        ${precisions.map(precisionRow)}
      </tbody>`,
    )}
  `;
}

function precisionRow({
  format,
  method,
  loss,
  lossError,
  overflows,
  underflows,
  wrongArgmax,
}: Precisions[number]): TemplateResult {
  return html`
    <tr>
      <th scope="row">${format} ${method}</th>
      <td>${loss === undefined ? '—' : shortNumber(loss)}</td>
      <td>${lossError === undefined ? '—' : shortNumber(lossError, 3)}</td>
      ${[overflows, underflows, wrongArgmax].map(
        (rows) => html`<td class=${rows > 0 ? 'special' : 'none'}>${rows}</td>`,
      )}
    </tr>
  `;
}
