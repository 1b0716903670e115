import { html, nothing, type TemplateResult } from 'lit';
import type { Finding, Summary } from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';
import { cellLink } from './cellLink.ts';
import { icon } from './icon.ts';
import { count } from './numbers.ts';
import { isInDocument } from './place.ts';
import type { PanelStore } from './store.ts';

/** Why there is no loss although there are targets. */
export function refusalNotice(
  refusal: NonNullable<Summary['refusal']>,
  summary: Summary,
  store: PanelStore,
): TemplateResult {
  const { message, place } = refusal;
  return html`
    <div class="notice" role="alert">
      ${icon('error')}
      <p>
        ${message}
        ${
          place
            ? html`<span class="places">
                <button class="link" @click=${() => store.chooseInGrid(place)}>
                  Show row ${place.row}
                </button>
                ${
                  isInDocument(place, summary)
                    ? html`<button class="link" @click=${() => store.revealCell(place)}>
                        Go to the target
                      </button>`
                    : nothing
                }
              </span>`
            : nothing
        }
      </p>
    </div>
  `;
}

/** What the owner of the data will want to know about it. */
export function findingsList(
  findings: readonly Finding[],
  store: PanelStore,
): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`
    <ul class="findings" aria-label="Findings">
      ${findings.map((finding) => findingItem(finding, store))}
    </ul>
  `;
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
  const others = finding.count - places.length;
  return html`
    <li class=${severity}>
      <span
        class="codicon codicon-${severities[severity].icon}"
        role="img"
        aria-label=${severities[severity].title}
      ></span>
      <div>
        <p>${message}</p>
        ${
          places.length > 0
            ? html`<p class="places">
                ${places.map((place) => cellLink(place, store))}
                ${others > 0 ? `and ${count(others, 'more row')}` : nothing}
              </p>`
            : nothing
        }
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
