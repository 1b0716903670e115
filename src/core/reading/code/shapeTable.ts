/** The shape of a number. */
export const scalar = 0;

/**
 * Numbers for the shapes of nested lists, so that two shapes are equal if their numbers are, and a
 * row costs no array of its own.
 */
export class ShapeTable {
  private readonly counts: number[] = [0];
  private readonly elements: number[] = [-1];
  private readonly known = new Map<string, number>();
  private latest = scalar;
  private readonly written: (readonly number[])[] = [[]];

  /** The shape of a list of `count` elements that all have the shape `element`. */
  list(count: number, element: number): number {
    // Rows mostly come one after the other.
    const { latest } = this;
    if (this.counts[latest] === count && this.elements[latest] === element) return latest;
    const key = `${count},${element}`;
    let shape = this.known.get(key);
    if (shape === undefined) {
      shape = this.counts.length;
      this.counts.push(count);
      this.elements.push(element);
      this.known.set(key, shape);
    }
    this.latest = shape;
    return shape;
  }

  dimensions(shape: number): readonly number[] {
    return (this.written[shape] ??= [
      this.counts[shape]!,
      ...this.dimensions(this.elements[shape]!),
    ]);
  }
}
