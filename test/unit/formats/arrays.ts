import fc from 'fast-check';
import type { NamedArray } from '../../../src/core/formats/format.ts';

export function named(shape: readonly number[], values: Iterable<number>): NamedArray {
  return {
    name: 'gradient',
    shape,
    values: Float64Array.from(values),
    columnTitle: (column) => `class ${column}`,
    hasNames: false,
  };
}

const number = fc.oneof(
  fc.double(),
  fc.integer().map(Number),
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -100, max: 100 }),
  fc.constantFrom(5e-324, -0, 1.7976931348623157e308, 0.1, 2 ** 53, -(2 ** 53), 1e20, 1e21, 1e-7),
);

/** Arrays of one to four axes, with every kind of number in them. */
export const arrays = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .array(number, { minLength: length, maxLength: length })
      .map((values) => named(shape, values));
  });
