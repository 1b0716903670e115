import { type ArrayName, batchBytes, BatchLayout } from './batchLayout.ts';
import type { FusedBatch } from './fusedBatch.ts';
import type { Helpers } from './helpers.ts';
import { type KernelFunctions, kernelFunctions, kernelSizes } from './kernelFunctions.ts';
import type { MachineCode } from './machineCode.ts';
import { type Pace, pieceLength } from './pace.ts';
import { type Numbers, ReachableRows } from './reachableRows.ts';
import type { Results } from './results.ts';
import { Scratch } from './scratch.ts';
import { createSharedMemory, type SharedMemory, sharedMemoryOf } from './sharedMemory.ts';
import { Team } from './team.ts';
import { taskKinds } from './workBoard.ts';

/** From so many logits on, helpers do more than it costs to call them. */
const leastToShare = 131_072;

/** What helpers do at a time: small enough for all to end at about the same time. */
const sharedPieceLength = 32_768;

/** For sharing, all arrays have to stand in shared memory at once. Copies of more bytes than this are not made. */
const sharedCopiesAtMost = 2 ** 23;

/** Rows may be pieces by themselves up to so many logits: beyond, nobody would hear of them for too long. */
const longestPiece = 1_048_576;

/** Rows of more than a piece are cut, at multiples of this many segments. */
const segmentsPerPiece = 16;

let memoryForCopies: SharedMemory | undefined;

/**
 * Where a batch is evaluated: where its logits stand, or where they are copied to, which is the same memory for
 * as long as the thread lives.
 *
 * @returns undefined where there is none
 */
export function memoryFor({ values }: FusedBatch): SharedMemory | undefined {
  return sharedMemoryOf(values) ?? (memoryForCopies ??= createSharedMemory());
}

/** A batch that machine code is ready to evaluate, also more than once: its arrays have their places. */
export class FusedEvaluation {
  readonly #code: MachineCode;
  readonly #batch: FusedBatch;
  readonly #memory: SharedMemory;
  readonly #isFloat: boolean;
  readonly #functions: KernelFunctions;
  readonly #segments: number;
  readonly #inputs: ReadonlyMap<ArrayName, ReachableRows>;
  readonly #outputs: ReadonlyMap<ArrayName, ReachableRows>;
  readonly #helpers: Helpers | undefined;
  /** Whether each row is evaluated in pieces; else each piece is of one row or more. */
  readonly #isCut: boolean;
  readonly #rowsPerPiece: number;
  /** So many rows are evaluated between copying in and copying out; all of them if nothing has to be copied. */
  readonly #rowsPerStage: number;
  readonly #copiedIn: readonly ReachableRows[];
  readonly #copiedOut: readonly ReachableRows[];

  readonly #scratch: Scratch;
  readonly #members: readonly Member[];
  readonly #weights: number;
  readonly #refused: Int32Array;
  readonly #refusedCounts: Int32Array;
  #isForsaken = false;

