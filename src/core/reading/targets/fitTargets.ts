import type { NumericArray } from '../../array/numericArray.ts';

/** Targets, as read out of an array that stands beside the logits. */
export interface Targets {
  readonly kind: 'indices' | 'probabilities';
  readonly array: NumericArray;
  /** The array as it is written, if not so: one-hot rows stand for class indices. */
  readonly written?: NumericArray;
}

/** Rows and classes of logits; a vector is one row, and the last of more axes is that of the classes. */
export function rowsAndClasses(shape: readonly number[]): { rows: number; classes: number } {
  return { rows: size(shape.slice(0, -1)), classes: shape.at(-1)! };
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

/**
 * Reads an array as targets of logits: class indices (one for each row), one-hot rows, which say
 * the same, or class probabilities.
 *
 * @param shape the shape of the logits
 * @returns undefined if the array does not fit
 */
export function asTargets(array: NumericArray, shape: readonly number[]): Targets | undefined {
  const { rows, classes } = rowsAndClasses(shape);
  const leading = shape.slice(0, -1);
  const oneEach =
    array.values.length === rows &&
    (array.shape.length <= 1 || same(array.shape, leading) || Math.max(...array.shape) === rows);
  if (oneEach && array.values.every(Number.isInteger)) {
    return { kind: 'indices', array: { ...array, shape: [rows] } };
  }
  if (!same(array.shape, shape) && !same(array.shape, [rows, classes])) return undefined;
  return asOneHot(array, rows, classes) ?? asProbabilities(array, rows, classes);
}

function asOneHot(array: NumericArray, rows: number, classes: number): Targets | undefined {
  const values = new Float64Array(rows);
  const starts = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const of = array.values.subarray(row * classes, (row + 1) * classes);
    const one = of.indexOf(1);
    if (one < 0 || of.some((value, index) => value !== (index === one ? 1 : 0))) return undefined;
    values[row] = one;
    starts[row] = array.starts[row * classes + one]!;
  }
  return { kind: 'indices', array: { shape: [rows], values, starts }, written: array };
}

/** Printed probabilities are rounded, each by up to half a unit of the fourth decimal. */
function asProbabilities(array: NumericArray, rows: number, classes: number): Targets | undefined {
  const tolerance = Math.max(1e-3, classes * 5e-5);
  for (let row = 0; row < rows; row++) {
    const of = array.values.subarray(row * classes, (row + 1) * classes);
    const sum = of.reduce((total, value) => total + value, 0);
    if (!(Math.abs(sum - 1) <= tolerance) || of.some((value) => value < 0)) return undefined;
  }
  return { kind: 'probabilities', array: { ...array, shape: [rows, classes] } };
}

/**
 * Whether all indices are such as targets may have: from 0 to C - 1; from -1 to -C, which NumPy, Optax and ONNX
 * count from the last class; or -100, which frameworks take for "ignore this row", as some do -1.
 */
export function areInRange(targets: Targets, classes: number): boolean {
  return (
    targets.kind === 'probabilities' ||
    targets.array.values.every((index) => (index >= -classes && index < classes) || index === -100)
  );
}
