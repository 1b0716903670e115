import type { Job } from '../job.ts';
import type { NamedArray } from './format.ts';

/** How many values are written between two reports of progress. */
const stride = 65_536;

/**
 * A file for `numpy.load`: version 1.0 of the format, float64, little-endian, row-major.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function* writeNpy({
  shape,
  values,
}: Pick<NamedArray, 'shape' | 'values'>): Job<Uint8Array> {
  const header = headerOf(shape);
  const bytes = new Uint8Array(header.length + 8 * values.length);
  bytes.set(Array.from(header, (character) => character.charCodeAt(0)));
  const view = new DataView(bytes.buffer, header.length);
  for (let index = 0; index < values.length; index++) {
    view.setFloat64(8 * index, values[index]!, true);
    if (index % stride === stride - 1) yield index / values.length;
  }
  return bytes;
}

function headerOf(shape: readonly number[]): string {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const description = `{'descr': '<f8', 'fortran_order': False, 'shape': (${sizes}), }`;
  const prefix = 10;
  // "The total length ... [is] evenly divisible by 64 for alignment purposes", the line end included.
  const length = Math.ceil((prefix + description.length + 1) / 64) * 64 - prefix;
  const lengthBytes = String.fromCharCode(length & 0xff, length >> 8);
  return `\x93NUMPY\x01\x00${lengthBytes}${description.padEnd(length - 1)}\n`;
}
