import { toColumnMajor } from '../array/permute.ts';
import type { NamedArray } from './format.ts';
import { lines } from './layouts.ts';
import { numerals } from './numerals.ts';

const numeral = numerals({ nan: 'NaN', infinity: 'Inf' });

export function* r({ shape, values }: NamedArray): Iterable<string> {
  const [size = 1, columns = 1] = shape;
  if (shape.length === 1) {
    yield 'c(';
    yield* lines(values, size, ', ', '', numeral);
    yield ')';
  } else if (shape.length === 2) {
    yield 'matrix(c(\n    ';
    yield* lines(values, columns, ', ', ',\n    ', numeral);
    yield `\n), nrow = ${size}, byrow = TRUE)`;
  } else {
    yield 'array(c(\n    ';
    yield* lines(toColumnMajor(values, shape), size, ', ', ',\n    ', numeral);
    yield `\n), dim = c(${shape.join(', ')}))`;
  }
}
