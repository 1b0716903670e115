import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc/browser';
import type { SessionQuestion } from '../../protocol/compute.ts';
import { type Report, request } from '../../protocol/method.ts';

/** What has become of a question; null if it is not asked. */
export type Answer<Result> =
  /** `fraction` is null until it is known how far away the answer is, `last` where there was none before. */
  | { readonly state: 'asking'; readonly fraction: number | null; readonly last: Result | null }
  | { readonly state: 'answered'; readonly result: Result }
  | { readonly state: 'failed'; readonly message: string }
  | null;

/** What of a question the panel needs to ask it. */
type PanelQuestion<Query extends object, Result> = Pick<SessionQuestion<Query, Result>, 'forPanel'>;

/** A question that is asked on demand, of which only the latest answer counts. */
export class Inquiry<Query extends object, Result> {
  answer: Answer<Result> = null;
  readonly #connection: MessageConnection;
  readonly #question: PanelQuestion<Query, Result>;
  readonly #changed: () => void;
  #source: CancellationTokenSource | undefined;

  /** @param changed is called whenever there is another answer. */
  constructor(
    connection: MessageConnection,
    question: PanelQuestion<Query, Result>,
    changed: () => void,
  ) {
    this.#connection = connection;
    this.#question = question;
    this.#changed = changed;
  }

  async ask(query: Query): Promise<void> {
    this.#source?.cancel();
    const source = new CancellationTokenSource();
    this.#source = source;
    const asking = { state: 'asking', fraction: null, last: lastResult(this.answer) } as const;
    this.#set(asking);
    const report: Report = (fraction) => {
      if (this.#source === source) this.#set({ ...asking, fraction });
    };
    const answer = await this.#request(query, source, report);
    if (this.#source === source) this.#set(answer);
  }

  /** Forgets the answer, and no longer waits for one. */
  drop(): void {
    this.#source?.cancel();
    this.#source = undefined;
    if (this.answer) this.#set(null);
  }

  /** No longer waits for the answer, and says so. */
  cancel(): void {
    this.drop();
    this.#set({ state: 'failed', message: 'Cancelled.' });
  }

  async #request(
    query: Query,
    { token }: CancellationTokenSource,
    report: Report,
  ): Promise<Answer<Result>> {
    try {
      const { forPanel } = this.#question;
      const result = await request(this.#connection, forPanel, query, token, report);
      return { state: 'answered', result };
    } catch (error) {
      return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  #set(answer: Answer<Result>): void {
    this.answer = answer;
    this.#changed();
  }
}

/** The result, or, while another one is asked for, the one before it. */
export function lastResult<Result>(answer: Answer<Result>): Result | null {
  switch (answer?.state) {
    case 'answered':
      return answer.result;
    case 'asking':
      return answer.last;
    default:
      return null;
  }
}
