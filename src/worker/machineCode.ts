import { compileMachineCode, type MachineCode } from '../core/kernel/machineCode.ts';
import * as encoded from './generated/machineCode.ts';

export const kernelNames = ['relaxed', 'simd', 'typescript'] as const;
type KernelName = (typeof kernelNames)[number];

/**
 * The machine code for this machine, or for the kernel that is asked for by name.
 *
 * @param decode turns base64 into bytes; each platform has its own fast way
 * @returns undefined for TypeScript alone
 */
export function machineCodeFor(
  decode: (base64: string) => Uint8Array,
  kernel?: KernelName,
): MachineCode | undefined {
  if (kernel === 'typescript') return undefined;
  return compileMachineCode((name) => decode(encoded[name]), kernel);
}
