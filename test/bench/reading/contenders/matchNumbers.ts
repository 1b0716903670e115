import { textContender } from '../textContender.ts';

/** What one would write by hand: whatever is between brackets and blanks is a number. */
export function create() {
  return textContender(`V8 ${process.versions.v8}`, {
    'NumPy print': (text) => Float64Array.from(text.match(/[^\s[\]]+/g) ?? [], Number),
  });
}
