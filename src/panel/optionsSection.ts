import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Summary } from '../protocol/compute.ts';
import { optionProblem } from '../protocol/optionProblem.ts';
import { defaultSettings, type Settings, valueKinds } from '../protocol/schemas.ts';
import {
  conventionTitles,
  describeChanges,
  readNumber,
  readNumbers,
  withDefaults,
} from './lossOptions.ts';
import { section } from './controls/section.ts';
import { select } from './controls/select.ts';
import type { PanelModel } from './store/panelModel.ts';
import type { PanelStore } from './store/panelStore.ts';

type Convention = keyof typeof conventionTitles;
type NumberOption = 'temperature' | 'labelSmoothing' | 'ignoreIndex';

const conventions = Object.keys(conventionTitles) as Convention[];
const reductions = ['sum', 'mean'] as const;

/** Under what the loss is evaluated. Closed, it says what is not as by default. */
export function optionsSection(
  settings: Settings,
  summary: Summary,
  { host, view, resets }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const words = describeChanges(settings, summary).join(', ');
  const ofReset = { ...defaultSettings, options: host?.defaults ?? {} };
  const isReset = words === describeChanges(ofReset, summary).join(', ');
  const title = html`Options: <span class="words">${words === '' ? 'the defaults' : words}</span>`;
  const isOpen = view.opened.includes('options');
  return html`
    <div class="resettable">
      ${section('options', title, view, store, () => [
        // Made anew by a reset, the fields forget also what was typed in vain.
        keyed(resets, optionFields(settings, summary, !host?.failure, store)),
        html`<vscode-button
          secondary
          ?disabled=${isReset}
          @click=${() => store.settings.resetOptions()}
          >Reset</vscode-button
        >`,
      ])}
      ${
        isOpen || isReset
          ? nothing
          : html`<button class="link" @click=${() => store.settings.resetOptions()}>Reset</button>`
      }
    </div>
  `;
}

/** @param isCurrent whether the summary is of what is wanted, and not of what was before a failure */
function optionFields(
  settings: Settings,
  summary: Summary,
  isCurrent: boolean,
  store: PanelStore,
): TemplateResult {
  const options = withDefaults(settings.options);
  const { classes } = summary;
  return html`
    <div class="options">
      ${select<Convention>({
        label: 'Convention',
        options: conventions,
        chosen: options.convention,
        choose: (convention) => store.settings.changeOptions({ convention }),
        titles: (convention) => conventionTitles[convention],
      })}
      ${select<(typeof reductions)[number]>({
        label: 'Reduction',
        options: reductions,
        chosen: options.reduction === 'mean' ? 'mean' : 'sum',
        choose: (reduction) => store.settings.changeOptions({ reduction }),
      })}
      ${select<Settings['valuesAre']>({
        label: 'Values are',
        options: valueKinds,
        chosen: settings.valuesAre,
        choose: (valuesAre) => store.settings.change({ valuesAre }),
      })}
      ${
        summary.shape.length > 1
          ? select({
              label: 'Class axis',
              options: summary.shape.map((_, axis) => axis),
              chosen: summary.classAxis,
              choose: (classAxis) => store.settings.change({ classAxis }),
            })
          : nothing
      }
      ${numberField('Temperature', 'temperature', options.temperature, store)}
      ${numberField('Label smoothing', 'labelSmoothing', options.labelSmoothing, store)}
      ${numberField('Ignore index', 'ignoreIndex', options.ignoreIndex, store)}
      <softmax-lens-text-field
        class="field"
        .label=${'Class weights'}
        .value=${(options.classWeights ?? []).join(', ')}
        .hint=${`none, or ${classes} numbers`}
        .take=${(text: string) => {
          const typed = readNumbers(text);
          if ('problem' in typed) return typed.problem;
          const { value: classWeights } = typed;
          // By now, the array may have another number of classes.
          const counted = isCurrent ? classes : (classWeights?.length ?? classes);
          return change({ classWeights }, counted, store);
        }}
      ></softmax-lens-text-field>
    </div>
  `;
}

function numberField(
  label: string,
  option: NumberOption,
  value: number,
  store: PanelStore,
): TemplateResult {
  return html`
    <softmax-lens-text-field
      class="field"
      .label=${label}
      .value=${String(value)}
      .take=${(text: string) => {
        const typed = readNumber(text);
        return 'problem' in typed ? typed.problem : change({ [option]: typed.value }, 0, store);
      }}
    ></softmax-lens-text-field>
  `;
}

/** @returns why the loss would refuse that, which is told where it was typed; null if it was changed */
function change(options: Settings['options'], classes: number, store: PanelStore): string | null {
  const problem = optionProblem(options, classes);
  if (problem === null) store.settings.changeOptions(options);
  return problem;
}
