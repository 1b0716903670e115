import type { NamedArray } from './format.ts';
import { nested } from './layouts.ts';
import { numerals } from './numerals.ts';

const plain = numerals({
  nan: 'f64::NAN',
  infinity: 'f64::INFINITY',
  minusInfinity: 'f64::NEG_INFINITY',
});

/** A literal of digits alone would be an integer. */
function numeral(value: number): string {
  const text = plain(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

export function rust(array: NamedArray): Iterable<string> {
  return nested(array, '[', ']', numeral);
}
