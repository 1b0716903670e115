import type { CancellationToken } from 'vscode-jsonrpc';
import type { Job } from '../core/job.ts';

/** How long a job may keep the thread before other messages, a cancellation among them, get their turn. */
const sliceMs = 12;

/** Progress is for the eye: more often than this it would only cost. */
const reportMs = 100;

/** Waits until the messages that have arrived meanwhile were handled. */
export type NextTurn = () => Promise<void>;

export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('Cancelled.');
  }
}

/** Drives a job in slices, so that a long one neither blocks short ones nor outlives its cancellation. */
export async function drive<Result>(
  job: Job<Result>,
  nextTurn: NextTurn,
  token: CancellationToken,
  onProgress?: (fraction: number) => void,
): Promise<Result> {
  let sliceEnd = performance.now() + sliceMs;
  let nextReport = sliceEnd;
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    if (sliceEnd >= nextReport) {
      onProgress?.(step.value);
      nextReport = sliceEnd + reportMs;
    }
    await nextTurn();
    // The job hears of it, too: it may have something to give back.
    if (token.isCancellationRequested) job.throw(new CancelledError());
    sliceEnd = performance.now() + sliceMs;
  }
}
