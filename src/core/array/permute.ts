import type { NumericArray } from './numericArray.ts';

/**
 * The array with its axes in another order: axis `i` of the result is axis `axes[i]` of the array,
 * as in `numpy.transpose`.
 */
export function permuteAxes(array: NumericArray, axes: readonly number[]): NumericArray {
  if (axes.every((axis, index) => axis === index)) return array;
  const { shape, values, starts } = array;
  const permuted = {
    shape: axes.map((axis) => shape[axis]!),
    values: new Float64Array(values.length),
    starts: new Uint32Array(starts.length),
  };
  permuteIndices(shape, axes, (target, source) => {
    permuted.values[target] = values[source]!;
    permuted.starts[target] = starts[source]!;
  });
  return permuted;
}

/** Calls back with the index of every element in the permuted array, in order, and in the array itself. */
function permuteIndices(
  from: readonly number[],
  axes: readonly number[],
  visit: (target: number, source: number) => void,
): void {
  const shape = axes.map((axis) => from[axis]!);
  const strides = from.map((_, axis) => from.slice(axis + 1).reduce((a, b) => a * b, 1));
  const steps = axes.map((axis) => strides[axis]!);
  const index = shape.map(() => 0);
  const length = shape.reduce((a, b) => a * b, 1);
  let source = 0;
  for (let target = 0; target < length; target++) {
    visit(target, source);
    // Counts up the index of the result, its last axis fastest.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const count = index[axis]! + 1;
      source += steps[axis]!;
      if (count < shape[axis]!) {
        index[axis] = count;
        break;
      }
      index[axis] = 0;
      source -= count * steps[axis]!;
    }
  }
}

/** Values that stand in column-major order, the first axis fastest, as an array of this shape. */
function fromColumnMajor(
  values: Float64Array,
  starts: Uint32Array,
  shape: readonly number[],
): NumericArray {
  const reversed = { shape: shape.toReversed(), values, starts };
  return permuteAxes(
    reversed,
    shape.map((_, axis) => shape.length - 1 - axis),
  );
}

/** The values taken down the columns, and put down those of another shape, as `numpy.reshape` does in the order F. */
export function reshapeColumnMajor(array: NumericArray, shape: readonly number[]): NumericArray {
  const { values, starts } = permuteAxes(array, array.shape.map((_, axis) => axis).toReversed());
  return fromColumnMajor(values, starts, shape);
}

/** As `permuteAxes`, for the values of an array of this shape alone. */
export function permuteValues(
  values: Float64Array,
  shape: readonly number[],
  axes: readonly number[],
): Float64Array {
  const permuted = new Float64Array(values.length);
  permuteIndices(shape, axes, (target, source) => (permuted[target] = values[source]!));
  return permuted;
}

/** The values of an array of this shape in column-major order, the first axis fastest. */
export function toColumnMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  return permuteValues(
    values,
    shape,
    shape.map((_, axis) => shape.length - 1 - axis),
  );
}
