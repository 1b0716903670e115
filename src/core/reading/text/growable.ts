/** Typed arrays that grow, so that appending is cheap and nothing is boxed. */

import type { SharedMemory } from '../../kernel/sharedMemory.ts';

/** How many numbers more there is room for each time that shared memory grows: whole cache lines. */
const step = 32_768;

/** How much more room is made than is expected to be needed, and is held on to without need. */
const slack = 1.1;

export class GrowableFloat64 {
  length = 0;
  private readonly memory: SharedMemory | undefined;
  private items: Float64Array;

  /** @param memory where the numbers stand, if given; nothing else may be taken from it meanwhile */
  constructor(memory?: SharedMemory) {
    this.memory = memory;
    this.items = memory ? memory.float64(step) : new Float64Array(64);
  }

  push(item: number): void {
    if (this.length === this.items.length) this.grow(1);
    this.items[this.length++] = item;
  }

  append(items: Float64Array): void {
    this.reserve(items.length);
    this.items.set(items, this.length);
    this.length += items.length;
  }

  set(index: number, item: number): void {
    this.items[index] = item;
  }

  /** Makes room for more numbers. @returns the address of the next one in the memory */
  reserve(count: number): number {
    const missing = this.length + count - this.items.length;
    if (missing > 0) this.grow(missing);
    return this.items.byteOffset + this.length * Float64Array.BYTES_PER_ELEMENT;
  }

  /** The numbers from one index up to another, to be looked at before there are more. */
  view(from: number, to: number): Float64Array {
    return this.items.subarray(from, to);
  }

  /** The numbers from one index up to another, which may not be changed any more. */
  slice(from: number, to: number): Float64Array {
    const isMost = (to - from) * slack ** 2 > this.items.length;
    return this.memory || isMost ? this.items.subarray(from, to) : this.items.slice(from, to);
  }

  /** Gives the memory back what was not needed. */
  trim(): void {
    this.memory?.release(this.reserve(0));
  }

  private grow(missing: number): void {
    const { items, memory } = this;
    if (memory) {
      const more = Math.ceil(missing / step) * step;
      const { buffer } = memory.float64(more);
      this.items = new Float64Array(buffer, items.byteOffset, items.length + more);
    } else {
      this.items = new Float64Array(Math.max(2 * items.length, items.length + missing));
      this.items.set(items);
    }
  }
}

export class GrowableUint32 {
  length = 0;
  private items = new Uint32Array(64);

  push(item: number): void {
    if (this.length === this.items.length) this.grow(2 * this.length);
    this.items[this.length++] = item;
  }

  /** @param share which part of all that will be appended there is then; the rest is taken to be like it */
  append(items: Uint32Array, share = 1): void {
    const length = this.length + items.length;
    if (length > this.items.length) this.grow(Math.ceil((slack * length) / share));
    this.items.set(items, this.length);
    this.length = length;
  }

  /** Makes room for more numbers. */
  reserve(count: number): void {
    if (this.length + count > this.items.length) this.grow(this.length + count);
  }

  at(index: number): number {
    return this.items[index]!;
  }

  /** The numbers from one index up to another, to be looked at before there are more. */
  view(from: number, to: number): Uint32Array {
    return this.items.subarray(from, to);
  }

  /** The numbers from one index up to another, which may not be changed any more. */
  slice(from: number, to: number): Uint32Array {
    const isMost = (to - from) * slack ** 2 > this.items.length;
    return isMost ? this.items.subarray(from, to) : this.items.slice(from, to);
  }

  private grow(capacity: number): void {
    const { items } = this;
    this.items = new Uint32Array(Math.max(2 * items.length, capacity));
    this.items.set(items);
  }
}
