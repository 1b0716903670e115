import type { NumericArray } from './numericArray.ts';
import { permuteAxes, permuteValues } from './permute.ts';

/**
 * The array as rows x classes. The class axis is the last unless said otherwise; all others become
 * rows, in their order, as PyTorch's `cross_entropy` counts N, d1, ... for logits N, C, d1, ...
 *
 * @param axis counts from 0, or from the end if negative
 * @throws RangeError if the array has no such axis
 */
export function toRowsOfClasses(array: NumericArray, axis = -1): NumericArray {
  const { shape } = array;
  const classAxis = axis < 0 ? shape.length + axis : axis;
  const classes = shape[classAxis];
  if (classes === undefined) {
    throw new RangeError(`There is no axis ${axis} in an array of ${shape.length} axes.`);
  }
  const axes = classesLast(shape, classAxis);
  const { values, starts } = permuteAxes(array, axes);
  const rows = axes.slice(0, -1).reduce((product, each) => product * shape[each]!, 1);
  return { shape: [rows, classes], values, starts };
}

/**
 * Back from rows x classes: values with an entry for each of an array of this shape, in its order.
 *
 * @param axis of the classes, from 0
 */
export function fromRowsOfClasses(
  values: Float64Array,
  shape: readonly number[],
  axis: number,
): Float64Array {
  if (axis === shape.length - 1) return values;
  const axes = classesLast(shape, axis);
  return permuteValues(
    values,
    axes.map((each) => shape[each]!),
    shape.map((_, each) => axes.indexOf(each)),
  );
}

function classesLast(shape: readonly number[], classAxis: number): number[] {
  const axes = shape.map((_, index) => index);
  return [...axes.filter((index) => index !== classAxis), classAxis];
}
