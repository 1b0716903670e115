import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { ReadingError } from '../../../src/core/reading/readingError.ts';

/** A table with the given cells between the logits 1, 2, then 3, 4, and so on. */
function tableWith(cells: readonly string[]): string {
  const rows = cells.map((cell, row) => `${2 * row + 1},${cell},${2 * row + 2}\n`);
  return `cat,extra,dog\n${rows.join('')}`;
}

const ofWords: Readonly<Record<string, readonly string[]>> = {
  texts: ['good', 'not so good'],
  'texts with separators and quotes': ['"good, they say"', '"so ""good"", or not"'],
  'texts of several lines': ['"one\r\n\r\n5,6,7"', '"a ""b""\n"'],
  'texts with quotes around a part': ['"not" so good', '5" wide'],
  'texts that begin with numbers': ['3 men walk', '10 out of 10'],
  'texts in other scripts': ['猫が2匹', 'кот'],
  'signs that are no letters': ['🙂', '!!'],
  'names of files': ['0001.jpg', '0002.jpg'],
  'hexadecimal ids': ['3f2a9c', '9b41d0'],
  dates: ['2024-01-02', '2024-01-03T10:00:00Z'],
  times: ['12:30:05', '12:30:06'],
  'logical values': ['True', 'false'],
  'words with gaps': ['good', '', 'NA', 'bad'],
  'ten words to a number': [...Array<string>(10).fill('Heat'), '1917'],
  'numbers in the first row, then words': ['1917', ...Array<string>(10).fill('Heat')],
};

const ofNumbers: Readonly<Record<string, readonly [cells: readonly string[], at: number]>> = {
  'a word among numbers': [['5', '6', 'oops'], 2],
  'a word and a number': [['oops', '6'], 0],
  'fewer than ten words to a number': [[...Array<string>(9).fill('Heat'), '1917'], 0],
  'a word in a single row': [['oops'], 0],
  'a word and a gap': [['oops', ''], 0],
  'nothing at all': [['', ''], 0],
  'missing values': [['NA', 'null'], 0],
  'errors of a spreadsheet': [['#DIV/0!', '#VALUE!'], 0],
  percentages: [['10%', '20%'], 0],
  'numbers with units': [['5 mV', '6.5 m/s2'], 0],
  'numbers with exponents and units': [['5e-3V', '6e3V'], 0],
  'decimal commas': [['"1,5"', '"2,5"'], 0],
  'two numbers a cell': [['1 2', '3 4'], 0],
  fractions: [['1/3', '2/3'], 0],
  'calls of numbers': [['tensor(0.5)', 'tensor(0.7)'], 0],
  'hexadecimal numbers': [['0x1F', '0x1.8p3'], 0],
};

function readRefused(text: string, languageId: string): ReadingError {
  try {
    runToEnd(readText(text, languageId));
  } catch (error) {
    assert.ok(error instanceof ReadingError);
    return error;
  }
  return assert.fail('It was read.');
}

describe('a column between those of logits', () => {
  for (const [what, cells] of Object.entries(ofWords)) {
    it(`is left out if it holds ${what}`, () => {
      const { logits, columnNames, leftOut } = runToEnd(readText(tableWith(cells), 'csv'));
      assert.deepEqual(
        [...logits.values],
        cells.flatMap((_, row) => [2 * row + 1, 2 * row + 2]),
      );
      assert.deepEqual(columnNames, ['cat', 'dog']);
      assert.deepEqual(leftOut, ['extra']);
    });
  }

  for (const [what, [cells, row]] of Object.entries(ofNumbers)) {
    it(`is refused at its place if it holds ${what}`, () => {
      const text = tableWith(cells);
      const error = readRefused(text, 'csv');
      const before = tableWith(cells.slice(0, row));
      assert.equal(error.offset, before.length + `${2 * row + 1},`.length);
    });
  }

  it('is taken with NaN and infinities', () => {
    const { logits } = runToEnd(readText(tableWith(['nan', '-inf']), 'csv'));
    assert.deepEqual([...logits.values], [1, NaN, 2, 3, -Infinity, 4]);
  });
});

describe('columns of words', () => {
  const tables: Readonly<Record<string, string>> = {
    'of a TSV file': 'cat\ttext\tdog\n1\tgood\t2\n3\tnot, so\t4\n',
    'between semicolons and decimal commas': 'cat;text;dog\n1,0;good;2,0\n3,0;not, so;4,0\n',
    'of a Markdown table':
      '| cat | text | dog |\n|--|--|--|\n| 1 | good | 2 |\n| 3 | not so | 4 |\n',
    'of records':
      '{"cat": 1, "text": "good [1, 2]", "dog": 2}\n{"text": "say \\"x\\"", "cat": 3, "dog": 4}\n',
  };
  for (const [where, text] of Object.entries(tables)) {
    it(`are left out ${where}`, () => {
      const { logits, leftOut } = runToEnd(readText(text));
      assert.deepEqual([...logits.values], [1, 2, 3, 4]);
      assert.deepEqual(leftOut, ['text']);
    });
  }

  it('stand before, between and behind logits and targets', () => {
    const text = 'file,cat,text,dog,label,note\n1.png,1,a,2,dog,x\n2.png,3,b,4,cat,y\n';
    const { logits, leftOut, targets } = runToEnd(readText(text, 'csv'));
    assert.deepEqual([...logits.values], [1, 2, 3, 4]);
    assert.deepEqual(leftOut, ['file', 'text', 'note']);
    assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
  });

  it('are targets if the first is called so and names classes', () => {
    const { targets } = runToEnd(readText('label,cat,dog\ndog,1,2\ncat,3,4\n', 'csv'));
    assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
  });

  it('are no targets where a column of numbers is called so, too', () => {
    const text = 'cat,dog,class,label\n1,2,pets,1\n3,4,pets,0\n';
    const { targets, leftOut } = runToEnd(readText(text, 'csv'));
    assert.equal(targets?.name, 'label');
    assert.deepEqual(leftOut, ['class']);
  });

  for (const [what, text] of [
    ['texts and targets', 'id,text,label\n7,foo,1\n8,bar,0\n'],
    ['texts, targets and metadata', 'id,text,epoch,label\n7,foo,3,1\n8,bar,4,0\n'],
    ['ids and targets', 'id,label\n7,1\n8,0\n'],
  ] as const) {
    it(`leave no array where there is nothing else than ${what}`, () => {
      assert.equal(readRefused(text, 'csv').kind, 'empty');
    });
  }

  for (const [what, text] of [
    ['values', 'cat\ttext\tdog\n1\tsee [5, 6]\t2\n3\t(7) and so on\t4\n'],
    ['tokens', 'text,cat,dog\n[CLS] so {it} is,1,2\n[SEP],3,4\n'],
    ['line ends and values', 'text,cat,dog\n"one\n[5, 6]",1,2\n"two",3,4\n'],
    ['calls', 'text;cat;dog\nnp.random.rand(5, 6);1;2\nsin(x;3;4\n'],
  ] as const) {
    it(`may have brackets around ${what}, whatever the language`, () => {
      for (const languageId of ['csv', 'plaintext', 'python']) {
        const { logits, leftOut } = runToEnd(readText(text, languageId));
        assert.deepEqual([...logits.values], [1, 2, 3, 4]);
        assert.deepEqual(leftOut, ['text']);
      }
    });
  }

  it('are refused without a header, which would name them', () => {
    assert.equal(readRefused('1,good,2\n3,bad,4\n', 'csv').offset, 2);
  });
});
