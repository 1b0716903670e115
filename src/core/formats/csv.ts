import type { Job } from '../job.ts';
import { chunksOf } from './chunks.ts';
import type { NamedArray } from './format.ts';
import { columnsOf, lines } from './layouts.ts';
import { numerals } from './numerals.ts';

/** The words that `numpy.loadtxt` and `pandas.read_csv` read. */
const numeral = numerals({ nan: 'nan', infinity: 'inf' });

/** Without a header, a vector one value a line, as `numpy.savetxt` has it. */
export function* csv(array: NamedArray): Iterable<string> {
  yield* lines(array.values, columnsOf(array), ',', '\n', numeral);
  yield '\n';
}

/** As a file, which may be longer than a string. */
export function* writeCsv(array: NamedArray): Job<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (const { text, fraction } of chunksOf(csv(array), array.values.length)) {
    chunks.push(encode(text));
    yield fraction;
  }
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

/** `Uint8Array.from`, which goes through code points, takes more than fifty times as long. */
function encode(ascii: string): Uint8Array {
  const bytes = new Uint8Array(ascii.length);
  for (let at = 0; at < ascii.length; at++) bytes[at] = ascii.charCodeAt(at);
  return bytes;
}
