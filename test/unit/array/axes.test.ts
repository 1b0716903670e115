import assert from 'node:assert/strict';
import { toRowsOfClasses } from '../../../src/core/array/classAxis.ts';
import { permuteAxes, reshapeColumnMajor } from '../../../src/core/array/permute.ts';
import type { NumericArray } from '../../../src/core/array/numericArray.ts';

/** An array of this shape with the values 0, 1, 2 ... that start at 100, 101, 102 ... */
function counting(shape: readonly number[]): NumericArray {
  const length = shape.reduce((product, size) => product * size, 1);
  return {
    shape,
    values: Float64Array.from({ length }, (_, index) => index),
    starts: Uint32Array.from({ length }, (_, index) => 100 + index),
  };
}

/** Each start is that of its value still. */
function assertSame(
  array: NumericArray,
  shape: readonly number[],
  values: readonly number[],
): void {
  assert.deepEqual(array.shape, shape);
  assert.deepEqual([...array.values], values);
  assert.deepEqual(
    [...array.starts],
    values.map((value) => 100 + value),
  );
}

describe('the class axis', () => {
  const cases: Readonly<
    Record<string, readonly [number[], number | undefined, number[], number[]]>
  > = {
    'is the last, so that a vector is one row': [[4], undefined, [1, 4], [0, 1, 2, 3]],
    'is the last, so that a matrix stays as it is': [[2, 3], undefined, [2, 3], [0, 1, 2, 3, 4, 5]],
    'is the last, also where it is empty': [[3, 0], undefined, [3, 0], []],
    'is the last, so that leading axes are rows': [
      [2, 2, 2],
      undefined,
      [4, 2],
      [0, 1, 2, 3, 4, 5, 6, 7],
    ],
    'can be the second, as in PyTorch with N, C, d1': [
      [2, 3, 2],
      1,
      [4, 3],
      [0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11],
    ],
    'can be the first': [[2, 3], 0, [3, 2], [0, 3, 1, 4, 2, 5]],
    'counts from the end if negative': [[2, 3], -2, [3, 2], [0, 3, 1, 4, 2, 5]],
  };
  for (const [name, [shape, axis, rows, values]] of Object.entries(cases)) {
    it(name, () => {
      assertSame(toRowsOfClasses(counting(shape), axis), rows, values);
    });
  }

  it('has to be an axis of the array', () => {
    assert.throws(() => toRowsOfClasses(counting([2, 3]), 2), RangeError);
    assert.throws(() => toRowsOfClasses(counting([2, 3]), -3), RangeError);
  });
});

describe('permuted axes', () => {
  it('are those of numpy.transpose', () => {
    assertSame(
      permuteAxes(counting([2, 3, 2]), [2, 0, 1]),
      [2, 2, 3],
      [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11],
    );
  });

  it('leave the array as it is if they are in order', () => {
    const array = counting([2, 3]);
    assert.equal(permuteAxes(array, [0, 1]), array);
  });

  it('take values down columns, and put them down others', () => {
    assertSame(reshapeColumnMajor(counting([6]), [2, 3]), [2, 3], [0, 2, 4, 1, 3, 5]);
    assertSame(reshapeColumnMajor(counting([3, 2]), [2, 3]), [2, 3], [0, 4, 3, 2, 1, 5]);
  });
});
