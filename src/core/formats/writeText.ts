import type { Job } from '../job.ts';
import { c } from './c.ts';
import { chunksOf } from './chunks.ts';
import { csv } from './csv.ts';
import type { Format, NamedArray } from './format.ts';
import { jax } from './jax.ts';
import { json } from './json.ts';
import { julia } from './julia.ts';
import { latex } from './latex.ts';
import { markdown } from './markdown.ts';
import { matlab } from './matlab.ts';
import { type FormatName, formatTitles } from './names.ts';
import { numpy } from './numpy.ts';
import { pytorch } from './pytorch.ts';
import { r } from './r.ts';
import { rust } from './rust.ts';
import { WritingError } from './writingError.ts';

const formats: Readonly<Record<FormatName, Format>> = {
  numpy,
  pytorch,
  jax,
  json,
  csv,
  markdown,
  latex,
  c,
  rust,
  julia,
  r,
  matlab,
};

/**
 * The text of an array.
 *
 * @param atMost characters
 * @throws WritingError if there would be more
 */
export function* writeText(name: FormatName, array: NamedArray, atMost: number): Job<string> {
  const { length } = array.values;
  // A digit and a separator are the least that a value takes.
  if (2 * length > atMost) throw tooLong(name, atMost);
  const chunks: string[] = [];
  let written = 0;
  for (const { text, fraction } of chunksOf(formats[name](array), length)) {
    chunks.push(text);
    written += text.length;
    if (written > atMost) throw tooLong(name, atMost);
    yield fraction;
  }
  return chunks.join('');
}

function tooLong(name: FormatName, atMost: number): WritingError {
  const limit = atMost.toLocaleString('en');
  return new WritingError(
    `As ${formatTitles[name]}, this has more than ${limit} characters. Choose fewer cells, or save it as a file.`,
  );
}
