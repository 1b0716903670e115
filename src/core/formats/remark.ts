import type { NamedArray } from './format.ts';
import type { FormatName } from './names.ts';

/** What is to be known about an array that is written so, in a sentence; null if there is nothing. */
export function remarkOn(format: FormatName, { values }: NamedArray): string | null {
  if (format === 'jax') return 'JAX rounds it to float32 unless jax_enable_x64 is set.';
  if (values.every(Number.isFinite)) return null;
  switch (format) {
    case 'json':
      return 'NaN and Infinity are not in the JSON standard: Python reads them, many others do not.';
    case 'c':
      return 'NAN and INFINITY are defined in math.h.';
    default:
      return null;
  }
}
