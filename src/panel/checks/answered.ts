import { html, nothing, type TemplateResult } from 'lit';
import type { Inquiries } from '../store/inquiries.ts';
import { type Answer, lastResult } from '../store/inquiry.ts';
import type { PanelStore } from '../store/panelStore.ts';

/** An answer, or how far it is away, or why there is none. */
export function answered<Result>(
  name: keyof Inquiries,
  answer: Answer<Result>,
  store: PanelStore,
  show: (result: Result) => TemplateResult,
): TemplateResult | typeof nothing {
  switch (answer?.state) {
    case undefined:
      return nothing;
    case 'asking':
      return asking(name, answer.fraction, store);
    case 'failed':
      return html`
        <p class="problem" role="alert">${answer.message}</p>
        <button class="link" @click=${() => store.sections.askAgain(name)}>Ask again</button>
      `;
    case 'answered':
      return show(answer.result);
  }
}

/**
 * As `answered`, but the answer before stays until there is another: for what would flicker while the user
 * goes from row to row, and says itself what it is of.
 */
export function answeredOrLast<Result>(
  name: keyof Inquiries,
  answer: Answer<Result>,
  store: PanelStore,
  show: (result: Result) => TemplateResult,
): TemplateResult | typeof nothing {
  const last = lastResult(answer);
  if (last === null) return answered(name, answer, store, show);
  const isAsking = answer?.state === 'asking';
  return html`
    ${isAsking && answer.fraction !== null ? asking(name, answer.fraction, store) : nothing}
    <div aria-busy=${isAsking}>${show(last)}</div>
  `;
}

function asking(name: keyof Inquiries, fraction: number | null, store: PanelStore): TemplateResult {
  return html`
    <p class="asking" aria-busy="true">
      Asking… ${fraction === null ? nothing : `${Math.floor(fraction * 100)} %`}
      <button class="link" @click=${() => store.sections.cancel(name)}>Cancel</button>
    </p>
  `;
}
