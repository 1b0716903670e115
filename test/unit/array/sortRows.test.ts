import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sortRows } from '../../../src/core/array/sortRows.ts';
import { runToEnd } from '../../../src/core/job.ts';

function sorted(keys: number[], descending: boolean): number[] {
  const rows = Int32Array.from(keys, (_, index) => 10 * index);
  return [...runToEnd(sortRows(rows, Float64Array.from(keys), descending))];
}

/** What the order is by definition: that of a stable sort by comparison. */
function expected(keys: number[], descending: boolean): number[] {
  const rank = (key: number): number => (Number.isNaN(key) ? Infinity : key);
  const compare = (a: number, b: number): number =>
    Number(Number.isNaN(a)) - Number(Number.isNaN(b)) ||
    Number(rank(a) > rank(b)) - Number(rank(a) < rank(b));
  const sign = descending ? -1 : 1;
  return keys
    .map((key, index) => ({ key, row: 10 * index }))
    .sort((a, b) => sign * compare(a.key, b.key))
    .map(({ row }) => row);
}

describe('rows sorted by their keys', () => {
  const cases: [what: string, keys: number[]][] = [
    ['none', []],
    ['one', [7]],
    ['positive and negative numbers', [3, -1, 2, -5, 0.5]],
    ['equal ones, which stay in order', [1, 0, 1, 0, 1]],
    ['-0, which equals 0', [0, -0, 0, -0]],
    ['numbers that differ in their last bit', [1 + Number.EPSILON, 1, -1, -1 - Number.EPSILON]],
    ['the ends of the doubles', [5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 0]],
    ['infinities and NaN, which is the largest', [NaN, 1, Infinity, -Infinity, NaN]],
  ];
  for (const [what, keys] of cases) {
    for (const descending of [false, true]) {
      it(`${what}, ${descending ? 'descending' : 'ascending'}`, () => {
        assert.deepEqual(sorted(keys, descending), expected(keys, descending));
      });
    }
  }

  it('NaN with its sign bit set is the largest, too', () => {
    const keys = new Float64Array(new BigUint64Array([0xfff8000000000000n, 0n]).buffer);
    assert.deepEqual([...runToEnd(sortRows(Int32Array.of(0, 1), keys, false))], [1, 0]);
  });

  it('are what a stable sort by comparison gives', () => {
    const keys = fc.array(fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 })));
    fc.assert(
      fc.property(keys, fc.boolean(), (keys, descending) => {
        assert.deepEqual(sorted(keys, descending), expected(keys, descending));
      }),
    );
  });

  it('are sorted in pieces, with the fraction done between them', () => {
    const { length } = { length: 200_000 };
    const rows = new Int32Array(length).map((_, index) => index);
    const fractions = [...sortRows(rows, Float64Array.from(rows, Math.sin), false)];
    assert.ok(fractions.length > 10);
    assert.ok(
      fractions.every((fraction, at) => fraction > (fractions[at - 1] ?? 0) && fraction <= 1),
    );
  });
});
