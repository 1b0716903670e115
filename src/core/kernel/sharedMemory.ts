import { webAssembly, type WebAssemblyMemory } from './webAssembly.ts';

const pageBytes = 65_536;
const maximumPages = 65_535;

/** So many pages at once, since growing by what each array needs took a twentieth of the time of reading. */
const leastGrowth = 64;

/** The first page holds the tables and constants of the machine code. */
const staticBytes = pageBytes;

/** A cache line: arrays that start on one do not share it with another thread's. */
const alignment = 64;

/** Where new arrays come from. */
export interface ArraySource {
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  int32(length: number): Int32Array;
}

export const ordinaryArrays: ArraySource = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
};

const memoryOfBuffer = new WeakMap<ArrayBufferLike, SharedMemory>();

/**
 * Up to four gigabytes that JavaScript, machine code and other threads see alike. It grows as arrays are
 * taken from it, in place: an array, once taken, stays valid. Pages that nobody wrote to cost nothing.
 * There is no freeing of single arrays; all of it goes when nothing refers to the memory or an array in
 * it any more.
 *
 * Posting such an array to another thread shares it. What leaves the thread as an answer has to be a
 * copy: `slice()` gives an ordinary one.
 */
export class SharedMemory implements ArraySource {
  readonly memory: WebAssemblyMemory;
  #end = staticBytes;

  constructor(memory: WebAssemblyMemory) {
    this.memory = memory;
    memoryOfBuffer.set(memory.buffer, this);
  }

  /** Where the next array will start, at the earliest. */
  get end(): number {
    return this.#end;
  }

  /** Gives back everything from `end` on: what was taken since it was the end, or the unused rest of the last array. */
  release(end: number): void {
    this.#end = end;
  }

  /** The numbers in fresh arrays are whatever was there before. */
  float64(length: number): Float64Array {
    return new Float64Array(...this.#take(length, Float64Array.BYTES_PER_ELEMENT));
  }

  float32(length: number): Float32Array {
    return new Float32Array(...this.#take(length, Float32Array.BYTES_PER_ELEMENT));
  }

  int32(length: number): Int32Array {
    return new Int32Array(...this.#take(length, Int32Array.BYTES_PER_ELEMENT));
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(...this.#take(length, Uint32Array.BYTES_PER_ELEMENT));
  }

  uint8(length: number): Uint8Array {
    return new Uint8Array(...this.#take(length, Uint8Array.BYTES_PER_ELEMENT));
  }

  #take(
    length: number,
    bytesPerElement: number,
  ): [buffer: SharedArrayBuffer, byteOffset: number, length: number] {
    const start = Math.ceil(this.#end / alignment) * alignment;
    const end = start + length * bytesPerElement;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) {
      this.#grow(missing);
    }
    this.#end = end;
    return [this.memory.buffer, start, length];
  }

  #grow(pages: number): void {
    const left = maximumPages - this.memory.buffer.byteLength / pageBytes;
    try {
      this.memory.grow(Math.max(pages, Math.min(leastGrowth, left)));
    } catch {
      throw new RangeError(
        'There is not enough memory for so many numbers. Select fewer rows and try again.',
      );
    }
    memoryOfBuffer.set(this.memory.buffer, this);
  }
}

/** @returns undefined where threads cannot share memory, or the machine has none to spare */
export function createSharedMemory(): SharedMemory | undefined {
  if (!webAssembly) return undefined;
  try {
    return new SharedMemory(
      new webAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true }),
    );
  } catch {
    return undefined;
  }
}

/**
 * The memory in which an array stands; undefined for an ordinary one.
 */
export function sharedMemoryOf(array: {
  readonly buffer: ArrayBufferLike;
}): SharedMemory | undefined {
  return memoryOfBuffer.get(array.buffer);
}