  /**
   * @param memory the one of the logits if they stand in one, else any
   * @param helpers who may help, if it is worth it
   */
  constructor(
    code: MachineCode,
    memory: SharedMemory,
    batch: FusedBatch,
    results: Results,
    helpers: Helpers | undefined,
  ) {
    const { rows, classes, values, classWeights } = batch;
    const sizes = kernelSizes(code, memory);
    this.#code = code;
    this.#batch = batch;
    this.#memory = memory;
    this.#isFloat = values instanceof Float32Array;
    this.#functions = kernelFunctions(code, memory, this.#isFloat ? 'float32' : 'float64');
    this.#segments = sizes.segmentsOf(classes);
    this.#inputs = reachable(memory, {
      logits: [values, classes],
      targets: [batch.classOfRow, 1],
    });
    this.#outputs = reachable(memory, {
      argmax: [results.argmax, 1],
      confidence: [results.confidence, 1],
      losses: [results.losses?.lossPerRow, 1],
      targetProbability: [results.losses?.targetProbability, 1],
      probabilities: [results.probabilities, classes],
      gradient: [results.losses?.gradient, classes],
    });
    this.#copiedIn = [...this.#inputs.values()].filter((array) => !array.isInPlace);
    this.#copiedOut = [...this.#outputs.values()].filter((array) => !array.isInPlace);
    const arrays = [...this.#copiedIn, ...this.#copiedOut];
    const bytesOfCopies = arrays.reduce((sum, array) => sum + array.bytesFor(rows), 0);
    const isShared = values.length >= leastToShare && bytesOfCopies <= sharedCopiesAtMost;
    this.#helpers = isShared ? helpers : undefined;
    const members = 1 + (this.#helpers?.count ?? 0);
    this.#isCut = classes > pieceLength && (rows < 2 * members || classes > longestPiece);
    const length = this.#helpers ? sharedPieceLength : pieceLength;
    this.#rowsPerPiece = Math.max(1, Math.floor(length / classes));
    this.#rowsPerStage =
      bytesOfCopies === 0 || this.#helpers ? rows : Math.min(rows, this.#rowsPerPiece);

    const bytesOfMember = [batchBytes, sizes.bytesOfWorkspace(), sizes.segmentsBytes(classes)];
    const refusals = this.#rowsPerStage * Int32Array.BYTES_PER_ELEMENT;
    this.#scratch = new Scratch(memory, [
      refusals,
      refusals,
      classWeights?.byteLength ?? 0,
      ...arrays.map((array) => array.bytesFor(this.#rowsPerStage)),
      ...Array.from({ length: members }, () => bytesOfMember).flat(),
    ]);
    const [refused, counts, weights, ...parts] = this.#scratch.parts;
    this.#refused = integersIn(refused!);
    this.#refusedCounts = integersIn(counts!);
    this.#weights = classWeights ? weights!.byteOffset : 0;
    const { buffer, byteOffset } = weights!;
    if (classWeights) new Float64Array(buffer, byteOffset, classes).set(classWeights);
    for (const array of arrays) array.useForCopy(parts.shift()!);
    this.#members = Array.from({ length: members }, () => {
      const [layout, workspace, segments] = parts.splice(0, bytesOfMember.length);
      return {
        layout: new BatchLayout(layout!, batch),
        batch: layout!.byteOffset,
        workspace: workspace!.byteOffset,
        segments: segments!.byteOffset,
      };
    });
    this.#pointMembers(0);
  }

  /**
   * Evaluates the rows as they are now. Those whose logits are infinite, NaN or very large, and those whose loss is
   * not finite, are left to `evaluateOtherwise`, as ranges.
   *
   * @throws HelpersLostError if not all rows could be evaluated; then it cannot be run again
   * @param workPerRow how much a row costs beside its logits, in the unit of `pace`
   */
  *run(
    workPerRow: number,
    pace: Pace,
    evaluateOtherwise: (first: number, last: number) => Generator<number, void, void>,
  ): Generator<number, void, void> {
    const { rows } = this.#batch;
    const helpers = this.#helpers?.isBusy ? undefined : this.#helpers;
    const team = new Team(this.#functions, helpers);
    const number = helpers?.call(this.#code, this.#memory) ?? 0;
    if (helpers) helpers.isBusy = true;
    try {
      for (let first = 0; first < rows; first += this.#rowsPerStage) {
        const last = Math.min(first + this.#rowsPerStage, rows);
        if (this.#rowsPerStage < rows) this.#pointMembers(first);
        for (const array of this.#copiedIn) array.bringIn(first, last);
        yield* this.#evaluateStage(team, number, last - first, pace);
        for (const array of this.#copiedOut) array.bringOut(first, last);
        if (pace.spend((last - first) * workPerRow)) yield pace.fraction;
        for (const [from, to] of ranges(this.#refusedOf(last - first))) {
          yield* evaluateOtherwise(first + from, first + to);
        }
      }
    } finally {
      if (helpers) helpers.isBusy = false;
      this.#isForsaken ||= team.isForsaken;
    }
  }

  /** Lets go of the memory that it works in. */
  release(): void {
    if (!this.#isForsaken) this.#scratch.giveBack();
  }

  /** Lets all members look at the rows from `first` on. */
  #pointMembers(first: number): void {
    const [own] = this.#members as [Member];
    for (const { layout, segments } of this.#members) {
      layout.point((name) => {
        if (name === 'classWeights') return this.#weights;
        if (name === 'refused') return this.#refused.byteOffset;
        if (name === 'refusedCounts') return this.#refusedCounts.byteOffset;
        // The segments of a row in pieces are everybody's.
        if (name === 'segments') return this.#isCut ? own.segments : segments;
        return (this.#inputs.get(name) ?? this.#outputs.get(name))?.addressOf(first) ?? 0;
      });
    }
  }

  *#evaluateStage(
    team: Team,
    memory: number,
    rows: number,
    pace: Pace,
  ): Generator<number, void, void> {
    const [first, second] = this.#members as [Member, Member | undefined];
    if (!this.#isCut && rows <= this.#rowsPerPiece) {
      this.#functions.evaluate(first.batch, 0, rows, 0, first.workspace);
      if (pace.spend(rows * this.#batch.classes)) yield pace.fraction;
      return;
    }
    const common = {
      memory,
      isFloat: Number(this.#isFloat),
      members: first.batch,
      memberBytes: (second?.batch ?? 0) - first.batch,
      workspaceOffset: first.workspace - first.batch,
    };
    if (!this.#isCut) {
      const { rows: kind } = taskKinds;
      const unitsPerPiece = this.#rowsPerPiece;
      const task = { ...common, kind, units: rows, unitsPerPiece, row: 0 };
      yield* team.do(task, unitsPerPiece * this.#batch.classes, pace);
      return;
    }
    for (let row = 0; row < rows; row++) {
      const pieces = { units: this.#segments, unitsPerPiece: segmentsPerPiece, row };
      const { exponentiate, scale } = taskKinds;
      const logits = (this.#batch.classes * segmentsPerPiece) / this.#segments / 2;
      yield* team.do({ ...common, ...pieces, kind: exponentiate }, logits, pace);
      this.#functions.finish(first.batch, row, first.workspace);
      yield* team.do({ ...common, ...pieces, kind: scale }, logits, pace);
      this.#functions.settle(first.batch, row, first.workspace);
    }
  }

  /** The numbers of the rows that the last stage left to others, ascending. */
  *#refusedOf(rows: number): Generator<number, void, void> {
    const rowsPerPiece = this.#isCut ? 1 : this.#rowsPerPiece;
    for (let first = 0; first < rows; first += rowsPerPiece) {
      const count = this.#refusedCounts[first / rowsPerPiece]!;
      if (count > 0) yield* this.#refused.subarray(first, first + count);
    }
  }
}

/** What each thread of a team has for itself: addresses, and the batch that it looks at. */
interface Member {
  readonly layout: BatchLayout;
  readonly batch: number;
  readonly workspace: number;
  readonly segments: number;
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

function integersIn({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length / Int32Array.BYTES_PER_ELEMENT);
}

/** Ascending numbers as half-open ranges. */
function ranges(numbers: Iterable<number>): [from: number, to: number][] {
  const found: [from: number, to: number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number) last[1]++;
    else found.push([number, number + 1]);
  }
  return found;
}
