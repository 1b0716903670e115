import { runToEnd } from '../../../../src/core/job.ts';
import type { Floats } from '../../../../src/core/kernel/results.ts';
import { createSharedMemory } from '../../../../src/core/kernel/sharedMemory.ts';
import { prepareEvaluation } from '../../../../src/core/loss/evaluation.ts';
import { completeOptions } from '../../../../src/core/loss/options.ts';
import type { Contender } from '../../measurement/serve.ts';
import { useThreadKernel } from '../../useThreadKernel.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

type Prepared = ReturnType<typeof prepareEvaluation<Floats>>;
type Evaluated =
  ReturnType<Prepared['run']> extends Generator<number, infer Result> ? Result : never;

/** As the compute thread evaluates what it has read into its memory, without the probabilities. */
export function create(threads: string): Contender<LossProblem> {
  const version = useThreadKernel(threads);
  let prepared: Prepared;
  let evaluated: Evaluated;
  return {
    version,
    async load(problem) {
      const { rows, classes, type } = problem;
      const memory = createSharedMemory();
      if (!memory) throw new Error('There is no shared memory.');
      const values: Floats = memory[type](rows * classes);
      values.set(await readLogits(problem));
      prepared = prepareEvaluation<Floats>(
        { rows, classes, values },
        { kind: 'indices', indices: await readTargets(problem) },
        completeOptions({ reduction: 'mean' }, classes),
      );
    },
    run() {
      evaluated = runToEnd(prepared.run());
    },
    answer: () => ({
      loss: evaluated.losses!.loss,
      argmax: evaluated.argmax,
      gradient: evaluated.gradient!,
    }),
  };
}
