import { type ArrayName, batchBytes, type BatchConstants, BatchLayout } from './batchLayout.ts';
import type { MachineCode } from './machineCode.ts';
import { type Pace, pieceLength } from './pace.ts';
import { type Numbers, ReachableRows } from './reachableRows.ts';
import type { Floats, Results } from './results.ts';
import { Scratch } from './scratch.ts';
import { createSharedMemory, type SharedMemory, sharedMemoryOf } from './sharedMemory.ts';

/** The rows of a batch, as machine code evaluates them: from the logits to the gradient in one go. */
export interface FusedBatch extends BatchConstants {
  readonly rows: number;
  /** N x C. */
  readonly values: Floats;
  /** Per row a class, or a negative number if it is ignored. */
  readonly classOfRow?: Int32Array;
  /** Per class. */
  readonly classWeights?: Float64Array;
}

/** The functions of assembly/index.ts, for doubles or for floats. */
interface KernelFunctions {
  readonly evaluate: (batch: number, first: number, last: number, workspace: number) => void;
  readonly exponentiate: (
    batch: number,
    row: number,
    first: number,
    last: number,
    workspace: number,
  ) => void;
  readonly finish: (batch: number, row: number, workspace: number) => void;
  readonly scale: (
    batch: number,
    row: number,
    first: number,
    last: number,
    workspace: number,
  ) => void;
  readonly settle: (batch: number, first: number, last: number, workspace: number) => void;
}

type Exports = {
  readonly [
    Name in keyof KernelFunctions as `${Name}${'Doubles' | 'Floats'}`
  ]: KernelFunctions[Name];
} & {
  readonly workspaceBytes: (classes: number) => number;
  readonly segmentsOf: (classes: number) => number;
};

/** Of what machine code takes, the smallest and the largest power of two: no product over- or underflows on the way. */
interface Ranges {
  readonly temperature: readonly [least: number, most: number];
  readonly divisor: readonly [least: number, most: number];
  readonly weight: readonly [least: number, most: number];
}

const rangesOfDoubles: Ranges = {
  temperature: [-100, 100],
  divisor: [-150, 150],
  weight: [-150, 150],
};

const rangesOfFloats: Ranges = { temperature: [-8, 8], divisor: [-8, 32], weight: [-10, 7] };

/** So many segments of a long row are evaluated between two looks at the pace: `segmentsPerStretch` in assembly. */
const segmentsPerStretch = 64;

/** Whether machine code can evaluate it, but for single rows that it refuses. */
export function isFusible({ values, temperature, divisor, classWeights }: FusedBatch): boolean {
  const ranges = values instanceof Float32Array ? rangesOfFloats : rangesOfDoubles;
  return (
    isWithin(ranges.temperature, temperature) &&
    isWithin(ranges.divisor, temperature * divisor) &&
    (classWeights?.every((weight) => weight === 0 || isWithin(ranges.weight, weight)) ?? true)
  );
}

function isWithin([least, most]: readonly [number, number], value: number): boolean {
  const order = Math.log2(Math.abs(value));
  return order >= least && order <= most;
}

