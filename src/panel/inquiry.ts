import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc/browser';
import type { SessionQuestion } from '../protocol/compute.ts';
import { type Report, request } from '../protocol/method.ts';

/** What has become of a question; null if it is not asked. */
export type Answer<Result> =
  /** `fraction` is null until it is known how far away the answer is. */
  | { readonly state: 'asking'; readonly fraction: number | null }
  | { readonly state: 'answered'; readonly result: Result }
  | { readonly state: 'failed'; readonly message: string }
  | null;

/** A question that is asked on demand, of which only the latest answer counts. */
export class Inquiry<Query extends object, Result> {
  answer: Answer<Result> = null;
  readonly #connection: MessageConnection;
  readonly #question: SessionQuestion<Query, Result>;
  readonly #changed: () => void;
  #source: CancellationTokenSource | undefined;

  /** @param changed is called whenever there is another answer. */
  constructor(
    connection: MessageConnection,
    question: SessionQuestion<Query, Result>,
    changed: () => void,
  ) {
    this.#connection = connection;
    this.#question = question;
    this.#changed = changed;
  }

  async ask(query: Query): Promise<void> {
    this.drop();
    const source = new CancellationTokenSource();
    this.#source = source;
    this.#set({ state: 'asking', fraction: null });
    const answer = await this.#request(query, source);
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

  async #request(query: Query, source: CancellationTokenSource): Promise<Answer<Result>> {
    const report: Report = (fraction) => {
      if (this.#source === source) this.#set({ state: 'asking', fraction });
    };
    try {
      const { forPanel } = this.#question;
      const result = await request(this.#connection, forPanel, query, source.token, report);
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
