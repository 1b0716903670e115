import type { NumericArray } from '../../array/numericArray.ts';
import { permuteAxes, reshapeColumnMajor } from '../../array/permute.ts';
import type { Candidate } from './candidate.ts';

/** The array with its axes in the opposite order. */
export function transposed(candidate: Candidate): Candidate {
  return permuted(candidate, candidate.shape.map((_, axis) => axis).toReversed());
}

function permuted(candidate: Candidate, axes: readonly number[]): Candidate {
  return {
    ...candidate,
    shape: axes.map((axis) => candidate.shape[axis]!),
    array: () => permuteAxes(candidate.array(), axes),
  };
}

/**
 * The array with its first axis in another place, as `stack` puts a new one.
 * @returns undefined if there is no such place
 */
export function withFirstAxisAt(candidate: Candidate, axis: number): Candidate | undefined {
  const rank = candidate.shape.length;
  const place = axis < 0 ? rank + axis : axis;
  const others = candidate.shape.map((_, index) => index).slice(1);
  if (place < 0 || place >= rank) return undefined;
  return permuted(candidate, others.toSpliced(place, 0, 0));
}

/**
 * The same values in another shape, in which one size may be -1, to be found from their number.
 * @returns undefined if they do not fill it
 */
export function reshaped(
  candidate: Candidate,
  sizes: readonly number[],
  order: 'row' | 'column',
): Candidate | undefined {
  const count = product(candidate.shape);
  const rest = product(sizes.filter((size) => size !== -1));
  const shape = sizes.map((size) => (size === -1 ? count / rest : size));
  const areSizes = shape.every((size) => Number.isInteger(size) && size > 0);
  if (!areSizes || product(shape) !== count) return undefined;
  const array = (): NumericArray =>
    order === 'column'
      ? reshapeColumnMajor(candidate.array(), shape)
      : { ...candidate.array(), shape };
  return { ...candidate, shape, array };
}

/**
 * The shape that a method without a shape of its own as an argument gives an array of another.
 *
 * @param axis its argument, if it has one
 * @returns undefined if it is no such method, or the array has no such axis
 */
export function shapeByMethod(
  method: string,
  shape: readonly number[],
  axis: number | undefined,
): readonly number[] | undefined {
  switch (method) {
    case 'flatten':
    case 'ravel':
      return axis === undefined ? [product(shape)] : undefined;
    case 'squeeze': {
      const dropped = axis === undefined ? undefined : axis < 0 ? shape.length + axis : axis;
      const rest = shape.filter((size, index) => size !== 1 || (dropped ?? index) !== index);
      return rest.length > 0 ? rest : undefined;
    }
    case 'unsqueeze': {
      if (axis === undefined) return undefined;
      const place = axis < 0 ? shape.length + 1 + axis : axis;
      return place >= 0 && place <= shape.length ? shape.toSpliced(place, 0, 1) : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * The array without axes of length 1, the first ones first, so that it has as many axes as its type says.
 * Around the elements of a `std::array`, C++ takes a second pair of braces: that of the array in it.
 */
export function withoutDoubleBraces(candidate: Candidate, rank: number): Candidate {
  let { shape } = candidate;
  while (shape.length > rank && shape.includes(1)) shape = shape.toSpliced(shape.indexOf(1), 1);
  return { ...candidate, shape, array: () => ({ ...candidate.array(), shape }) };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((result, size) => result * size, 1);
}
