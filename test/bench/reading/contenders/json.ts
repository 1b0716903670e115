import { flatten, textContender } from '../textContender.ts';

const parse = (text: string) => flatten(JSON.parse(text) as number[][]);

/** JSON.parse, then one array of all rows; a NumPy print gets its commas first. */
export function create() {
  return textContender(`V8 ${process.versions.v8}`, {
    'JSON, 17 digits': parse,
    'JSON, 4 decimals': parse,
    'NumPy print': (text) => parse(text.replace(/(?<=[\d\]])\s+/g, ',')),
  });
}
