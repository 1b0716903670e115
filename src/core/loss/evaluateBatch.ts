import type { Job } from '../job.ts';
import { type FusedBatch, isFusible } from '../kernel/fusedBatch.ts';
import { FusedEvaluation, memoryFor } from '../kernel/fusedEvaluation.ts';
import { currentHelpers, type Helpers } from '../kernel/helpers.ts';
import { machineCodeForBatch } from '../kernel/machineCode.ts';
import { Pace } from '../kernel/pace.ts';
import type { Floats, Results } from '../kernel/results.ts';
import { HelpersLostError } from '../kernel/team.ts';
import type { Batch } from './batch.ts';
import { ExactEvaluation, workPerRow } from './exactEvaluation.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';

/**
 * Evaluates a batch into `results`; see `BatchEvaluation`.
 *
 * @param divisor the mean's
 */
export function* evaluateBatch(
  batch: Batch<Floats>,
  options: LossOptions,
  divisor: number,
  results: Results,
  allLogits?: number,
): Job<void> {
  const evaluation = new BatchEvaluation(batch, options, divisor, results, allLogits);
  try {
    yield* evaluation.run();
  } finally {
    evaluation.release();
  }
}

/**
 * The evaluation of a batch into results, made ready to be run: by machine code where there is some for it, else in
 * TypeScript.
 */
export class BatchEvaluation {
  readonly #logits: Logits<Floats>;
  readonly #prepareExact: () => ExactEvaluation;
  #prepared: ExactEvaluation | undefined;
  readonly #prepareFused: (helpers?: Helpers) => FusedEvaluation | undefined;
  #fused: FusedEvaluation | undefined;

  /**
   * @param divisor the mean's
   * @param allLogits how many logits there are in all, of which the batch may be a part: the same rows give the
   *   same bits, however many are evaluated at a time
   */
  constructor(
    batch: Batch<Floats>,
    options: LossOptions,
    divisor: number,
    results: Results,
    allLogits = batch.logits.values.length,
  ) {
    this.#logits = batch.logits;
    this.#prepareExact = () => new ExactEvaluation(batch, options, divisor, results);
    const code = machineCodeForBatch(allLogits);
    const fused = code && fusedBatch(batch, options, divisor);
    const memory = fused && memoryFor(fused);
    this.#prepareFused = (helpers) =>
      memory && new FusedEvaluation(code, memory, fused, results, helpers);
    this.#fused = this.#prepareFused(currentHelpers());
  }

  *run(): Job<void> {
    const { rows, values } = this.#logits;
    if (this.#fused) {
      try {
        yield* this.#runFused(this.#fused);
      } catch (error) {
        if (!(error instanceof HelpersLostError)) throw error;
        // They may still write to the memory that they knew: once more, alone and in other memory.
        this.#fused = this.#prepareFused()!;
        yield* this.#runFused(this.#fused);
      }
    } else {
      const pace = new Pace(this.#exact.passes * values.length + workPerRow * rows);
      yield* this.#exact.evaluate(0, rows, pace);
    }
  }

  *#runFused(fused: FusedEvaluation): Job<void> {
    const { rows, values } = this.#logits;
    const pace = new Pace(values.length + workPerRow * rows);
    yield* fused.run(workPerRow, pace, (first, last) => this.#exact.evaluate(first, last, pace));
  }

  /** Prepared where it is needed, and once: its scratch memory takes longer than a few rows. */
  get #exact(): ExactEvaluation {
    return (this.#prepared ??= this.#prepareExact());
  }

  release(): void {
    this.#fused?.release();
  }
}

/** The batch as machine code takes it, unless it is one that machine code does not evaluate. */
function fusedBatch(
  { logits, classOfRow, probabilities }: Batch<Floats>,
  { reduction, classWeights, labelSmoothing, temperature }: LossOptions,
  divisor: number,
): FusedBatch | undefined {
  if (probabilities || (classOfRow && labelSmoothing > 0)) return undefined;
  const batch = {
    ...logits,
    temperature,
    divisor: classOfRow && reduction === 'mean' ? divisor : 1,
    ...(classOfRow && { classOfRow }),
    ...(classOfRow && classWeights && { classWeights: Float64Array.from(classWeights) }),
  };
  return isFusible(batch) ? batch : undefined;
}