/** The functions for the type of the logits. */
function functionsFor(exports: Exports, values: Floats): KernelFunctions {
  return values instanceof Float32Array
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

let ownMemory: SharedMemory | undefined;

/** Where arrays are copied that stand in no shared memory: one for all of them, for as long as the thread lives. */
function memoryForCopies(): SharedMemory | undefined {
  return (ownMemory ??= createSharedMemory());
}

/**
 * Evaluates the rows of a batch. Rows whose logits are infinite, NaN or very large, and those whose loss is not
 * finite, are left to `evaluateOtherwise`, as ranges.
 */
export function* evaluateFused(
  code: MachineCode,
  batch: FusedBatch,
  results: Results,
  workPerRow: number,
  pace: Pace,
  evaluateOtherwise: (first: number, last: number) => Generator<number, void, void>,
): Generator<number, void, void> {
  const { rows, classes, classWeights } = batch;
  const memory = sharedMemoryOf(batch.values) ?? memoryForCopies();
  if (!memory) return yield* evaluateOtherwise(0, rows);
  const exports = code.over(memory) as Exports;
  const functions = functionsFor(exports, batch.values);
  const rowsTogether = Math.min(rows, Math.max(1, Math.floor(pieceLength / classes)));
  const inputs = reachable(memory, {
    logits: [batch.values, classes],
    targets: [batch.classOfRow, 1],
  });
  const outputs = reachable(memory, {
    argmax: [results.argmax, 1],
    confidence: [results.confidence, 1],
    losses: [results.losses?.lossPerRow, 1],
    targetProbability: [results.losses?.targetProbability, 1],
    probabilities: [results.probabilities, classes],
    gradient: [results.losses?.gradient, classes],
  });
  const arrays = new Map([...inputs, ...outputs]);
  const copied = [...arrays.values()];
  const scratch = new Scratch(memory, [
    batchBytes,
    exports.workspaceBytes(classes),
    rowsTogether * Int32Array.BYTES_PER_ELEMENT,
    classWeights?.byteLength ?? 0,
    ...copied.map((array) => array.bytesFor(rowsTogether)),
  ]);
  try {
    const [batchPart, workspacePart, refusedPart, weightsPart, ...copies] = scratch.parts;
    copied.forEach((array, index) => array.useForCopy(copies[index]!));
    const layout = new BatchLayout(batchPart!, batch);
    const workspace = workspacePart!.byteOffset;
    const refused = new Int32Array(refusedPart!.buffer, refusedPart!.byteOffset, rowsTogether);
    const weights =
      classWeights && new Float64Array(weightsPart!.buffer, weightsPart!.byteOffset, classes);
    weights?.set(classWeights!);
    const addressOf = (name: ArrayName, first: number): number => {
      if (name === 'refused') return refused.byteOffset;
      if (name === 'classWeights') return weights?.byteOffset ?? 0;
      return arrays.get(name)?.addressOf(first) ?? 0;
    };
    for (let first = 0; first < rows; first += rowsTogether) {
      const last = Math.min(first + rowsTogether, rows);
      for (const array of inputs.values()) array.bringIn(first, last);
      layout.point((name) => addressOf(name, first));
      if (classes <= pieceLength) {
        functions.evaluate(layout.address, 0, last - first, workspace);
        if (pace.spend((last - first) * classes)) yield pace.fraction;
      } else
        yield* evaluateLongRow(
          functions,
          layout,
          exports.segmentsOf(classes),
          classes,
          workspace,
          pace,
        );
      for (const array of outputs.values()) array.bringOut(first, last);
      if (pace.spend((last - first) * workPerRow)) yield pace.fraction;
      for (const [from, to] of ranges(refused.subarray(0, layout.refusedCount))) {
        yield* evaluateOtherwise(first + from, first + to);
      }
    }
  } finally {
    scratch.giveBack();
  }
}

/** Those of the arrays that are there, with so many elements per row. */
function reachable(
  memory: SharedMemory,
  arrays: Partial<Record<ArrayName, readonly [Numbers | undefined, perRow: number]>>,
): Map<ArrayName, ReachableRows> {
  const found = new Map<ArrayName, ReachableRows>();
  for (const [name, [array, perRow]] of Object.entries(arrays)) {
    if (array) found.set(name as ArrayName, new ReachableRows(memory, array, perRow));
  }
  return found;
}

/** Evaluates one row, in steps. */
function* evaluateLongRow(
  functions: KernelFunctions,
  { address }: BatchLayout,
  segments: number,
  classes: number,
  workspace: number,
  pace: Pace,
): Generator<number, void, void> {
  const stretches = Math.ceil(segments / segmentsPerStretch);
  const work = classes / stretches / 2;
  for (let start = 0; start < segments; start += segmentsPerStretch) {
    const end = Math.min(start + segmentsPerStretch, segments);
    functions.exponentiate(address, 0, start, end, workspace);
    if (pace.spend(work)) yield pace.fraction;
  }
  functions.finish(address, 0, workspace);
  for (let start = 0; start < segments; start += segmentsPerStretch) {
    const end = Math.min(start + segmentsPerStretch, segments);
    functions.scale(address, 0, start, end, workspace);
    if (pace.spend(work)) yield pace.fraction;
  }
  functions.settle(address, 0, 1, workspace);
}

/** Ascending numbers as half-open ranges. */
function ranges(numbers: Int32Array): [from: number, to: number][] {
  const found: [from: number, to: number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number) last[1]++;
    else found.push([number, number + 1]);
  }
  return found;
}
