import type { NamedArray } from './format.ts';
import { columnsOf, lines } from './layouts.ts';
import { numerals } from './numerals.ts';

const plain = numerals({ nan: '\\mathrm{NaN}', infinity: '\\infty' });

function numeral(value: number): string {
  return plain(value).replace(/e\+?(-?\d+)$/, ' \\times 10^{$1}');
}

/** A matrix of amsmath. */
export function* latex(array: NamedArray): Iterable<string> {
  yield '\\begin{pmatrix}\n';
  yield* lines(array.values, columnsOf(array), ' & ', ' \\\\\n', numeral);
  yield '\n\\end{pmatrix}\n';
}
