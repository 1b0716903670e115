import { machineCodeFor, type kernelNames } from '../../../src/worker/machineCode.ts';

export function loadMachineCode(kernel?: (typeof kernelNames)[number]) {
  return machineCodeFor((base64) => Buffer.from(base64, 'base64'), kernel);
}
