import type { Job } from '../job.ts';
import { evaluateFused, type FusedBatch, isFusible } from '../kernel/fusedRows.ts';
import { machineCodeForBatch } from '../kernel/machineCode.ts';
import { Pace } from '../kernel/pace.ts';
import { type Batch, undefinedClass } from './batch.ts';
import { conventions } from './conventions.ts';
import { ExactEvaluation, workPerRow } from './exactEvaluation.ts';
import type { LossOptions } from './options.ts';
import type { Floats, Results } from '../kernel/results.ts';

/**
 * Evaluates a batch into `results`: by machine code where there is some for it, else in TypeScript.
 *
 * @param divisor the mean's
 * @param allLogits how many logits there are in all, of which the batch may be a part: the same rows give the
 *   same bits, however many are evaluated at a time
 */
export function* evaluateBatch(
  batch: Batch<Floats>,
  options: LossOptions,
  divisor: number,
  results: Results,
  allLogits = batch.logits.values.length,
): Job<void> {
  const { rows, values } = batch.logits;
  const exact = () => new ExactEvaluation(batch, options, divisor, results);
  const code = machineCodeForBatch(allLogits);
  const fused = code && fusedBatch(batch, options, divisor);
  if (fused) {
    const pace = new Pace(values.length + workPerRow * rows);
    yield* evaluateFused(code, fused, results, workPerRow, pace, (first, last) =>
      exact().evaluate(first, last, pace),
    );
  } else {
    const evaluation = exact();
    const pace = new Pace(evaluation.passes * values.length + workPerRow * rows);
    yield* evaluation.evaluate(0, rows, pace);
  }
}

/** The batch as machine code takes it, unless it is one that machine code does not evaluate. */
function fusedBatch(
  { logits, classOfRow, probabilities }: Batch<Floats>,
  { reduction, classWeights, labelSmoothing, temperature, convention }: LossOptions,
  divisor: number,
): FusedBatch | undefined {
  if (probabilities || (classOfRow && labelSmoothing > 0)) return undefined;
  const mayBeUndefined = conventions[convention].outOfRange.answer === 'wrap, then NaN';
  if (mayBeUndefined && classOfRow?.includes(undefinedClass)) return undefined;
  const batch = {
    ...logits,
    temperature,
    divisor: classOfRow && reduction === 'mean' ? divisor : 1,
    ...(classOfRow && { classOfRow }),
    ...(classOfRow && classWeights && { classWeights: Float64Array.from(classWeights) }),
  };
  return isFusible(batch) ? batch : undefined;
}
