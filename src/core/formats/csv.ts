import type { Job } from '../job.ts';
import { chunksOf } from './chunks.ts';
import type { NamedArray } from './format.ts';
import { delimitedCell } from './delimitedCell.ts';
import { columnsOf, lines } from './layouts.ts';
import { numerals } from './numerals.ts';

/** The words that `numpy.loadtxt` and `pandas.read_csv` read. */
const numeral = numerals({ nan: 'nan', infinity: 'inf' });

/**
 * A vector one value a line. Without a header, as `numpy.savetxt` has it, unless the columns came with names:
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export function* csv(array: NamedArray): Iterable<string> {
  const columns = columnsOf(array);
  if (array.hasNames) {
    for (let column = 0; column < columns; column++) {
      yield (column > 0 ? ',' : '') + delimitedCell(array.columnTitle(column));
    }
    yield '\n';
  }
  yield* lines(array.values, columns, ',', '\n', numeral);
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

/**
 * As UTF-8, of which only names have more than ASCII. `Uint8Array.from`, which goes through code points, takes
 * more than fifty times as long.
 */
function encode(text: string): Uint8Array {
  const units = /[^\0-\x7f]/.test(text) ? utf8Units(text) : text;
  const bytes = new Uint8Array(units.length);
  for (let at = 0; at < units.length; at++) bytes[at] = units.charCodeAt(at);
  return bytes;
}

/** One character for each byte. */
function utf8Units(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
