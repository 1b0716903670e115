import type { NamedArray } from './format.ts';
import { nested } from './layouts.ts';
import { numerals } from './numerals.ts';

/** JSON has neither NaN nor infinities; Python's `json` and JSON5 write and read these words. */
const numeral = numerals({ nan: 'NaN', infinity: 'Infinity' });

export function json(array: NamedArray): Iterable<string> {
  return nested(array, '[', ']', numeral);
}
