import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NumericArray } from '../../../src/core/array/numericArray.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { type Reading, readSource } from '../../../src/core/reading/reader.ts';
import { rewriteValues, RewritingError } from '../../../src/core/rewriting/rewriteValues.ts';
import { casesOf, corpusFiles } from '../reading/corpus.ts';

function sourceOf(text: string, languageId: string) {
  return { text, start: 0, selections: [{ start: 0, end: text.length }], languageId };
}

const read = (text: string, languageId: string): Reading =>
  runToEnd(readSource(sourceOf(text, languageId)));

/** The text with some values of one of its arrays changed, by their indices. */
function rewrite(
  text: string,
  languageId: string,
  changes: Readonly<Record<number, number>>,
  arrayOf = ({ logits }: Reading): NumericArray => logits,
): string {
  const reading = read(text, languageId);
  const { starts } = arrayOf(reading);
  const { replacements } = runToEnd(
    rewriteValues(
      sourceOf(text, languageId),
      reading,
      Object.entries(changes).map(([index, value]) => ({
        start: starts[Number(index)]!,
        value,
        name: `Value ${index}`,
      })),
    ),
  );
  assert.equal(replacements.length, Object.keys(changes).length);
  return replacements
    .toSorted((one, other) => other.range.start - one.range.start)
    .reduce(
      (result, { range, text: replacement }) =>
        result.slice(0, range.start) + replacement + result.slice(range.end),
      text,
    );
}

const wanted = [0.1, -2.5, 3, 0, -0, 1e-20, 123456789.123];
/** Times a power of ten that is printed beside, these are no doubles. */
const extreme = [5e-324, Number.MAX_VALUE];
const nonFinite = [Infinity, -Infinity, NaN];

/**
 * What reads otherwise once it is changed: an array that is shown twice, and a whole number that numbers
 * its row, as it seems.
 */
const delicate = /^(?:py-doctest|caption-of-two-words)$/;
/** Where a name is not read: cast, in thousandths, or behind other words without brackets. */
const withoutNonFinite =
  /^(?:c-cast|latex-power|columns-named-row|columns-named-target|plain-python-tuple)$/;
/** Where the type of the array would cut fractions off. */
const ofIntegers = /^(?:np-repr-int|torch-long-whole)$/;
const scaled = /scale|latex-power/;

for (const file of corpusFiles) {
  describe(`values written into ${file} are read back bit for bit, and all others stay`, () => {
    for (const { id, text, languageId, refuse } of casesOf(file)) {
      if (refuse !== null || delicate.test(id)) continue;
      it(id, () => {
        const { logits, notation, targets } = read(text, languageId);
        const indices = new Set([0, logits.values.length - 1]);
        const hasWords = notation !== 'Fortran' && !withoutNonFinite.test(id);
        const values = [
          ...wanted,
          ...(scaled.test(id) ? [] : extreme),
          ...(hasWords ? nonFinite : []),
        ].filter((value) => !ofIntegers.test(id) || Number.isInteger(value));
        for (const index of indices) {
          for (const value of values) {
            const after = read(rewrite(text, languageId, { [index]: value }), languageId);
            assert.deepEqual(after.logits.shape, logits.shape);
            assert.deepEqual(after.logits.values, logits.values.with(index, value));
            assert.deepEqual(after.targets?.array.values, targets?.array.values);
          }
        }
      });
    }
  });
}

