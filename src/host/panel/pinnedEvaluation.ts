import type { CancellationToken } from 'vscode-jsonrpc';
import type { Source } from '../../core/reading/reader.ts';
import type { Comparison, Pinned } from '../../protocol/comparison.ts';
import * as compute from '../../protocol/compute.ts';
import type { Report } from '../../protocol/method.ts';
import type { ComputeThread } from '../compute/computeThread.ts';
import { isUnknownSession, newSession } from './sessions.ts';

/** An evaluation as it was when it was pinned: its session stays open until it is unpinned. */
export class PinnedEvaluation {
  readonly shown: Pinned;
  readonly #thread: ComputeThread;
  readonly #source: Source;
  #session: number;

  /** @param session is its own from now on: nobody else closes it. */
  constructor(thread: ComputeThread, session: number, source: Source, shown: Pinned) {
    this.#thread = thread;
    this.#session = session;
    this.#source = source;
    this.shown = shown;
  }

  dispose(): void {
    void this.#thread.requestIfRunning(compute.closeSession, { session: this.#session });
  }

  /**
   * Compares with what is shown.
   * @param ask asks about what is shown, given the session that is pinned
   */
  async compare(
    ask: (pinned: number) => Promise<Comparison>,
    token: CancellationToken,
    report: Report,
  ): Promise<Comparison> {
    try {
      return await ask(this.#session);
    } catch (error) {
      if (!isUnknownSession(error)) throw error;
      // The thread was started anew: what was pinned is evaluated again from the same source.
      await this.#reopen(token, report);
      return await ask(this.#session);
    }
  }

  async #reopen(token: CancellationToken, report: Report): Promise<void> {
    const session = newSession();
    const { settings } = this.shown;
    const open = { session, source: this.#source, settings };
    try {
      await this.#thread.request(compute.openSession, open, token, report);
    } catch (error) {
      throw new Error(
        `What was pinned is lost, and evaluating it again failed: ${(error as Error).message} Pin another evaluation.`,
      );
    }
    this.#session = session;
  }
}
