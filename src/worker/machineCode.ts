import { compileMachineCode, type MachineCode } from '../core/kernel/machineCode.ts';
import * as deflated from './generated/machineCode.ts';

export const kernelNames = ['relaxed', 'simd', 'typescript'] as const;
type KernelName = (typeof kernelNames)[number];

/**
 * The machine code for this machine, or for the kernel that is asked for by name.
 *
 * @param inflate inflates base64; each platform has its own way
 * @returns undefined for TypeScript alone
 */
export function machineCodeFor(
  inflate: (base64: string) => Uint8Array,
  kernel?: KernelName,
): MachineCode | undefined {
  if (kernel === 'typescript') return undefined;
  return compileMachineCode((name) => inflate(deflated[name]), kernel);
}
