import type { LossCase } from './loss/measure.ts';
import type { ReadingCase } from './reading/measure.ts';
import type { ThreadResults } from './worker/measure.ts';

/** What a run of the bench found; each part is there if it was measured. */
export interface Results {
  readonly machine: string;
  readonly loss?: readonly LossCase[];
  readonly reading?: ReadingResults;
  readonly thread?: ThreadResults;
  /** Which contenders could not start, and why. */
  readonly missing: readonly string[];
}

export interface ReadingResults {
  readonly cases: readonly ReadingCase[];
  readonly tokens: number;
  /** The first of those tokens that was read otherwise than by `Number`. */
  readonly misread: string | null;
}
