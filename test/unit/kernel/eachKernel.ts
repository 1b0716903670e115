import { useMachineCode } from '../../../src/core/kernel/machineCode.ts';
import { kernelNames } from '../../../src/worker/machineCode.ts';
import { loadMachineCode } from './machineCode.ts';

/** The same tests for each way to compute, as far as this machine has it, however few the logits are. */
export function describeEachKernel(title: string, tests: () => void): void {
  for (const name of kernelNames) {
    const code = loadMachineCode(name);
    const isThere = code !== undefined || name === 'typescript';
    (isThere ? describe : describe.skip)(`${title}, by the kernel "${name}"`, () => {
      before(() => useMachineCode(() => code, 0));
      after(() => useMachineCode(() => undefined));
      tests();
    });
  }
}
