import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { cellsTextOf } from '../../../src/worker/cellsText.ts';
import { sessionOf } from './sessions.ts';

/** What is copied of all logits of a document. */
function copied(text: string, headers: boolean): string {
  const session = sessionOf(text);
  return runToEnd(
    cellsTextOf(session, {
      arrangement: { filter: {}, sort: null },
      quantity: 'logits',
      rows: { start: 0, end: session.logits.rows },
      rowNumbers: false,
      results: [],
      classes: { start: 0, end: session.logits.classes },
      headers,
    }),
  ).text;
}

describe('the text of copied cells', () => {
  it('has tabs between the cells, and the names of the classes above them if they are wanted', () => {
    const table = 'cat,dog\n1,-0.0\n0.1,1e-300\n';
    assert.equal(copied(table, false), '1\t-0\n0.1\t1e-300');
    assert.equal(copied(table, true), 'cat\tdog\n1\t-0\n0.1\t1e-300');
  });

  it('is read again with the same names, whatever is in them', () => {
    const table = '"a\tb",""" c"" ","d;e,f",5",plain\n1,2,3,4,5\n6,7,8,9,0\n';
    const names = ['a\tb', '" c"', 'd;e,f', '5"', 'plain'];
    const text = copied(table, true);
    for (const languageId of ['tsv', 'plaintext']) {
      const { columnNames, logits } = runToEnd(readText(text, languageId));
      assert.deepEqual(columnNames, names);
      assert.deepEqual([...logits.values], [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    }
  });
});
