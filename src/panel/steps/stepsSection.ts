import { html, mathml, type MathMLTemplateResult, nothing, type TemplateResult } from 'lit';
import { answeredOrLast } from '../checks/answered.ts';
import { shortenedInColumn } from '../classNames.ts';
import {
  classInBrief,
  type ClassNames,
  nameOfClass,
  type Summary,
} from '../../protocol/compute.ts';
import { stepFormats, type StepsResult } from '../../protocol/steps.ts';
import { type Digits, digitsOf } from '../numbers.ts';
import { section } from '../controls/section.ts';
import { select } from '../controls/select.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { lossSteps } from './lossSteps.ts';
import { softmaxSteps } from './softmaxSteps.ts';
import type { Step } from './step.ts';

/** How the chosen row's loss and gradient come about, in formulas with its own numbers. */
export function stepsSection(
  { options, classNames }: Summary,
  { view, answers }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { arithmetic } = view;
  const digits = digitsOf(view.digits);
  return section('steps', `Row ${view.cell.row}, step by step`, view, store, () => [
    html`
      <div class="toolbar">
        <label class="field">
          <input
            type="checkbox"
            .checked=${arithmetic.subtractsLargest}
            @change=${({ target }: Event & { target: HTMLInputElement }) =>
              store.sections.changeArithmetic({ subtractsLargest: target.checked })}
          />
          Subtract the largest logit
        </label>
        ${select({
          label: 'Rounded to',
          options: stepFormats,
          chosen: arithmetic.format,
          choose: (format) => store.sections.changeArithmetic({ format }),
        })}
      </div>
    `,
    answeredOrLast('steps', answers.steps, store, (result) =>
      stepList(result, options.labelSmoothing ?? 0, digits, classNames),
    ),
  ]);
}

function stepList(
  result: StepsResult,
  labelSmoothing: number,
  digits: Digits,
  names: ClassNames,
): TemplateResult {
  const steps = [
    ...softmaxSteps(result, digits),
    ...lossSteps(result, labelSmoothing, digits, names),
  ];
  const remark = targetRemark(result.target, names);
  return html`
    <div class="steps" role="region" tabindex="0" aria-label="Steps of row ${result.row}">
      <ol>
        ${steps.map((step) => stepItem(step, names))}
      </ol>
    </div>
    ${remark === null ? nothing : html`<p class="explanation">${remark}</p>`}
  `;
}

function stepItem({ title, law, lines, parts, notes }: Step, names: ClassNames): TemplateResult {
  return html`
    <li>
      <h3>${title}</h3>
      ${law ? html`<math>${law}</math>` : nothing}
      ${parts?.map((part) => html`<math>${part}</math> `)}
      ${lines ? html`<math display="block">${alignedLines(lines, names)}</math>` : nothing}
      ${notes.map((note) => html`<p class="explanation">${note}</p>`)}
    </li>
  `;
}

function alignedLines(lines: NonNullable<Step['lines']>, names: ClassNames): MathMLTemplateResult {
  return mathml`<mtable>${lines.map((line) => {
    if (!line) return mathml`<mtr><mtd><mo>⋮</mo></mtd></mtr>`;
    const [subject, ...sides] = line.sides;
    const equals = mathml`<mtd><mo>=</mo></mtd>`;
    return mathml`<mtr><mtd>${subject}</mtd>${sides.map(
      (side) => mathml`${equals}<mtd>${side}</mtd>`,
    )}${nameCell(nameOfClass(names, line.index))}</mtr>`;
  })}</mtable>`;
}

/** Browsers have tooltips for elements of HTML, which may stand in a text, but not for those of MathML. */
function nameCell(name: string | undefined): MathMLTemplateResult | typeof nothing {
  if (name === undefined) return nothing;
  const text = html`<span title=${name}>${shortenedInColumn(name)}</span>`;
  return mathml`<mtd class="class-name"><mtext>${text}</mtext></mtd>`;
}

/** Why there is no loss, or what is not to be seen in the formulas. */
function targetRemark(target: StepsResult['target'], names: ClassNames): string | null {
  switch (target.kind) {
    case 'none':
      return 'Without a target there is no loss.';
    case 'ignored':
      return `The target ${classInBrief(names, target.target)} is the ignore index: the row has no part in loss and gradient.`;
    case 'not a class':
      return `The target ${target.target} is no class: the loss is not a number.`;
    case 'class':
    case 'probabilities':
      return null;
  }
}
