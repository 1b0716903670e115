import type { NumericArray } from './numericArray.ts';
import { permuteAxes } from './permute.ts';

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
  const others = shape.map((_, index) => index).filter((index) => index !== classAxis);
  const { values, starts } = permuteAxes(array, [...others, classAxis]);
  return { shape: [values.length / classes, classes], values, starts };
}
