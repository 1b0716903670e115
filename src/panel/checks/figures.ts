import { html, type TemplateResult } from 'lit';
import { type Digits, formatNumber, fullPrecision } from '../numbers.ts';

/** A number in short. Its text, which is read and copied, has full precision. */
export function shortNumber(value: number, digits: Digits = 4): TemplateResult {
  const text = fullPrecision(value);
  return html`<span class="number" title=${text} data-text=${formatNumber(value, digits)}
    >${text}</span
  >`;
}

/** The titles of a table's columns, with soft hyphens where they may be parted, and what stands in them. */
type Columns = Readonly<Record<string, 'text' | 'figure'>>;

/** A table in a frame that scrolls where it is too wide. */
export function figureTable(name: string, columns: Columns, body: unknown): TemplateResult {
  return html`
    <div class="frame" role="region" tabindex="0" aria-label=${name}>
      <table class="figures" aria-label=${name}>
        <thead>
          <tr>
            ${Object.entries(columns).map(
              ([title, kind]) => html`<th scope="col" class=${kind}>${title}</th>`,
            )}
          </tr>
        </thead>
        ${body}
      </table>
    </div>
  `;
}
