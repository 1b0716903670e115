import type { NamedArray } from './format.ts';
import { columnsOf, lines } from './layouts.ts';
import { numerals } from './numerals.ts';

const numeral = numerals({ nan: 'NaN', infinity: 'Infinity' });

/** A table of GitHub Flavored Markdown, section 4.10: https://github.github.com/gfm/#tables-extension- */
export function* markdown(array: NamedArray): Iterable<string> {
  const columns = columnsOf(array);
  yield '|';
  for (let column = 0; column < columns; column++) {
    yield ` ${array.columnTitle(column).replace(/[\\|]/g, '\\$&')} |`;
  }
  yield '\n|';
  for (let column = 0; column < columns; column++) yield ' --: |';
  yield '\n| ';
  yield* lines(array.values, columns, ' | ', ' |\n| ', numeral);
  yield ' |\n';
}
