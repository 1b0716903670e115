import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../inquiry.ts';

/** An answer, or how far it is away. */
export function answered<Result>(
  answer: Answer<Result>,
  show: (result: Result) => TemplateResult,
): TemplateResult | typeof nothing {
  switch (answer?.state) {
    case undefined:
      return nothing;
    case 'asking':
      return html`<p class="asking" aria-busy="true">Asking…</p>`;
    case 'failed':
      return html`<p class="problem" role="alert">${answer.message}</p>`;
    case 'answered':
      return show(answer.result);
  }
}
