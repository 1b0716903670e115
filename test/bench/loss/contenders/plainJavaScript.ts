import type { Contender } from '../../measurement/serve.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

/** What one would write by hand, with `Math.exp`. */
export function create(): Contender<LossProblem> {
  let logits: Float64Array | Float32Array;
  let targets: Int32Array;
  let gradient: Float64Array | Float32Array;
  let argmax: Int32Array;
  let classes: number;
  let loss: number;
  return {
    version: `V8 ${process.versions.v8}`,
    async load(problem) {
      logits = await readLogits(problem);
      targets = await readTargets(problem);
      gradient = logits.slice();
      argmax = new Int32Array(problem.rows);
      ({ classes } = problem);
    },
    run() {
      loss = evaluate(logits, targets, classes, argmax, gradient);
    },
    answer: () => ({ loss, argmax, gradient }),
  };
}

function evaluate(
  logits: Float64Array | Float32Array,
  targets: Int32Array,
  classes: number,
  argmax: Int32Array,
  gradient: Float64Array | Float32Array,
): number {
  const rows = targets.length;
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const end = start + classes;
    let best = start;
    let largest = logits[start]!;
    for (let i = start + 1; i < end; i++) {
      if (logits[i]! > largest) {
        largest = logits[i]!;
        best = i;
      }
    }
    argmax[row] = best - start;
    let sum = 0;
    for (let i = start; i < end; i++) {
      const exponential = Math.exp(logits[i]! - largest);
      gradient[i] = exponential;
      sum += exponential;
    }
    const factor = 1 / (sum * rows);
    for (let i = start; i < end; i++) gradient[i] = gradient[i]! * factor;
    const target = start + targets[row]!;
    gradient[target] = gradient[target]! - 1 / rows;
    loss += Math.log(sum) + largest - logits[target]!;
  }
  return loss / rows;
}
