import { runToEnd } from '../../../../src/core/job.ts';
import type { Floats, Results } from '../../../../src/core/kernel/results.ts';
import { createSharedMemory } from '../../../../src/core/kernel/sharedMemory.ts';
import { divisorOf, makeBatch } from '../../../../src/core/loss/batch.ts';
import { evaluateBatch } from '../../../../src/core/loss/evaluateBatch.ts';
import type { Logits } from '../../../../src/core/loss/logits.ts';
import { completeOptions, type LossOptions } from '../../../../src/core/loss/options.ts';
import { reduce } from '../../../../src/core/loss/reduction.ts';
import type { Targets } from '../../../../src/core/loss/targets.ts';
import type { Contender } from '../../measurement/serve.ts';
import { useThreadKernel } from '../../useThreadKernel.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

/** As the compute thread evaluates what it has read into its memory, without the probabilities. */
export function create(): Contender<LossProblem> {
  const version = useThreadKernel();
  let logits: Logits<Floats>;
  let targets: Targets;
  let options: LossOptions;
  let results: Results;
  let lossPerRow: Float64Array;
  let gradient: Floats;
  let loss: number;
  return {
    version,
    async load(problem) {
      const { rows, classes, type } = problem;
      const memory = createSharedMemory();
      if (!memory) throw new Error('There is no shared memory.');
      const values = memory[type](rows * classes);
      values.set(await readLogits(problem));
      logits = { rows, classes, values };
      targets = { kind: 'indices', indices: await readTargets(problem) };
      options = completeOptions({ reduction: 'mean' }, classes);
      lossPerRow = memory.float64(rows);
      gradient = memory[type](rows * classes);
      results = {
        argmax: memory.int32(rows),
        confidence: memory.float64(rows),
        losses: { lossPerRow, targetProbability: memory.float64(rows), gradient },
      };
    },
    run() {
      const batch = makeBatch(logits, targets, options);
      const { divisor } = divisorOf(batch, options);
      runToEnd(evaluateBatch(batch, options, divisor, results));
      loss = reduce(lossPerRow, divisor, 'NaN').mean;
    },
    answer: () => ({ loss, argmax: results.argmax, gradient }),
  };
}
