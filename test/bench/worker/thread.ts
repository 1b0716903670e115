import { fileURLToPath } from 'node:url';
import { ComputeThread } from '../../../src/host/compute/computeThread.ts';
import { startNodeThread } from '../../../src/host/compute/nodeThread.ts';

const script = fileURLToPath(new URL('../../../dist/worker.cjs', import.meta.url));

const compiledCode = fileURLToPath(new URL('../../../out/bench/compiled-code', import.meta.url));

/** The extension's compute thread as it is shipped, behind the host's own side of it. */
export function computeThread(): ComputeThread {
  return new ComputeThread(() => startNodeThread(script, compiledCode));
}

export function seconds(begin: number): number {
  return (performance.now() - begin) / 1e3;
}
