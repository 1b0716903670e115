import { toColumnMajor } from '../array/permute.ts';
import type { NamedArray } from './format.ts';
import { lines } from './layouts.ts';
import { numerals } from './numerals.ts';

const numeral = numerals({ nan: 'NaN', infinity: 'Inf' });

/** MATLAB has no vectors but rows of a matrix, and no literal for more than two axes. */
export function* matlab({ shape, values }: NamedArray): Iterable<string> {
  if (shape.length <= 2) {
    yield '[';
    yield* lines(values, shape.at(-1)!, ', ', ';\n    ', numeral);
    yield ']';
    return;
  }
  yield 'reshape([';
  yield* lines(toColumnMajor(values, shape), shape[0]!, '; ', ';\n    ', numeral);
  yield `], [${shape.join(', ')}])`;
}
