import { useMachineCode } from '../../src/core/kernel/machineCode.ts';
import { useTextEncoder } from '../../src/core/reading/plain/plainScanner.ts';
import { inflateBase64 } from '../../src/worker/inflate.ts';
import { kernelNames, machineCodeFor } from '../../src/worker/machineCode.ts';

/** Computes and reads in this process as worker/node.ts does in the compute thread. @returns what with */
export function useThreadKernel(): string {
  const wanted = process.env.SOFTMAX_LENS_KERNEL;
  const code = machineCodeFor(
    inflateBase64,
    kernelNames.find((name) => name === wanted),
  );
  useMachineCode(() => code);
  useTextEncoder(new TextEncoder());
  return code?.instructions ?? 'typescript';
}
