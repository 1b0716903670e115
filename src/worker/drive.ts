import type { CancellationToken } from 'vscode-jsonrpc';
import type { Job } from '../core/job.ts';

/** How long a job may keep the thread before other messages, a cancellation among them, get their turn. */
const sliceMs = 12;

/** Waits until the messages that have arrived meanwhile were handled. */
export type NextTurn = () => Promise<void>;

class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** Drives a job in slices, so that a long one neither blocks short ones nor outlives its cancellation. */
export async function drive<Result>(
  job: Job<Result>,
  nextTurn: NextTurn,
  token: CancellationToken,
  onProgress?: (fraction: number) => void,
): Promise<Result> {
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    onProgress?.(step.value);
    await nextTurn();
    if (token.isCancellationRequested) throw new CancelledError('Cancelled.');
    sliceEnd = performance.now() + sliceMs;
  }
}
