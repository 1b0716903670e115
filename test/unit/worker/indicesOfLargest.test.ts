import assert from 'node:assert/strict';
import { indicesOfLargest } from '../../../src/worker/indicesOfLargest.ts';

const cases: readonly [name: string, values: number[], amount: number, indices: number[]][] = [
  ['come in order, the largest first', [1, 5, 2, 4, 3], 3, [1, 3, 4]],
  ['begin with the first of equals', [2, 7, 7, 7], 2, [1, 2]],
  ['begin with NaN, as the argmax does', [1, Infinity, NaN], 2, [1, 2]],
  ['are all there are if more are asked for', [1, 2], 5, [1, 0]],
  ['may be minus infinite', [-Infinity, -Infinity, 0], 2, [2, 0]],
];

describe('the indices of the largest values', () => {
  for (const [name, values, amount, indices] of cases) {
    it(name, () => assert.deepEqual(indicesOfLargest(Float64Array.from(values), amount), indices));
  }
});
