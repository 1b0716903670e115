import * as tensorflow from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Contender } from '../../measurement/serve.ts';
import { peerVersion } from '../../peerVersion.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

/** TensorFlow.js with its WebAssembly backend, which computes in float32 and, in Node, on one thread. */
export async function create(): Promise<Contender<LossProblem>> {
  await tensorflow.setBackend('wasm');
  let logits: tensorflow.Tensor | undefined;
  let oneHot: tensorflow.Tensor | undefined;
  let last: readonly tensorflow.Tensor[] = [];
  const lossAndGradient = tensorflow.valueAndGrad((z) =>
    tensorflow.losses.softmaxCrossEntropy(oneHot!, z),
  );
  return {
    version: peerVersion('@tensorflow/tfjs-backend-wasm'),
    async load(problem) {
      if (problem.type !== 'float32') throw new Error('It computes in float32 only.');
      for (const tensor of [logits, oneHot, ...last]) tensor?.dispose();
      last = [];
      logits = tensorflow.tensor2d(await readLogits(problem), [problem.rows, problem.classes]);
      oneHot = tensorflow.oneHot(await readTargets(problem), problem.classes);
    },
    run() {
      for (const tensor of last) tensor.dispose();
      last = tensorflow.tidy(() => {
        const { value, grad } = lossAndGradient(logits!);
        return [value, grad, tensorflow.argMax(logits!, 1)];
      });
    },
    answer() {
      const [loss, gradient, argmax] = last.map((tensor) => tensor.dataSync());
      return { loss: loss![0]!, gradient: gradient!, argmax: argmax! };
    },
  };
}
