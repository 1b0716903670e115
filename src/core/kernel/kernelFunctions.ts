import type { MachineCode } from './machineCode.ts';
import type { SharedMemory } from './sharedMemory.ts';

/** What assembly/index.ts exports for doubles and for floats alike. */
export interface KernelFunctions {
  readonly evaluate: (
    batch: number,
    first: number,
    last: number,
    piece: number,
    workspace: number,
  ) => void;
  readonly exponentiate: RangeOfSegments;
  readonly finish: (batch: number, row: number, workspace: number) => void;
  readonly scale: RangeOfSegments;
  readonly settle: (batch: number, row: number, workspace: number) => void;
}

type RangeOfSegments = (
  batch: number,
  row: number,
  first: number,
  last: number,
  workspace: number,
) => void;

/** What it exports once. */
export interface KernelSizes {
  readonly bytesOfWorkspace: () => number;
  readonly segmentsBytes: (classes: number) => number;
  readonly segmentsOf: (classes: number) => number;
}

type KernelExports = KernelSizes & {
  readonly [
    Name in keyof KernelFunctions as `${Name}${'Doubles' | 'Floats'}`
  ]: KernelFunctions[Name];
};

export type FloatType = 'float64' | 'float32';

export function kernelSizes(code: MachineCode, memory: SharedMemory): KernelSizes {
  return code.over(memory) as KernelExports;
}

/** The functions for logits of a type. */
export function kernelFunctions(
  code: MachineCode,
  memory: SharedMemory,
  type: FloatType,
): KernelFunctions {
  const exports = code.over(memory) as KernelExports;
  return type === 'float32'
    ? {
        evaluate: exports.evaluateFloats,
        exponentiate: exports.exponentiateFloats,
        finish: exports.finishFloats,
        scale: exports.scaleFloats,
        settle: exports.settleFloats,
      }
    : {
        evaluate: exports.evaluateDoubles,
        exponentiate: exports.exponentiateDoubles,
        finish: exports.finishDoubles,
        scale: exports.scaleDoubles,
        settle: exports.settleDoubles,
      };
}
