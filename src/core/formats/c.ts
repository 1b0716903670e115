import type { NamedArray } from './format.ts';
import { nested } from './layouts.ts';
import { numerals } from './numerals.ts';

/** The macros of math.h. */
const numeral = numerals({ nan: 'NAN', infinity: 'INFINITY' });

export function* c(array: NamedArray): Iterable<string> {
  const sizes = array.shape.map((size) => `[${size}]`).join('');
  yield `const double ${array.name}${sizes} = `;
  yield* nested(array, '{', '}', numeral);
  yield ';\n';
}
