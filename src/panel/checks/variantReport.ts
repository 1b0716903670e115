import { html, type TemplateResult } from 'lit';
import type { VariantResult } from '../../protocol/compute.ts';
import { indicesOfLargest } from '../row/classSelection.ts';
import { readNumber } from '../lossOptions.ts';
import { count, fullPrecision } from '../numbers.ts';
import { select } from '../controls/select.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { type VariantForm, variantKinds } from '../store/viewState.ts';
import { figureTable } from './figures.ts';

type Kind = VariantForm['kind'];
type Parameter = Exclude<keyof VariantForm, 'kind'>;

/** More classes than this are not listed: the gradient is steep in few of them. */
const classesAtMost = 12;

const titles: Readonly<Record<Kind, string>> = {
  focal: 'Focal loss',
  'z-loss': 'z-loss',
  'poly-1': 'Poly-1 loss',
};

const parameters: Readonly<Record<Kind, readonly Parameter[]>> = {
  focal: ['gamma', 'alpha'],
  'z-loss': ['coefficient'],
  'poly-1': ['epsilon'],
};

/** Which other loss, and with what parameters. */
export function variantFields(form: VariantForm, store: PanelStore): TemplateResult {
  return html`
    <div class="options">
      ${select<Kind>({
        label: 'Loss',
        options: variantKinds,
        chosen: form.kind,
        choose: (kind) => store.sections.changeVariant({ kind }),
        titles: (kind) => titles[kind],
      })}
      ${parameters[form.kind].map(
        (parameter) => html`
          <softmax-lens-text-field
            class="field"
            .label=${parameter}
            .value=${String(form[parameter])}
            .take=${(text: string) => {
              const typed = readNumber(text);
              if ('problem' in typed) return typed.problem;
              if (typed.value !== undefined)
                store.sections.changeVariant({ [parameter]: typed.value });
              return null;
            }}
          ></softmax-lens-text-field>
        `,
      )}
    </div>
  `;
}

/** Another loss over the same logits: of the batch, and of the chosen row. */
export function variantReport(
  { name, source, sum, mean, lossOfRow, gradientOfRow }: VariantResult,
  row: number,
): TemplateResult {
  const { length } = gradientOfRow;
  const isShort = length > classesAtMost;
  const classes = isShort
    ? indicesOfLargest(gradientOfRow.map(Math.abs), classesAtMost)
    : Array.from(gradientOfRow.keys());
  return html`
    <p>
      ${name} <b>${fullPrecision(sum)}</b> (sum) <b>${fullPrecision(mean)}</b> (mean)
      <b>${fullPrecision(lossOfRow)}</b> (row ${row})
    </p>
    <p class="explanation">${source}</p>
    ${figureTable(
      `Gradient of row ${row} under the ${name}`,
      { class: 'text', gradient: 'figure' },
      html`<tbody>
        ${classes.map(
          (index) => html`
            <tr>
              <th scope="row">${index}</th>
              <td>${fullPrecision(gradientOfRow[index] ?? Number.NaN)}</td>
            </tr>
          `,
        )}
      </tbody>`,
    )}
    ${
      isShort
        ? html`<p class="explanation">
            The ${classesAtMost} steepest of ${count(length, 'class', 'classes')}.
          </p>`
        : ''
    }
  `;
}
