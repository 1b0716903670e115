import { toColumnMajor } from '../array/permute.ts';
import type { NamedArray } from './format.ts';
import { lines } from './layouts.ts';
import { numerals } from './numerals.ts';

const numeral = numerals({ nan: 'NaN', infinity: 'Inf' });

/** Julia has no literal for a matrix of one column, nor, before 1.7, for more than two axes. */
export function* julia({ shape, values }: NamedArray): Iterable<string> {
  const [size = 1, columns = 1] = shape;
  if (shape.length === 2 && columns > 1) {
    yield 'Float64[';
    yield* lines(values, columns, ' ', ';\n    ', numeral);
    yield ']';
    return;
  }
  const isVector = shape.length === 1;
  yield isVector ? 'Float64[' : 'reshape(Float64[\n    ';
  yield* lines(toColumnMajor(values, shape), size, ', ', ',\n    ', numeral);
  yield isVector ? ']' : `\n], (${shape.join(', ')}))`;
}
