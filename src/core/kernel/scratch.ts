import type { SharedMemory } from './sharedMemory.ts';

const returned = new WeakMap<SharedMemory, Map<number, Uint8Array[]>>();

/** Parts of a block of a shared memory that a piece of work has for itself until it gives the block back. */
export class Scratch {
  readonly #memory: SharedMemory;
  readonly #block: Uint8Array;
  readonly parts: readonly Uint8Array[];

  /** What is in the parts, of so many bytes each, is left from others. */
  constructor(memory: SharedMemory, bytesOfParts: readonly number[]) {
    const sizes = bytesOfParts.map(alignedSize);
    this.#memory = memory;
    this.#block = takeBlock(
      memory,
      sizes.reduce((sum, size) => sum + size),
    );
    let start = 0;
    this.parts = sizes.map((size, i) => {
      const part = this.#block.subarray(start, start + bytesOfParts[i]!);
      start += size;
      return part;
    });
  }

  giveBack(): void {
    blocksOf(this.#memory, this.#block.length).push(this.#block);
  }
}

const alignment = 64;

function alignedSize(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

function takeBlock(memory: SharedMemory, bytes: number): Uint8Array {
  // Few sizes, so that what one piece of work gives back serves the next.
  const size = 2 ** Math.ceil(Math.log2(bytes));
  return blocksOf(memory, size).pop() ?? memory.uint8(size);
}

function blocksOf(memory: SharedMemory, size: number): Uint8Array[] {
  let ofMemory = returned.get(memory);
  if (!ofMemory) returned.set(memory, (ofMemory = new Map<number, Uint8Array[]>()));
  let ofSize = ofMemory.get(size);
  if (!ofSize) ofMemory.set(size, (ofSize = []));
  return ofSize;
}