describe('a value is written in the style of the one that it replaces', () => {
  for (const [name, languageId, text, value, expected] of [
    ['decimals', 'python', '[[1.50, 2]]', 0.25, '[[0.25, 2]]'],
    ['zeros that align', 'python', '[[1.50, 2]]', 3, '[[3.00, 2]]'],
    ['no zeros after many digits', 'python', '[[0.8309526605439513, 2]]', 3, '[[3.0, 2]]'],
    ['as many digits as it takes', 'python', '[[1.5, 2]]', 0.1 + 0.2, '[[0.30000000000000004, 2]]'],
    ['a whole number', 'json', '[[1, 2]]', 30, '[[30, 2]]'],
    ['a fraction among whole numbers', 'json', '[[1, 2]]', 0.5, '[[0.5, 2]]'],
    ['a point without digits', 'plaintext', '[[1. 2.]\n [3. 4.]]', 30, '[[30. 2.]\n [3. 4.]]'],
    ['no zero before the point', 'python', '[[.5, .25]]', 0.125, '[[.125, .25]]'],
    ['a plus sign', 'python', '[[+1.5, -2.5]]', 3.5, '[[+3.5, -2.5]]'],
    ['a minus sign of Unicode', 'plaintext', '[[−1.5, 2.5]]', -3.5, '[[−3.5, 2.5]]'],
    ['an exponent', 'python', '[[1e-3, 2]]', 5e20, '[[5e20, 2]]'],
    [
      'an exponent as NumPy prints it',
      'python',
      '[[1.50e-03, 2.00e+00]]',
      2500,
      '[[2.50e+03, 2.00e+00]]',
    ],
    ['an exponent in capitals', 'c', '{{1.5E+2, 2}}', 0.001, '{{1.0E-3, 2}}'],
    ['a very small number', 'python', '[[1.5, 2]]', 1e-20, '[[1.0e-20, 2]]'],
    ['the suffix of C', 'c', 'float z[] = {1.5f, 2.0f};', 3, 'float z[] = {3.0f, 2.0f};'],
    ['the suffix of Rust', 'rust', 'vec![1.5_f32, 2.0]', -3, 'vec![-3.0_f32, 2.0]'],
    ['an integer suffix of Rust', 'rust', 'vec![1i32, 2]', 3, 'vec![3i32, 2]'],
    ['no integer suffix on a fraction', 'rust', 'vec![1i32, 2]', 0.5, 'vec![0.5, 2]'],
    ['no unsigned suffix on a minus', 'rust', 'vec![1u8, 2]', -1, 'vec![-1, 2]'],
    ['an integer of R', 'r', 'c(1L, 2L)', 3, 'c(3L, 2L)'],
    ['the doubles of Fortran', 'fortran', 'z = [1.5d0, 2.0d0]', 25, 'z = [25.0d0, 2.0d0]'],
    [
      'a kind of Fortran',
      'fortran',
      'real :: z(2) = [1.0_8, 2.0_dp]',
      0.5,
      'real :: z(2) = [0.5_8, 2.0_dp]',
    ],
    ['single precision in Julia', 'julia', 'z = [1.5f0, 2f0]', 0.25, 'z = [0.25f0, 2f0]'],
    ['a separator of digits', 'python', '[[1_000.5, 2]]', 2000, '[[2000.0, 2]]'],
    ['a decimal comma', 'csv', 'a;b\n1,5;2,25\n', 0.1, 'a;b\n0,1;2,25\n'],
    [
      'a power of ten that is printed beside',
      'latex',
      '\\begin{matrix}1.5 \\times 10^{-3} & 1\\end{matrix}',
      0.004,
      '\\begin{matrix}4.0 \\times 10^{-3} & 1\\end{matrix}',
    ],
    ['infinity in a program', 'python', 'z = [1.5, 2]', Infinity, 'z = [float("inf"), 2]'],
    [
      'infinity as it is there already',
      'python',
      'z = [1.5, -np.inf]',
      Infinity,
      'z = [np.inf, -np.inf]',
    ],
    [
      'minus infinity as it is there already',
      'python',
      'z = [1.5, np.inf]',
      -Infinity,
      'z = [-np.inf, np.inf]',
    ],
    ['NaN in a print', 'python', 'tensor([1.5000, 2.0000])', NaN, 'tensor([nan, 2.0000])'],
    [
      'infinity in single precision',
      'rust',
      'vec![1.5f32, 2.0]',
      -Infinity,
      'vec![f32::NEG_INFINITY, 2.0]',
    ],
    [
      'infinity in double precision',
      'java',
      'double[] z = {1.5, 2.0};',
      Infinity,
      'double[] z = {Double.POSITIVE_INFINITY, 2.0};',
    ],
    ['a number in place of a name', 'python', 'z = [-np.inf, 2.50]', 3, 'z = [3.00, 2.50]'],
    ['a number in place of a name, alone', 'python', 'z = [np.nan]', 3, 'z = [3]'],
    ['a hexadecimal as a decimal', 'c', 'int z[] = {0x1F, 2};', 3, 'int z[] = {3, 2};'],
  ] as const) {
    it(name, () => {
      assert.equal(rewrite(text, languageId, { 0: value }), expected);
    });
  }

  it('where a whole column has no fraction, and the others have commas', () => {
    const text = 'a;b\n1;2,5\n3;4,25\n';
    assert.equal(rewrite(text, 'csv', { 0: 0.5 }), 'a;b\n0,5;2,5\n3;4,25\n');
  });

  it('in a print that multiplies all of its numbers', () => {
    const text = 'A =\n\n   1.0e+03 *\n\n    1.0000    0.0020\n         0    3.0000\n';
    const after = rewrite(text, 'plaintext', { 0: 1234.5, 2: 70, 3: -0.25 });
    assert.deepEqual([...read(after, 'plaintext').logits.values], [1234.5, 2, 70, -0.25]);
    assert.match(after, /1\.2345 {4}0\.0020\n {9}0\.0?7.* {4}-0\.00025/);
  });
});

