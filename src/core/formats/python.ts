import type { Format } from './format.ts';
import { nested } from './layouts.ts';
import { numerals } from './numerals.ts';

/** A call that makes an array of nested lists, in double precision, which is not the default everywhere. */
export function pythonCall(call: string, module: string): Format {
  const numeral = numerals({ nan: `${module}.nan`, infinity: `${module}.inf` });
  return function* (array) {
    yield `${module}.${call}(`;
    yield* nested(array, '[', ']', numeral);
    yield `, dtype=${module}.float64)`;
  };
}
