import type { NamedArray } from './format.ts';
import { nested } from './layouts.ts';
import { numerals, withPoint } from './numerals.ts';

const plain = numerals({
  nan: 'f64::NAN',
  infinity: 'f64::INFINITY',
  minusInfinity: 'f64::NEG_INFINITY',
});

function numeral(value: number): string {
  return withPoint(plain(value));
}

export function rust(array: NamedArray): Iterable<string> {
  return nested(array, '[', ']', numeral);
}
