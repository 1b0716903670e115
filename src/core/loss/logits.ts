import type { Floats } from '../kernel/results.ts';
import { LossError } from './lossError.ts';

/**
 * Logits z, N x C: `values` is row-major and has `rows * classes` entries. Of float32 values, everything N x C
 * is computed in float32, what is per row in float64.
 */
export interface Logits<Values extends Floats = Float64Array> {
  readonly rows: number;
  readonly classes: number;
  readonly values: Values;
}

/**
 * An array as logits: one dimension is one row, two are N x C.
 *
 * @throws LossError if it has no rows, no classes, or more than two dimensions.
 */
export function logitsFromArray<Values extends Floats>(array: {
  readonly shape: readonly number[];
  readonly values: Values;
}): Logits<Values> {
  const [rows, classes, deeper] = array.shape.length === 1 ? [1, ...array.shape] : array.shape;
  if (rows === undefined || classes === undefined || deeper !== undefined) {
    throw new LossError(
      `The logits have ${array.shape.length} dimensions (${shapeText(array.shape)}); the loss needs one or two: classes, or rows × classes. Select one matrix.`,
    );
  }
  const logits = { rows, classes, values: array.values };
  checkLogits(logits);
  return logits;
}

/** @throws LossError if there is nothing to evaluate, or `values` does not fill the shape. */
export function checkLogits({ rows, classes, values }: Logits<Floats>): void {
  if (!(rows >= 1 && classes >= 1)) {
    throw new LossError(
      `The logits are empty (${shapeText([rows, classes])}); the loss needs at least one row and one class.`,
    );
  }
  if (values.length !== rows * classes) {
    throw new LossError(
      `The logits hold ${values.length} values, but their shape ${shapeText([rows, classes])} needs ${rows * classes}.`,
    );
  }
}

/** What an array has, in words: "3 values", "the shape 2 × 4". */
export function extentText(shape: readonly number[]): string {
  const [length] = shape;
  if (shape.length !== 1) return `the shape ${shapeText(shape)}`;
  return length === 1 ? '1 value' : `${length} values`;
}

export function shapeText(shape: readonly number[]): string {
  return shape.join(' × ');
}
