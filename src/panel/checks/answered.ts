import { html, nothing, type TemplateResult } from 'lit';
import type { Inquiries } from '../inquiries.ts';
import type { Answer } from '../inquiry.ts';
import type { PanelStore } from '../store.ts';

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
      return html`
        <p class="asking" aria-busy="true">
          Asking… ${answer.fraction === null ? nothing : `${Math.floor(answer.fraction * 100)} %`}
          <button class="link" @click=${() => store.cancelQuestion(name)}>Cancel</button>
        </p>
      `;
    case 'failed':
      return html`
        <p class="problem" role="alert">${answer.message}</p>
        <button class="link" @click=${() => store.askAgain(name)}>Ask again</button>
      `;
    case 'answered':
      return show(answer.result);
  }
}
