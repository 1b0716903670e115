import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import { ping, progress } from '../../protocol/compute.ts';
import { type Method, onNotification, request } from '../../protocol/method.ts';

/** A running thread, however it was started. */
export interface Thread {
  readonly connection: MessageConnection;
  /** Settles when the thread is gone; the sentence says how it ended. */
  readonly ended: Promise<string>;
  terminate(): void;
}

/** The request was dropped because the one who made it no longer wants it. */
class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('Cancelled.');
  }
}

/** The thread itself failed: it ended, or it stopped answering and was ended. The next request starts a new one. */
class ComputeThreadError extends Error {
  override readonly name = 'ComputeThreadError';
}

interface RunningThread {
  readonly thread: Thread;
  /** Rejects when the thread is gone; never resolves. */
  readonly gone: Promise<never>;
  fail(reason: string): void;
}

/**
 * Requests to the compute thread, which is started at the first one. Every request settles exactly once,
 * and at once when it is cancelled, when the thread ends, or when the thread has been silent for too long.
 */
export class ComputeThread {
  readonly #start: () => Thread;
  readonly #pulse: { readonly intervalMs: number; readonly missable: number };
  readonly #progressListeners = new Map<number, (fraction: number) => void>();
  #running: RunningThread | undefined;
  #pending = 0;
  #watch: ReturnType<typeof setInterval> | undefined;

  /**
   * @param start starts a thread
   * @param pulse how often a busy thread is asked whether it is alive, and how many answers it may miss.
   *   Beats are counted rather than time, so that a machine waking from sleep does not lose its thread.
   */
  constructor(start: () => Thread, pulse = { intervalMs: 2000, missable: 5 }) {
    this.#start = start;
    this.#pulse = pulse;
  }

  async request<Params extends object, Result>(
    method: Method<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<Result> {
    if (token?.isCancellationRequested) throw new CancelledError();
    const running = (this.#running ??= this.#run());
    this.#pending++;
    this.#watch ??= this.#watchPulse(running);
    const { cancelled, forget } = cancellationOf(token);
    try {
      return await Promise.race([
        request(running.thread.connection, method, params, token),
        running.gone,
        cancelled,
      ]);
    } finally {
      forget();
      if (--this.#pending === 0) this.#stopWatching();
    }
  }

  /** Calls `listener` with the fraction done while the thread works on that session. */
  onProgress(session: number, listener: (fraction: number) => void): { dispose(): void } {
    this.#progressListeners.set(session, listener);
    return { dispose: () => this.#progressListeners.delete(session) };
  }

  dispose(): void {
    this.#running?.fail('The compute thread was stopped.');
  }

  #run(): RunningThread {
    const thread = this.#start();
    const { promise: gone, reject } = Promise.withResolvers<never>();
    // Nobody may be waiting when the thread ends; that is not an error of its own.
    gone.catch(() => undefined);
    const running: RunningThread = {
      thread,
      gone,
      fail: (reason) => {
        if (this.#running !== running) return;
        this.#running = undefined;
        this.#stopWatching();
        reject(new ComputeThreadError(reason));
        thread.connection.dispose();
        thread.terminate();
      },
    };
    void thread.ended.then((reason) => running.fail(reason));
    onNotification(thread.connection, progress, ({ session, fraction }) =>
      this.#progressListeners.get(session)?.(fraction),
    );
    thread.connection.listen();
    return running;
  }

  #watchPulse(running: RunningThread) {
    let missed = 0;
    return setInterval(() => {
      if (missed >= this.#pulse.missable) {
        running.fail(
          'The compute thread stopped answering and was ended. Run the command again: a new one starts.',
        );
        return;
      }
      missed++;
      request(running.thread.connection, ping, {}).then(
        () => (missed = 0),
        () => undefined,
      );
    }, this.#pulse.intervalMs);
  }

  #stopWatching(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

function cancellationOf(token: CancellationToken | undefined) {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  cancelled.catch(() => undefined);
  const listener = token?.onCancellationRequested(() => reject(new CancelledError()));
  return { cancelled, forget: () => listener?.dispose() };
}
