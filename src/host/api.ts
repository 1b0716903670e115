import type { EvaluateParams, EvaluateResult, ReadResult } from '../protocol/compute.ts';
import * as compute from '../protocol/compute.ts';
import type { ComputeThread } from './compute/computeThread.ts';

/** What `activate()` gives to other extensions. Both calls run on the compute thread. */
export interface Api {
  readonly apiVersion: 1;
  /**
   * Reads a text as an array.
   * @returns `values` row-major over `shape`, and the targets if the text holds some
   * @throws an error named ReadingError, with `kind`, `offset`, `line` and `column`
   */
  read(text: string, hints?: { languageId?: string }): Promise<ReadResult>;
  /**
   * Evaluates a text or an array of logits. For the reduction `none`, loss and gradient are those of `sum`.
   * @throws an error named ReadingError or LossError, whose message says what to do
   */
  evaluate(request: EvaluateParams): Promise<EvaluateResult>;
}

export function createApi(thread: ComputeThread): Api {
  return {
    apiVersion: 1,
    read: (text, { languageId } = {}) => thread.request(compute.read, { text, languageId }),
    evaluate: (request) => thread.request(compute.evaluate, request),
  };
}
