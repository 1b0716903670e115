import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Contender } from '../../measurement/serve.ts';
import { peerVersion } from '../../peerVersion.ts';
import { crossEntropyModel } from '../onnxModel.ts';
import { type LossProblem, readLogits, readTargets } from '../problem.ts';

export function create(threads: string): Contender<LossProblem> {
  let session: InferenceSession | undefined;
  let inputs: Readonly<Record<string, Tensor>>;
  let outputs: Readonly<Record<string, Tensor>>;
  return {
    version: peerVersion('onnxruntime-node'),
    async load(problem) {
      const { rows, classes, type } = problem;
      await session?.release();
      session = await InferenceSession.create(crossEntropyModel(problem, type), {
        // None given is as many as it takes by itself.
        intraOpNumThreads: threads === 'one' ? 1 : 0,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
      });
      const logits = await readLogits(problem);
      inputs = {
        logits: new Tensor(type, logits, [rows, classes]),
        targets: new Tensor('int64', BigInt64Array.from(await readTargets(problem), BigInt), [
          rows,
          1,
        ]),
      };
      outputs = {
        loss: new Tensor(type, logits.slice(0, 1), []),
        argmax: new Tensor('int64', new BigInt64Array(rows), [rows]),
        gradient: new Tensor(type, logits.slice(), [rows, classes]),
      };
    },
    async run() {
      await session!.run(inputs, outputs);
    },
    answer() {
      const { loss, argmax, gradient } = outputs;
      return {
        loss: Number(loss!.data[0]),
        argmax: Int32Array.from(argmax!.data as BigInt64Array, Number),
        gradient: gradient!.data,
      };
    },
  };
}
