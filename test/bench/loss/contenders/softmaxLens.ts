import { runToEnd } from '../../../../src/core/job.ts';
import { evaluate, type Evaluation } from '../../../../src/core/loss/evaluation.ts';
import type { Logits } from '../../../../src/core/loss/logits.ts';
import { completeOptions, type LossOptions } from '../../../../src/core/loss/options.ts';
import type { Targets } from '../../../../src/core/loss/targets.ts';
import type { Contender } from '../../measurement/serve.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

/** As the compute thread evaluates what it has read. */
export function create(): Contender<LossProblem> {
  let logits: Logits;
  let targets: Targets;
  let options: LossOptions;
  let evaluation: Evaluation;
  return {
    version: 'as it stands',
    async load(problem) {
      const { rows, classes, type } = problem;
      const values = await readLogits(problem);
      if (type === 'float32') throw new Error('not yet');
      logits = { rows, classes, values: values as Float64Array };
      targets = { kind: 'indices', indices: await readTargets(problem) };
      options = completeOptions({ reduction: 'mean' }, classes);
    },
    run() {
      evaluation = runToEnd(evaluate(logits, targets, options));
    },
    answer: () => ({
      loss: evaluation.losses!.loss,
      argmax: evaluation.argmax,
      gradient: evaluation.gradient!,
    }),
  };
}
