import { Matrix } from 'ml-matrix';
import type { Contender } from '../../measurement/serve.ts';
import { peerVersion } from '../../peerVersion.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

/** With the library's own operations, in place. Its matrices are of doubles. */
export function create(): Contender<LossProblem> {
  let logits: Matrix;
  let targets: Int32Array;
  let gradient: Matrix;
  let argmax: Int32Array;
  let loss: number;
  return {
    version: peerVersion('ml-matrix'),
    async load(problem) {
      if (problem.type !== 'float64') throw new Error('It computes in float64 only.');
      const values = await readLogits(problem);
      logits = Matrix.from1DArray(problem.rows, problem.classes, values);
      targets = await readTargets(problem);
      argmax = new Int32Array(problem.rows);
    },
    run() {
      const { rows } = logits;
      const largest: number[] = [];
      for (let row = 0; row < rows; row++) {
        const [, column] = logits.maxRowIndex(row);
        argmax[row] = column;
        largest.push(logits.get(row, column));
      }
      gradient = logits.clone().subColumnVector(largest).exp();
      const sums = gradient.sum('row');
      gradient.divColumnVector(sums.map((sum) => sum * rows));
      loss = 0;
      for (let row = 0; row < rows; row++) {
        const target = targets[row]!;
        gradient.set(row, target, gradient.get(row, target) - 1 / rows);
        loss += Math.log(sums[row]!) + largest[row]! - logits.get(row, target);
      }
      loss /= rows;
    },
    answer: () => ({ loss, argmax, gradient: Float64Array.from(gradient.to1DArray()) }),
  };
}
