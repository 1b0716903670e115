import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { EvaluationResult, PanelState } from '../protocol/panel.ts';
import { batchSection } from './batch/batchSection.ts';
import { checks } from './checks/checks.ts';
import { comparisonSection } from './comparison/comparisonSection.ts';
import { filterSection } from './grid/filterSection.ts';
import { findingsList, refusalNotice } from './findings.ts';
import { icon } from './controls/icon.ts';
import { optionsSection } from './optionsSection.ts';
import { lossStatus, placeLink, provenance } from './resultHeader.ts';
import { stepsSection } from './steps/stepsSection.ts';
import type { PanelModel } from './store/panelModel.ts';
import type { PanelStore } from './store/panelStore.ts';
import { takeAwaySection } from './takeAway/takeAwaySection.ts';
import { gridToolbar, hasManyRows, targetsField } from './toolbar.ts';

/** Where VS Code's context menu offers what can be done with a result: see package.json. */
const contextOfResult = JSON.stringify({ webviewSection: 'result' });

/** The whole panel, drawn from the model; what the user does goes to the store. */
export class PanelElement extends LitElement {
  static override readonly properties = {
    model: { attribute: false },
    store: { attribute: false },
  };
  declare model: PanelModel;
  declare store: PanelStore;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { host, busy, announcement, fetchFailure } = this.model;
    const result = host?.result ?? null;
    const failure = host?.failure ?? null;
    const stale = result !== null && failure !== null;
    return html`
      <main
        class=${stale ? 'stale' : nothing}
        data-vscode-context=${result ? contextOfResult : nothing}
      >
        <h1 class="hidden">Softmax cross-entropy</h1>
        ${failure ? this.#failure(failure, stale) : nothing}
        <header>
          <div class="headline">
            <p role="status" class=${result?.summary.losses ? 'loss' : nothing}>
              ${lossStatus(host)}
            </p>
            <div class="actions">
              ${busy && host ? this.#work(host) : nothing}${result ? this.#pin() : nothing}${this.#lock(host)}
            </div>
          </div>
          ${result ? this.#head(result) : nothing}
        </header>
        ${fetchFailure === null ? nothing : this.#fetchFailure(fetchFailure)}
        ${
          result
            ? html`
                <softmax-lens-result-grid
                  .model=${this.model}
                  .store=${this.store}
                ></softmax-lens-result-grid>
                <p class="announcement" aria-live="polite">${announcement}</p>
                ${takeAwaySection(result.summary, this.model, this.store)}
                <softmax-lens-row .model=${this.model} .store=${this.store}></softmax-lens-row>
                ${stepsSection(result.summary, this.model, this.store)}
                ${batchSection(result.summary, this.model, this.store)}
                ${checks(result.summary, this.model, this.store)}
              `
            : nothing
        }
      </main>
    `;
  }

  /** What was evaluated, what is to be known about it, and what can be changed. */
  #head(result: EvaluationResult): TemplateResult {
    const { summary } = result;
    const { settings } = this.model;
    return html`
      ${
        summary.divisorExplanation === null
          ? nothing
          : html`<p class="divisor">${summary.divisorExplanation}</p>`
      }
      ${provenance(result, this.store)} ${refusalNotice(summary, this.store)}
      ${findingsList(result, this.store)} ${targetsField(settings, summary, this.store)}
      ${optionsSection(settings, summary, this.model, this.store)}
      ${comparisonSection(this.model, this.store)}
      ${hasManyRows(summary) ? filterSection(summary, this.model, this.store) : nothing}
      ${gridToolbar(summary, this.model, this.store)}
    `;
  }

  #failure(failure: NonNullable<PanelState['failure']>, stale: boolean): TemplateResult {
    return html`
      <div class="notice" role="alert">
        ${icon('error')}
        <p>
          ${failure.message} ${failure.place ? placeLink(failure.place, this.store) : nothing}
          ${stale ? html`<small>Below is what was evaluated last.</small>` : nothing}
        </p>
        ${
          failure.canRetry
            ? html`<vscode-button secondary @click=${() => this.store.retryWork()}
                >Retry</vscode-button
              >`
            : nothing
        }
      </div>
    `;
  }

  #fetchFailure(message: string): TemplateResult {
    return html`
      <div class="notice" role="alert">
        ${icon('error')}
        <p>A part of the result could not be fetched: ${message}</p>
        <vscode-button secondary @click=${() => this.store.retryFetch()}>Fetch again</vscode-button>
      </div>
    `;
  }

  #work({ progress }: PanelState): TemplateResult {
    const percentage = Math.floor((progress ?? 0) * 100);
    return html`
      <vscode-progress-bar aria-label="Evaluating" .value=${percentage}></vscode-progress-bar>
      <span class="percentage">${percentage} %</span>
      <vscode-button secondary @click=${() => this.store.cancelWork()}>Cancel</vscode-button>
    `;
  }

  #pin(): TemplateResult {
    const pinned = this.model.pinned !== null;
    const title = pinned
      ? 'Unpin: compare with nothing any more'
      : 'Pin: compare what is evaluated next with this';
    return html`
      <button
        class="tool"
        aria-label="Pin"
        aria-pressed=${pinned}
        title=${title}
        @click=${() => (pinned ? this.store.unpin() : this.store.pin())}
      >
        ${icon(pinned ? 'pinned' : 'pin')}
      </button>
    `;
  }

  #lock(host: PanelState | null): TemplateResult | typeof nothing {
    if (!host?.memento) return nothing;
    const { locked } = host.memento;
    // Without a result there is none to be kept, but a lock can still be opened.
    if (!host.result && !locked) return nothing;
    const title = locked
      ? 'Locked: edits of the document do not change this result'
      : 'Lock: keep this result while the document is edited';
    return html`
      <button
        class="tool"
        aria-label="Lock"
        aria-pressed=${locked}
        title=${title}
        @click=${() => this.store.setLocked(!locked)}
      >
        ${icon(locked ? 'lock' : 'unlock')}
      </button>
    `;
  }
}
