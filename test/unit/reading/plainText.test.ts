import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { runToEnd } from '../../../src/core/job.ts';
import { useMachineCode } from '../../../src/core/kernel/machineCode.ts';
import { sharedMemoryOf } from '../../../src/core/kernel/sharedMemory.ts';
import { useTextEncoder } from '../../../src/core/reading/plain/plainScanner.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { ReadingError } from '../../../src/core/reading/readingError.ts';
import { loadMachineCode } from '../kernel/machineCode.ts';
import { randomNumbers } from './randomNumbers.ts';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);
/** A million for a thorough run. */
const manyNumbers = Number(process.env.RANDOM_NUMBERS ?? 50_000);

interface Sample {
  readonly text: string;
  readonly languageId: string;
}

const samples = ['arrays.jsonl', 'arrays-more.jsonl'].flatMap((file) =>
  readFileSync(new URL(`../../golden/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sample),
);

function outcomeOf({ text, languageId }: Sample): unknown {
  try {
    const { logits, ...rest } = runToEnd(readText(text, languageId));
    const { shape, values, starts } = logits;
    return { ...rest, shape, values: [...values], starts: [...starts] };
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    const { kind, message, offset } = error;
    return { kind, message, offset };
  }
}

function readsAlike(sample: Sample): void {
  useTextEncoder(new TextEncoder(), 0);
  const scanned = outcomeOf(sample);
  useTextEncoder(undefined);
  assert.deepEqual(scanned, outcomeOf(sample), JSON.stringify(sample));
}

function read(text: string) {
  useTextEncoder(new TextEncoder());
  return runToEnd(readText(text));
}

function sameBits(values: Float64Array, expected: Float64Array): void {
  assert.equal(values.length, expected.length);
  const bits = new BigUint64Array(Float64Array.from(values).buffer);
  const wanted = new BigUint64Array(expected.buffer);
  const odd = bits.findIndex((each, index) => each !== wanted[index]);
  if (odd >= 0) assert.equal(values[odd], expected[odd], `number ${odd}`);
  assert.equal(odd, -1);
}

/** Rows of three numbers, told apart by their values. */
function matrix(rows: number): number[][] {
  return Array.from({ length: rows }, (_, row) => [row, row + 0.25, -row - 0.5]);
}

describe('reading with machine code', () => {
  before(() => {
    useMachineCode(() => loadMachineCode());
  });
  after(() => {
    useMachineCode(() => undefined);
    useTextEncoder(undefined);
  });

  for (const hint of ['its own language', 'plaintext', 'matlab', 'csv']) {
    it(`reads all that is read without, and refuses the same, as ${hint}`, () => {
      for (const { text, languageId } of samples) {
        readsAlike({ text, languageId: hint === 'its own language' ? languageId : hint });
      }
    });
  }

  for (const text of [
    'a := [[3]{1, 2, 3}, [3]{4, 5, 6}]',
    'a := [[3] {1, 2, 3}, [3]\n{4, 5, 6}]',
    'a := [[2][3]float64{{1, 2, 3}, {4, 5, 6}}, [2][3]float64{{1, 2, 3}, {4, 5, 6}}]',
    'a := [[]float64{1, 2}, []float64{3, 4}]',
    'a = [(float) 1, (float)2.5]',
    'a = (/ (1, 2), (3, 4) /)',
    'a = [(1), (2), (3,), ((4))]',
    'a = [nan ("")]',
    'a = {1.5f, -2F, 1.e3f, 0.1234567890123456789f, 3f0, 2f32}',
    '1.5f 2f\n3f 4f',
    '1.5f, 2f\n3f, 4f',
    'a = [[1, 2], [3, 4]](1, 2)',
    'a = [1 2 +3 -4]',
    'a = [1 2 + 3]',
    'a = [[1 2] [3 4], [5 6]]',
    'a = [1, 2\n3, 4]',
    'a = [1 2\n3 4]',
    'a = [1e5 1e+5 1E-5 1.e5 .5e5 1e]',
    'a = [1e5, 1e400, 1e-400, 00, 0.5, 007]',
    'a = [-0, -0.0, 0.00, -0.0000000000000000, 00.5, -00.25]',
    'a = [1,2,3, 4,   5,      6,\t7 , 8]',
    'a = [1 2  3          4 5. -.5 .5]',
    'a = [1, 2., -., 3]',
    'a = [1, -, 3]',
    'a = [[1, 2], [3, 4], [5, 6](7)]',
    'a = [[1, 2], [3, 4], [5, 6], [7], [8, 9]]',
    'a = [[1, 2], [3, 4], [5, 6), [7, 8]]',
    'a = [[1, 2], [3, 4], {5, 6}, [7, 8]]',
    'a = [[1, 2], [3, 4], (5, 6], [7, 8]]',
    'a = [(1, 2), (3, 4), (5), (6, 7)]',
    'a = [(1,), (2,), (3), (4,)]',
    'a = [[1, 2], [3, 4], [-x, 5], [6, 7]]',
    'a = [[1], [2], [3], [4](5)]',
    'a := [[1], [2], [3]float64{4}, [5]]',
    'a = [[1]\n [2]\n [3]\n 4]',
    'a = [[1, 2], [3, 4], [2]float64{5, 6}, [7, 8]]',
    'a = [[1 2] [3 4] [5, 6] [7 8]]',
    'a = [[1 2]\n [ 3 4]\n [ 5 6] 7]',
    'a = [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [(9, 10), (11, 12)]]',
    'a = np.array([[1, 2], [3, 4], [5, 6]], [7, 8], [9, 10])',
    '1,2,x,4\n5,6,7,8',
    '1 2,3\n4 5,6',
  ]) {
    it(`reads or refuses ${JSON.stringify(text)} the same`, () => {
      for (const languageId of ['plaintext', 'go', 'matlab', 'fortran', 'julia']) {
        readsAlike({ text, languageId });
      }
    });
  }

  it('reads or refuses the same after random edits', () => {
    const inserts = [
      ...[
        '[',
        ']',
        '(',
        ')',
        '{',
        '}',
        ',',
        ';',
        ' ',
        '\n',
        '\r\n',
        '\t',
        '-',
        '+',
        '...',
        '#',
        '//',
      ],
      ...[
        '.',
        '1',
        '07',
        'e5',
        'nan',
        '-inf',
        '[3]',
        '[3]{',
        '[]',
        '(float)',
        '1.5f',
        '1e400',
        '(/',
      ],
      ...[
        '123456789012345678901.5',
        '−',
        '\u00a0',
        'é',
        '[1,2]',
        '[[1,2],[3,4]]',
        '(1)',
        '1 ',
        ' -2',
      ],
    ];
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const edit = fc.tuple(place, fc.nat(3), fc.constantFrom(...inserts));
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        ({ text, languageId }, edits) => {
          const edited = edits.reduce((changed, [share, remove, insert]) => {
            const at = Math.floor(share * changed.length);
            return changed.slice(0, at) + insert + changed.slice(at + remove);
          }, text);
          readsAlike({ text: edited, languageId });
        },
      ),
      { numRuns },
    );
  });

  it('leaves values where the kernel can use them, if the text is long', () => {
    const rows = matrix(1000);
    for (const text of [JSON.stringify(rows), rows.map((row) => row.join(',')).join('\n')]) {
      assert.ok(sharedMemoryOf(read(text).logits.values));
    }
    assert.equal(sharedMemoryOf(read('[[1, 2], [3, 4]]').logits.values), undefined);
  });

  it('computes what Number does, in lists, in prints and in rows', () => {
    const literals = [...randomNumbers(manyNumbers - (manyNumbers % 10))];
    const expected = Float64Array.from(literals, Number);
    sameBits(read(`[${literals.join(', ')}]`).logits.values, expected);
    sameBits(read(`[${literals.join(' ')}]`).logits.values, expected);
    const lines = Array.from({ length: literals.length / 10 }, (_, row) =>
      literals.slice(10 * row, 10 * row + 10).join('\t'),
    );
    sameBits(read(lines.join('\r\n')).logits.values, expected);
  });

  const texts: Readonly<Record<string, (rows: readonly (readonly number[])[]) => string>> = {
    'nested brackets': (rows) => `[${rows.map((row) => `[${row.join(', ')}]`).join(',\n ')}]`,
    braces: (rows) => `{${rows.map((row) => `{${row.join(', ')}}`).join(', ')}}`,
    'the floats of C': (rows) =>
      `float z[3000][3] = {${rows.map((row) => `{${row.map((value) => `${value.toFixed(2)}f`).join(', ')}}`).join(',\n')}};`,
    tuples: (rows) => `(${rows.map((row) => `(${row.join(', ')})`).join(', ')})`,
    'a call': (rows) => `a = np.array(${JSON.stringify(rows)}, dtype=float) # ${'x'.repeat(9000)}`,
    'a print': (rows) => `[${rows.map((row) => `[${row.join('   ')}]`).join('\n ')}]`,
    'a print without commas, one comment a row': (rows) =>
      `[${rows.map((row) => `[${row.join(' ')}] # row\n`).join('')}]`,
    'comments beyond ASCII': (rows) =>
      `[${rows.map((row) => `[${row.join(',')}], # строка ${row[0]}\n`).join('')}]`,
    'a minus sign of Unicode': (rows) => JSON.stringify(rows).replaceAll('-', '−'),
    'lines of commas': (rows) => rows.map((row) => row.join(',')).join('\n'),
    'lines of tabs': (rows) => `\n\n${rows.map((row) => row.join('\t')).join('\r\n')}\r\n`,
    'lines of blanks': (rows) => rows.map((row) => `  ${row.join('   ')} `).join('\n'),
    'lines of semicolons below names': (rows) =>
      `p;q;r\n${rows.map((row) => row.join(' ; ')).join('\n')}`,
    'lines with one of them quoted': (rows) =>
      `p,q,r\n${rows.map((row, index) => (index === 1700 ? `"${row.join('","')}"` : row.join(','))).join('\n')}`,
  };
  for (const [name, write] of Object.entries(texts)) {
    it(`reads ${name}, wherever a piece of the text ends`, () => {
      const rows = matrix(3000);
      for (let shift = 0; shift < 40; shift += 7) {
        const text = `${' '.repeat(shift)}${write(rows)}`;
        const { shape, values, starts } = read(text).logits;
        assert.deepEqual(shape, [3000, 3]);
        assert.deepEqual([...values], rows.flat());
        values.forEach((value, index) => {
          const literal = text.slice(starts[index], starts[index]! + 20).replace('−', '-');
          assert.equal(Number.parseFloat(literal), value);
        });
      }
    });
  }

  for (const [name, separator] of [
    ['commas', ','],
    ['blanks', ' '],
  ] as const) {
    it(`reads rows parted by ${name} that are longer than any piece`, () => {
      const row = Array.from({ length: 100_000 }, (_, index) => index / 4);
      const lines = [row, row, row].map((each) => each.join(separator));
      const { shape, values } = read(lines.join('\n')).logits;
      assert.deepEqual(shape, [3, 100_000]);
      assert.ok(values.every((value, index) => value === (index % 100_000) / 4));
    });
  }

  it('reads labels and targets out of rows of numbers', () => {
    const rows = matrix(2000).map((row, index) => [index, ...row, index % 3]);
    const text = `id,a,b,c,label\n${rows.map((row) => row.join(',')).join('\n')}`;
    const { logits, targets } = read(text);
    assert.deepEqual(logits.shape, [2000, 3]);
    assert.deepEqual([...logits.values], matrix(2000).flat());
    assert.deepEqual(
      [...targets!.array.values],
      rows.map((row) => row[4]),
    );
    assert.equal(text.slice(targets!.array.starts[5]).split('\n')[0], '2');
  });

  const culprits: Readonly<Record<string, (text: string) => string>> = {
    'a value is missing': (text) => text.replace('2500.25, ', ''),
    'a comma is missing': (text) => text.replace('2500.25, ', '2500.25 '),
    'a bracket is missing': (text) => text.replace('], [2500,', ', 2500,'),
    'a bracket is too many': (text) => text.replace('[2500,', '[[2500],'),
    'a word is among the numbers': (text) => text.replace('2500.25', 'x'),
    'values are left out': (text) => text.replace('2500.25', '...'),
    'a row is empty': (text) => text.replace('[2500, 2500.25, -2500.5]', '[]'),
    'a number is alone': (text) => text.replace('[2500, 2500.25, -2500.5]', '5'),
    'a number is not one': (text) => text.replace('2500.25', '2500.25.'),
    'the end is missing': (text) => text.slice(0, -1),
  };
  for (const [name, spoil] of Object.entries(culprits)) {
    it(`says the same where ${name}, far into the text`, () => {
      const rows = matrix(3000).map((row) => `[${row.join(', ')}]`);
      const text = spoil(`[${rows.join(', ')}]`);
      readsAlike({ text, languageId: 'python' });
      readsAlike({ text: text.slice(1, -1).replaceAll(/\], ?\[/g, '\n'), languageId: 'csv' });
      assert.throws(() => runToEnd(readText(text)), ReadingError);
    });
  }
});
