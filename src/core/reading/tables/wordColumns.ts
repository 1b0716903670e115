import type { Job } from '../../job.ts';
import type { TableCells } from './tableCells.ts';
import type { LineBlock } from './tableLines.ts';

/** In so many rows it shows which columns may be of words. */
const firstRows = 10;

/** How many characters are read between two reports of progress. */
const stride = 65_536;

/** A title can be 1917, and an id have digits alone: for each number in a column, it takes so many words. */
const wordsForNumber = 10;

/**
 * The columns that hold words in place of numbers: texts, names of files, dates. A few words among numbers make
 * no column of words.
 */
export function* columnsOfWords(
  block: LineBlock,
  first: number,
  cells: TableCells,
): Job<ReadonlySet<number>> {
  const { edges } = block;
  const rows = edges.length / 2;
  const tallies = new Map<number, { words: number; others: number }>();
  for (let row = first; row < Math.min(first + firstRows, rows); row++) {
    cells.split(block, row);
    for (const cell of cells.starts.keys()) {
      if (!tallies.has(cell) && !cells.read(cell)) tallies.set(cell, { words: 0, others: 0 });
    }
  }
  let reported = 0;
  for (let row = first; row < rows && tallies.size > 0; row++) {
    if (edges.at(2 * row) - reported > stride) {
      reported = edges.at(2 * row);
      yield 0.5;
    }
    cells.split(block, row);
    for (const [cell, tally] of tallies) {
      const isWords = cell < cells.starts.length ? cells.isWords(cell) : undefined;
      if (isWords) tally.words++;
      else if (isWords === false) tally.others++;
    }
  }
  const found = [...tallies].filter(
    ([, { words, others }]) => words > 1 && words >= wordsForNumber * others,
  );
  return new Set(found.map(([cell]) => cell));
}
