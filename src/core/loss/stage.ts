import type { Job } from '../job.ts';

/** A job as the `index`-th of `count` equal parts of a longer one. */
export function* stage<Result>(index: number, count: number, job: Job<Result>): Job<Result> {
  let step = job.next();
  while (!step.done) {
    yield (index + step.value) / count;
    step = job.next();
  }
  return step.value;
}
