import { inflateBase64 } from '../../../src/worker/inflate.ts';
import { machineCodeFor, type kernelNames } from '../../../src/worker/machineCode.ts';

export function loadMachineCode(kernel?: (typeof kernelNames)[number]) {
  return machineCodeFor(inflateBase64, kernel);
}
