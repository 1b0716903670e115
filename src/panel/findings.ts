import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, Summary } from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';
import { cellLink } from './cellLink.ts';
import { icon } from './icon.ts';
import { count } from './numbers.ts';
import type { PanelStore } from './store.ts';

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
  { refusal, findings }: Summary,
  store: PanelStore,
): TemplateResult | typeof nothing {
  const others = findings
    .filter((finding) => !saysTheSame(finding, refusal))
    .sort((one, other) => rankOf(one) - rankOf(other));
  if (others.length === 0) return nothing;
  return html`
    <ul class="findings" aria-label="Findings">
      ${others.map((finding) => findingItem(finding, store))}
    </ul>
  `;
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
  const { kind, severity, message } = finding;
  const valuesAre = treatments[kind];
  return html`
    <li class=${severity}>
      <span
        class="icon ${severities[severity].icon}-icon"
        role="img"
        aria-label=${severities[severity].title}
      ></span>
      <div>
        <p>${message}</p>
        ${finding.places.length > 0 ? placesOf(finding, store) : nothing}
      </div>
      ${
        valuesAre
          ? html`<vscode-button secondary @click=${() => store.changeSettings({ valuesAre })}
              >Treat as ${valuesAre}</vscode-button
            >`
          : nothing
      }
    </li>
  `;
}
