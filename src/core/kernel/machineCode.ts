import { stepHigh, stepLow, stepsPerOctave } from './powersOfTwo.ts';
import { createSharedMemory, type SharedMemory } from './sharedMemory.ts';
import { webAssembly, type WebAssemblyModule } from './webAssembly.ts';

/** What a machine can run: fused multiply-adds, or just operations on several numbers at once. */
const instructionSets = ['relaxed', 'simd'] as const;
export type InstructionSet = (typeof instructionSets)[number];

/** What every instance has. */
interface CommonFunctions {
  isFused(): number;
  powersOfTwoAddress(): number;
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
      const address = (functions as CommonFunctions).powersOfTwoAddress();
      // Other threads may be reading them: it has to be what stands there already.
      powers ??= tableOfPowers();
      new Float64Array(memory.memory.buffer, address, powers.length).set(powers);
      this.#instances.set(memory, functions);
    }
    return functions;
  }
}

/** The table that assembly/exponential.ts describes. */
function tableOfPowers(): Float64Array {
  const numbers = new Float64Array(2 * stepsPerOctave);
  const bits = new BigInt64Array(numbers.buffer);
  for (let i = 0; i < stepsPerOctave; i++) {
    numbers[2 * i] = stepHigh[i]!;
    numbers[2 * i + 1] = stepLow[i]! / stepHigh[i]!;
    bits[2 * i]! -= BigInt(i) << 44n;
  }
  return numbers;
}

let powers: Float64Array | undefined;

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
    if (instructions === 'simd' || (code.over(memory) as CommonFunctions).isFused()) return code;
  }
  return undefined;
}

/**
 * So many logits take as long in TypeScript as machine code takes to set out: about 10 microseconds. Up to there,
 * results are the nearest doubles nearly always; beyond, they are within 4 ulp.
 */
const leastLogitsByDefault = 256;

let find: () => MachineCode | undefined = () => undefined;
/** What was found, once it was looked for. */
let found: { readonly code: MachineCode | undefined } | undefined;
let leastLogits = leastLogitsByDefault;

/**
 * Sets what this thread computes and reads with, which is not asked for before anything is large enough for it.
 *
 * @param code gives undefined for TypeScript alone
 * @param least the size of the smallest batch that machine code evaluates, in logits
 */
export function useMachineCode(
  code: () => MachineCode | undefined,
  least = leastLogitsByDefault,
): void {
  find = code;
  found = undefined;
  leastLogits = least;
}

export function currentMachineCode(): MachineCode | undefined {
  found ??= { code: find() };
  return found.code;
}

/** The machine code for a batch of so many logits. */
export function machineCodeForBatch(logits: number): MachineCode | undefined {
  return logits >= leastLogits ? currentMachineCode() : undefined;
}
