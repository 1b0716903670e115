import { fileURLToPath } from 'node:url';
import { type Command, nodeContender, type Role } from '../measurement/contender.ts';

export type Threads = 'one' | 'all';

export interface LossContender extends Command {
  readonly role: Role;
  readonly threads: Threads;
}

export const eagerPyTorch = 'PyTorch';

const ours = 'loss/contenders/softmaxLens.ts';
const onnxRuntime = 'loss/contenders/onnxRuntime.ts';

export const lossContenders: readonly LossContender[] = [
  { ...nodeContender('Softmax Lens', ours, ['one']), role: 'ours', threads: 'one' },
  { ...nodeContender('Softmax Lens', ours, ['all']), role: 'ours', threads: 'all' },
  forced('without fused multiply-add', 'simd'),
  forced('without WebAssembly', 'typescript'),
  npmPeer('ONNX Runtime', onnxRuntime, 'one'),
  npmPeer('ONNX Runtime', onnxRuntime, 'all'),
  npmPeer('TensorFlow.js', 'loss/contenders/tensorflow.ts', 'one'),
  npmPeer('ml-matrix', 'loss/contenders/mlMatrix.ts', 'one'),
  npmPeer('JavaScript by hand', 'loss/contenders/plainJavaScript.ts', 'one'),
];

function forced(name: string, kernel: string): LossContender {
  const command = nodeContender(name, ours, ['one'], { SOFTMAX_LENS_KERNEL: kernel });
  return { ...command, role: 'forced kernel', threads: 'one' };
}

function npmPeer(name: string, module: string, threads: Threads): LossContender {
  return { ...nodeContender(name, module, [threads]), role: 'peer', threads };
}

/** @param executable a Python that has the libraries, or some of them */
export function pythonContenders(executable: string): LossContender[] {
  const server = fileURLToPath(new URL('serve.py', import.meta.url));
  const peer = (name: string, library: string, threads: Threads): LossContender => ({
    name,
    executable,
    args: [server, library, threads],
    // The libraries' own thread pools read these when they are loaded.
    ...(threads === 'one' && { environment: { OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' } }),
    role: 'peer',
    threads,
  });
  return [
    peer('NumPy', 'numpy', 'one'),
    ...(['one', 'all'] as const).flatMap((threads) => [
      peer(eagerPyTorch, 'torch', threads),
      peer('PyTorch, compiled', 'torch.compile', threads),
      peer('JAX', 'jax', threads),
    ]),
  ];
}
