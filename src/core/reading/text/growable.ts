/** Typed arrays that grow by doubling, so that appending is cheap and nothing is boxed. */

export class GrowableFloat64 {
  length = 0;
  private items = new Float64Array(64);

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }

  slice(from: number, to: number): Float64Array {
    return this.items.slice(from, to);
  }
}

export class GrowableUint32 {
  length = 0;
  private items = new Uint32Array(64);

  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = item;
  }

  at(index: number): number {
    return this.items[index]!;
  }

  slice(from: number, to: number): Uint32Array {
    return this.items.slice(from, to);
  }
}
