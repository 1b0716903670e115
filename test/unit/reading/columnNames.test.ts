import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';

const cases: readonly {
  readonly of: string;
  readonly text: string;
  readonly languageId?: string;
  readonly names: readonly string[] | undefined;
}[] = [
  { of: 'a CSV header', text: 'cat,dog\n1,2\n3,4\n', names: ['cat', 'dog'] },
  {
    of: 'a CSV header with quotes',
    text: '"cat, big",dog\n1,2\n3,4\n',
    languageId: 'csv',
    names: ['cat, big', 'dog'],
  },
  { of: 'a TSV header', text: 'cat\tdog\n1\t2\n3\t4\n', names: ['cat', 'dog'] },
  {
    of: 'a header, but for the names of row labels and targets',
    text: 'id,cat,label,dog\na,1,0,2\nb,3,1,4\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a Markdown table',
    text: '| cat | dog |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a pandas print',
    text: '   cat  dog\n0  1.0  2.0\n1  3.0  4.0\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a pandas print whose columns go on below',
    text: '   cat  dog  \\\n0  1.0  2.0   \n1  3.0  4.0   \n\n   cow  \n0  5.0  \n1  6.0  \n',
    names: ['cat', 'dog', 'cow'],
  },
  { of: 'a record', text: '{"cat": 1.2, "dog": 0.3}', languageId: 'json', names: ['cat', 'dog'] },
  {
    of: 'records',
    text: '[{"cat": 1.5, "dog": 2, "label": "dog"}, {"dog": 4, "cat": 3, "label": "cat"}]',
    languageId: 'json',
    names: ['cat', 'dog'],
  },
  { of: 'a header of numbers: none', text: ',0,1\n0,1.5,2.5\n1,3.5,4.5\n', names: undefined },
  {
    of: 'an R print: none',
    text: '     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n',
    names: undefined,
  },
  { of: 'a table without a header: none', text: '1,2\n3,4\n', languageId: 'csv', names: undefined },
  { of: 'lists: none', text: '[[1, 2], [3, 4]]', names: undefined },
];

describe('the names of columns', () => {
  for (const { of, text, languageId, names } of cases) {
    it(`are those of ${of}`, () => {
      assert.deepEqual(runToEnd(readText(text, languageId)).columnNames, names);
    });
  }
});
