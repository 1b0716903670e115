import type { CancellationToken } from 'vscode-jsonrpc';
import type { Job } from '../core/job.ts';

/** How long a job may keep the thread before other messages, a cancellation among them, get their turn. */
const sliceMs = 12;

/** Progress is for the eye: more often than this it would only cost. */
const reportMs = 100;

/** What a platform has for long work in slices. */
export interface Turns {
  /** Waits until the messages that have arrived meanwhile were handled. */
  next(): Promise<void>;
  /** The time in milliseconds, from whenever, by a clock that nobody sets. */
  now(): number;
}

export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('Cancelled.');
  }
}

/** Drives a job in slices, so that a long one neither blocks short ones nor outlives its cancellation. */
export async function drive<Result>(
  job: Job<Result>,
  turns: Turns,
  token: CancellationToken,
  onProgress?: (fraction: number) => void,
): Promise<Result> {
  let sliceEnd = turns.now() + sliceMs;
  let nextReport = sliceEnd;
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
    if (turns.now() < sliceEnd) continue;
    if (sliceEnd >= nextReport) {
      onProgress?.(step.value);
      nextReport = sliceEnd + reportMs;
    }
    await turns.next();
    // The job hears of it, too: it may have something to give back.
    if (token.isCancellationRequested) job.throw(new CancelledError());
    sliceEnd = turns.now() + sliceMs;
  }
}
