/**
 * Long work, written as a generator that yields the fraction done (0 to 1) every few milliseconds.
 * Whoever drives it decides whether to go on, to report progress, or to drop it (cancellation).
 */
export type Job<Result> = Generator<number, Result, void>;

/** Drives a job to its end without a pause. */
export function runToEnd<Result>(job: Job<Result>): Result {
  let step = job.next();
  while (!step.done) step = job.next();
  return step.value;
}
