import { type ArrayName, batchBytes, type BatchConstants, BatchLayout } from './batchLayout.ts';
import type { MachineCode } from './machineCode.ts';
import { type Pace, pieceLength } from './pace.ts';
import { type Numbers, ReachableRows } from './reachableRows.ts';
import type { Results } from './results.ts';
import { Scratch } from './scratch.ts';
import { createSharedMemory, type SharedMemory, sharedMemoryOf } from './sharedMemory.ts';

/** The rows of a batch, as machine code evaluates them: from the logits to the gradient in one go. */
export interface FusedBatch extends BatchConstants {
  readonly rows: number;
  /** N x C. */
  readonly values: Float64Array;
  /** Per row a class, or a negative number if it is ignored. */
  readonly classOfRow?: Int32Array;
  /** Per class. */
  readonly classWeights?: Float64Array;
}

/** What assembly/index.ts exports for this. */
interface KernelFunctions {
  workspaceBytes(classes: number): number;
  evaluateRows(batch: number, first: number, last: number, workspace: number): void;
  segmentsOf(classes: number): number;
  exponentiateStretch(
    batch: number,
    row: number,
    first: number,
    last: number,
    workspace: number,
  ): void;
  finishWideRow(batch: number, row: number, workspace: number): void;
  scaleStretch(batch: number, row: number, first: number, last: number, workspace: number): void;
  settleRows(batch: number, first: number, last: number, workspace: number): void;
}

/** Temperatures, and what the slopes are divided by, whose products cannot overflow on the way. */
const temperatureOctaves = 100;
const slopeOctaves = 150;

/** So many segments of a long row are evaluated between two looks at the pace: `segmentsPerStretch` in assembly. */
const segmentsPerStretch = 64;

/** Whether machine code can evaluate it, but for single rows that it refuses. */
export function isFusible({ temperature, divisor, classWeights }: FusedBatch): boolean {
  return (
    isWithin(temperature, temperatureOctaves) &&
    isWithin(temperature * divisor, slopeOctaves) &&
    (classWeights?.every((weight) => weight === 0 || isWithin(weight, slopeOctaves)) ?? true)
  );
}

function isWithin(value: number, octaves: number): boolean {
  return Math.abs(Math.log2(Math.abs(value))) <= octaves;
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
  const functions = code.over(memory) as KernelFunctions;
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
    functions.workspaceBytes(classes),
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
        functions.evaluateRows(layout.address, 0, last - first, workspace);
        if (pace.spend((last - first) * classes)) yield pace.fraction;
      } else yield* evaluateLongRow(functions, layout, classes, workspace, pace);
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
  classes: number,
  workspace: number,
  pace: Pace,
): Generator<number, void, void> {
  const segments = functions.segmentsOf(classes);
  const stretches = Math.ceil(segments / segmentsPerStretch);
  const work = classes / stretches / 2;
  for (let start = 0; start < segments; start += segmentsPerStretch) {
    const end = Math.min(start + segmentsPerStretch, segments);
    functions.exponentiateStretch(address, 0, start, end, workspace);
    if (pace.spend(work)) yield pace.fraction;
  }
  functions.finishWideRow(address, 0, workspace);
  for (let start = 0; start < segments; start += segmentsPerStretch) {
    const end = Math.min(start + segmentsPerStretch, segments);
    functions.scaleStretch(address, 0, start, end, workspace);
    if (pace.spend(work)) yield pace.fraction;
  }
  functions.settleRows(address, 0, 1, workspace);
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