describe('several values at once', () => {
  it('are written where they stand, whatever their lengths', () => {
    const text = 'z = [[1, 2, 3], [4, 5, 6]]\ny = [2, 0]\n';
    assert.equal(
      rewrite(text, 'python', { 0: 100.25, 2: -7, 4: 1e-9, 5: 0 }),
      'z = [[100.25, 2, -7], [4, 1e-9, 0]]\ny = [2, 0]\n',
    );
  });

  it('are found again in a part of a document, around a cursor too', () => {
    const text = 'z = [[1, 2], [3, 4]]';
    const before = '# prose\n';
    for (const at of [
      { start: 4, end: text.length },
      { start: 14, end: 14 },
    ]) {
      const selections = [{ start: at.start + before.length, end: at.end + before.length }];
      const source = { text, start: before.length, selections, languageId: 'python' };
      const reading = runToEnd(readSource(source));
      const change = (index: number, value: number) => ({
        start: reading.logits.starts[index]!,
        value,
        name: '',
      });
      const { replacements } = runToEnd(
        rewriteValues(source, reading, [change(0, 12.5), change(3, 0.5)]),
      );
      assert.deepEqual(replacements, [
        { range: { start: before.length + 6, end: before.length + 7 }, text: '12.5' },
        { range: { start: before.length + 17, end: before.length + 18 }, text: '0.5' },
      ]);
    }
  });

  it('are any doubles: what is written is what is read', () => {
    const texts = [
      ['python', 'z = [[1.5, 2.0], [0.25, -1e-3]]'],
      ['c', 'double z[2][2] = {{1.5, 2.0}, {0.25, -1e-3}};'],
      ['rust', 'let z = array![[1.5_f64, 2.0], [0.25, -1e-3]];'],
      ['csv', 'a;b\n1,5;2,0\n0,25;-1,125\n'],
      ['plaintext', '[[1.50e+00 2.00e+00]\n [2.50e-01 1.00e-03]]'],
      ['fortran', 'z = reshape([1.5d0, 2d0, 0.25d0, -1d-3], [2, 2])'],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 4,
          maxLength: 4,
        }),
        ([languageId, text], values) => {
          const after = rewrite(text, languageId, Object.fromEntries(values.entries()));
          assert.deepEqual(read(after, languageId).logits.values, Float64Array.from(values));
        },
      ),
    );
  });
});

describe('targets', () => {
  const targetsOf = ({ targets }: Reading) => targets?.written ?? targets!.array;

  it('are written as the class indices that they are', () => {
    const text = 'z = [[1, 2, 3], [4, 5, 6]]\ny = [2, 0]\n';
    assert.equal(
      rewrite(text, 'python', { 1: 1 }, targetsOf),
      'z = [[1, 2, 3], [4, 5, 6]]\ny = [2, 1]\n',
    );
  });

  it('are written as one-hot rows where they are', () => {
    const text = 'z = [[1, 2, 3], [4, 5, 6]]\ny = [[0, 0, 1], [1.0, 0, 0]]\n';
    assert.equal(
      rewrite(text, 'python', { 3: 0, 4: 1 }, targetsOf),
      'z = [[1, 2, 3], [4, 5, 6]]\ny = [[0, 0, 1], [0.0, 1, 0]]\n',
    );
  });
});

describe('a value is refused, in words', () => {
  const refused = (message: RegExp) => (error: unknown) =>
    error instanceof RewritingError && message.test(error.message);

  it('where its notation has no literal of it', () => {
    assert.throws(
      () => rewrite('z = [1.5d0, 2.0d0]', 'fortran', { 0: NaN }),
      refused(/^Value 0 cannot be NaN in the document: Fortran has no literal of it/),
    );
  });

  it('where it does not stand as a number', () => {
    const text = 'oak,ash,label\n1.5,2.5,oak\n3.5,4.5,ash\n';
    assert.throws(
      () => rewrite(text, 'csv', { 0: 1 }, ({ targets }) => targets!.array),
      refused(/^Value 0 does not stand in the document as a number/),
    );
  });

  it('where the document would be another array', () => {
    const text = '>>> a = np.array([[1, 2], [3, 4]])\n>>> a\narray([[1, 2],\n       [3, 4]])\n';
    assert.throws(() => rewrite(text, 'python', { 0: 7 }), refused(/would not read as the array/));
  });
});
