import type { Floats } from './results.ts';
import { type SharedMemory, sharedMemoryOf } from './sharedMemory.ts';

export type Numbers = Floats | Int32Array;

/**
 * Some rows of an array at a time, where machine code can reach them: in place if the array stands in the
 * memory that the code works on, else by way of a copy.
 */
export class ReachableRows {
  readonly #array: Numbers;
  readonly #perRow: number;
  readonly isInPlace: boolean;
  #copy: Numbers | undefined;

  constructor(memory: SharedMemory, array: Numbers, perRow: number) {
    this.#array = array;
    this.#perRow = perRow;
    this.isInPlace = sharedMemoryOf(array) === memory;
  }

  /** How much memory for a copy it needs. */
  bytesFor(rows: number): number {
    return this.isInPlace ? 0 : rows * this.#perRow * this.#array.BYTES_PER_ELEMENT;
  }

  /** Gives it the memory that it needs, if it is not in place, before anything else. */
  useForCopy(block: Uint8Array): void {
    this.#copy = alike(this.#array, block);
  }

  /** Where the row `first` stands, or its copy will. */
  addressOf(first: number): number {
    if (this.#copy) return this.#copy.byteOffset;
    return this.#array.byteOffset + first * this.#perRow * this.#array.BYTES_PER_ELEMENT;
  }

  bringIn(first: number, last: number): void {
    this.#copy?.set(this.#array.subarray(first * this.#perRow, last * this.#perRow));
  }

  bringOut(first: number, last: number): void {
    if (!this.#copy) return;
    const length = (last - first) * this.#perRow;
    this.#array.set(this.#copy.subarray(0, length), first * this.#perRow);
  }
}

/** An array of the same type as another, all over a block. */
function alike(array: Numbers, { buffer, byteOffset, length }: Uint8Array): Numbers {
  const size = length / array.BYTES_PER_ELEMENT;
  if (array instanceof Float64Array) return new Float64Array(buffer, byteOffset, size);
  if (array instanceof Float32Array) return new Float32Array(buffer, byteOffset, size);
  return new Int32Array(buffer, byteOffset, size);
}
