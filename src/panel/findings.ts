import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, Summary, UnappliedOptions } from '../protocol/compute.ts';
import type { EvaluationResult } from '../protocol/panel.ts';
import type { Settings } from '../protocol/schemas.ts';
import { cellLink } from './cellLink.ts';
import { icon } from './controls/icon.ts';
import { count } from './numbers.ts';
import { placeLink } from './resultHeader.ts';
import type { PanelStore } from './store/panelStore.ts';

/** Why there is no loss although there are targets. */
export function refusalNotice(
  { refusal, findings }: Summary,
  store: PanelStore,
): TemplateResult | typeof nothing {
  if (!refusal) return nothing;
  const finding = findings.find((each) => saysTheSame(each, refusal));
  return html`
    <div class="notice" role="alert">
      ${icon('error')}
      <p>${refusal.message} ${finding ? placesOf(finding, store) : nothing}</p>
    </div>
  `;
}

/** What the owner of the data will want to know about it. */
export function findingsList(
  result: EvaluationResult,
  store: PanelStore,
): TemplateResult | typeof nothing {
  const { refusal, findings, unappliedOptions } = result.summary;
  const others = findings
    .filter((finding) => !saysTheSame(finding, refusal))
    .sort((one, other) => rankOf(one) - rankOf(other));
  if (others.length === 0 && !unappliedOptions) return nothing;
  return html`
    <ul class="findings" aria-label="Findings">
      ${unappliedOptions ? unappliedItem(unappliedOptions, result, store) : nothing}
      ${others.map((finding) => findingItem(finding, store))}
    </ul>
  `;
}

/** The call of the loss has other options than those here. */
function unappliedItem(
  { texts, framework, options, notUnderstood }: UnappliedOptions,
  { callPlace }: EvaluationResult,
  store: PanelStore,
): TemplateResult {
  const unapplied = framework === null ? texts : [...texts, `the ${framework} convention`];
  const says = [
    unapplied.length > 0 && `${enumerated(unapplied)}, which ${isOrAre(unapplied)} not applied`,
    notUnderstood.length > 0 &&
      `${enumerated(notUnderstood)}, which ${isOrAre(notUnderstood)} not understood`,
  ].filter((part) => part !== false);
  const message = html`The call${callPlace ? html` at ${placeLink(callPlace, store)}` : nothing} has
  ${says.join(', and ')}.`;
  const use = { title: 'Use these options', run: () => store.settings.changeOptions(options) };
  return item('warning', message, nothing, unapplied.length > 0 ? use : undefined);
}

function enumerated(texts: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(texts);
}

function isOrAre({ length }: readonly string[]): string {
  return length === 1 ? 'is' : 'are';
}

/** A target that is refused is found out of range, too. */
function saysTheSame({ kind }: Finding, refusal: Summary['refusal']): boolean {
  return kind === 'target-out-of-range' && refusal !== null && refusal.place !== null;
}

function placesOf({ places, count: rows }: Finding, store: PanelStore): TemplateResult {
  const others = rows - places.length;
  return html`
    <span class="places">
      ${places.map((place) => cellLink(place, store))}
      ${others > 0 ? `and ${count(others, 'more row')}` : nothing}
    </span>
  `;
}

/** The worst first. */
function rankOf({ severity }: Finding): number {
  return Object.keys(severities).indexOf(severity);
}

const severities: Readonly<Record<Finding['severity'], { icon: string; title: string }>> = {
  error: { icon: 'error', title: 'Error' },
  warning: { icon: 'warning', title: 'Warning' },
  information: { icon: 'info', title: 'Information' },
};

/** What values that look like something may be taken for instead. */
const treatments: Readonly<Record<string, Settings['valuesAre']>> = {
  'looks-like-probabilities': 'probabilities',
  'looks-like-log-probabilities': 'log-probabilities',
};

function findingItem(finding: Finding, store: PanelStore): TemplateResult {
  const { kind, severity, message, places } = finding;
  const valuesAre = treatments[kind];
  const treat = valuesAre && {
    title: `Treat as ${valuesAre}`,
    run: () => store.settings.change({ valuesAre }),
  };
  return item(severity, message, places.length > 0 ? placesOf(finding, store) : nothing, treat);
}

function item(
  severity: Finding['severity'],
  message: TemplateResult | string,
  places: TemplateResult | typeof nothing,
  action: { readonly title: string; readonly run: () => void } | undefined,
): TemplateResult {
  return html`
    <li class=${severity}>
      <span
        class="icon ${severities[severity].icon}-icon"
        role="img"
        aria-label=${severities[severity].title}
      ></span>
      <div>
        <p>${message}</p>
        ${places}
      </div>
      ${
        action
          ? html`<vscode-button secondary @click=${action.run}>${action.title}</vscode-button>`
          : nothing
      }
    </li>
  `;
}
