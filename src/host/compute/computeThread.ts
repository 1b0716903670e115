import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import { ping } from '../../protocol/compute.ts';
import { type Method, type Report, request } from '../../protocol/method.ts';

/** A running thread, however it was started. */
export interface Thread {
  readonly connection: MessageConnection;
  /** Settles when the thread is gone; the sentence says how it ended. */
  readonly ended: Promise<string>;
  terminate(): void;
}

/** The request was dropped because the one who made it no longer wants it. */
export class CancelledError extends Error {
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
  /**
   * Rejects each request that waits. (A promise of the thread's end to race with would hold on to every
   * answer for as long as the thread lives.)
   */
  readonly waiting: Set<(error: Error) => void>;
  fail(reason: string): void;
}

/**
 * Requests to the compute thread, which is started at the first one, or shortly before. Every request settles exactly once,
 * and at once when it is cancelled, when the thread ends, or when the thread has been silent for too long.
 */
export class ComputeThread {
  readonly #start: () => Thread;
  readonly #pulse: { readonly intervalMs: number; readonly missable: number };
  #running: RunningThread | undefined;
  #disposed = false;
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

  /** Starts the thread, if it is not running, for a request that is about to come: that takes some 60 ms. */
  prepare(): void {
    if (!this.#disposed) this.#running ??= this.#run();
  }

  async request<Params extends object, Result>(
    method: Method<Params, Result>,
    params: Params,
    token?: CancellationToken,
    onProgress?: Report,
  ): Promise<Result> {
    if (this.#disposed) throw new ComputeThreadError('The compute thread was stopped.');
    if (token?.isCancellationRequested) throw new CancelledError();
    const running = (this.#running ??= this.#run());
    this.#watch ??= this.#watchPulse(running);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    running.waiting.add(reject);
    const listener = token?.onCancellationRequested(() => reject(new CancelledError()));
    const { connection } = running.thread;
    request(connection, method, params, token, onProgress).then(resolve, reject);
    try {
      return await promise;
    } finally {
      listener?.dispose();
      running.waiting.delete(reject);
      if (running.waiting.size === 0 && this.#running === running) this.#stopWatching();
    }
  }

  /** Sends what only matters to a thread that is running. */
  async requestIfRunning<Params extends object, Result>(
    method: Method<Params, Result>,
    params: Params,
  ): Promise<void> {
    if (!this.#running) return;
    // Whoever asks this way has no use for the answer, nor for an error.
    await this.request(method, params).catch(() => undefined);
  }

  dispose(): void {
    this.#disposed = true;
    this.#running?.fail('The compute thread was stopped.');
  }

  #run(): RunningThread {
    const thread = this.#start();
    const running: RunningThread = {
      thread,
      waiting: new Set(),
      fail: (reason) => {
        if (this.#running !== running) return;
        this.#running = undefined;
        this.#stopWatching();
        for (const reject of running.waiting) reject(new ComputeThreadError(reason));
        thread.connection.dispose();
        thread.terminate();
      },
    };
    void thread.ended.then((reason) => running.fail(reason));
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
