import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { useHelpers } from '../../src/core/kernel/helpers.ts';
import { useMachineCode } from '../../src/core/kernel/machineCode.ts';
import { useTextEncoder } from '../../src/core/reading/plain/plainScanner.ts';
import { type HelperData, HelperThreads } from '../../src/worker/helperThreads.ts';
import { inflateBase64 } from '../../src/worker/inflate.ts';
import { kernelNames, machineCodeFor } from '../../src/worker/machineCode.ts';

const helperScript = fileURLToPath(new URL('../../dist/worker.cjs', import.meta.url));

/**
 * Computes and reads in this process as worker/node.ts does in the compute thread.
 *
 * @param threads whether others help
 * @returns the name of the kernel
 */
export function useThreadKernel(threads: string): string {
  const wanted = process.env.SOFTMAX_LENS_KERNEL;
  const code = machineCodeFor(
    inflateBase64,
    kernelNames.find((name) => name === wanted),
  );
  useMachineCode(() => code);
  useTextEncoder(new TextEncoder());
  if (threads === 'all') {
    const start = (data: HelperData) => new Worker(helperScript, { workerData: data });
    useHelpers(new HelperThreads(start));
  }
  return code?.instructions ?? 'typescript';
}
