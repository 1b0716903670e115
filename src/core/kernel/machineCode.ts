import { createSharedMemory, type SharedMemory } from './sharedMemory.ts';
import { webAssembly, type WebAssemblyModule } from './webAssembly.ts';

/** What a machine can run: fused multiply-adds, or just operations on several numbers at once. */
const instructionSets = ['relaxed', 'simd'] as const;
type InstructionSet = (typeof instructionSets)[number];

interface ProbeFunctions {
  isFused(): number;
}

/** The compiled AssemblyScript of core. */
export class MachineCode {
  readonly instructions: InstructionSet;
  readonly module: WebAssemblyModule;
  readonly #instances = new WeakMap<SharedMemory, object>();

  constructor(instructions: InstructionSet, module: WebAssemblyModule) {
    this.instructions = instructions;
    this.module = module;
  }

  /** Its functions, working on that memory: as an interface of those that the caller needs. */
  over(memory: SharedMemory): object {
    let functions = this.#instances.get(memory);
    if (!functions) {
      const env = { memory: memory.memory };
      functions = new webAssembly!.Instance(this.module, { env }).exports;
      this.#instances.set(memory, functions);
    }
    return functions;
  }
}

/**
 * The fastest code that this machine runs, or the one that is wanted if it runs that.
 *
 * @returns undefined where it runs none
 */
export function compileMachineCode(
  bytesFor: (instructions: InstructionSet) => Uint8Array,
  wanted?: InstructionSet,
): MachineCode | undefined {
  const memory = createSharedMemory();
  if (!webAssembly || !memory) return undefined;
  for (const instructions of wanted ? [wanted] : instructionSets) {
    const bytes = bytesFor(instructions);
    if (!webAssembly.validate(bytes)) continue;
    const code = new MachineCode(instructions, new webAssembly.Module(bytes));
    if (instructions === 'simd' || (code.over(memory) as ProbeFunctions).isFused()) return code;
  }
  return undefined;
}

let current: MachineCode | undefined;

/** Sets what this thread computes and reads with; undefined is TypeScript alone. */
export function useMachineCode(code: MachineCode | undefined): void {
  current = code;
}

/** @public */
export function currentMachineCode(): MachineCode | undefined {
  return current;
}
