import { extentText, type Logits, shapeText } from './logits.ts';
import { LossError } from './lossError.ts';

/** What the loss compares the logits with: one class per row, or a distribution over the classes (N x C, row-major). */
export type Targets =
  | { readonly kind: 'indices'; readonly indices: Int32Array }
  | { readonly kind: 'probabilities'; readonly probabilities: Float64Array };

/**
 * An array as targets for these logits: as many numbers as rows are class indices (also as one row or
 * one column), rows x classes numbers are class probabilities. One row of logits takes a vector of
 * `classes` probabilities, too.
 *
 * @throws LossError if the shape fits neither, or a class index is not an integer.
 */
export function targetsFromArray(
  array: { readonly shape: readonly number[]; readonly values: Float64Array },
  { rows, classes }: Pick<Logits, 'rows' | 'classes'>,
): Targets {
  const { shape, values } = array;
  const isMatrix = shape.length === 2 && shape[0] === rows && shape[1] === classes;
  const isVector = shape.filter((length) => length !== 1).length <= 1;
  if (isMatrix && classes > 1) return { kind: 'probabilities', probabilities: values };
  if (isVector && values.length === rows) return indicesFromValues(values);
  if (isVector && rows === 1 && values.length === classes) {
    return { kind: 'probabilities', probabilities: values };
  }
  throw new LossError(
    `The targets have ${extentText(shape)}, which does not fit logits of ${shapeText([rows, classes])}. Give ${neededTargets({ rows, classes })}.`,
  );
}

/** @throws LossError naming the first row whose value is not an integer. */
export function indicesFromValues(values: ArrayLike<number>): Targets {
  const indices = Int32Array.from(values);
  for (let row = 0; row < indices.length; row++) {
    if (indices[row] !== values[row]) {
      throw new LossError(
        `Row ${row} has target ${values[row]}, which is not a class index. Class indices are whole numbers from 0; class probabilities need one number per class.`,
        { row },
      );
    }
  }
  return { kind: 'indices', indices };
}

/** @throws LossError if there are not as many targets as these logits need. */
export function checkTargets(
  targets: Targets,
  { rows, classes }: Pick<Logits, 'rows' | 'classes'>,
): void {
  if (targets.kind === 'indices') {
    if (targets.indices.length !== rows) {
      throw new LossError(
        `There are ${targets.indices.length} targets for ${rows} rows of logits. Give one class index per row.`,
      );
    }
  } else if (targets.probabilities.length !== rows * classes) {
    throw new LossError(
      `There are ${targets.probabilities.length} target probabilities for logits of ${shapeText([rows, classes])}. Give one probability per logit.`,
    );
  }
}

/** The targets of the rows from `first` up to, not including, `last`. */
export function targetsOfRows(
  targets: Targets,
  first: number,
  last: number,
  classes: number,
): Targets {
  return targets.kind === 'indices'
    ? { kind: 'indices', indices: targets.indices.subarray(first, last) }
    : {
        kind: 'probabilities',
        probabilities: targets.probabilities.subarray(first * classes, last * classes),
      };
}

/** What would be targets of the logits, in words. */
export function neededTargets({ rows, classes }: Pick<Logits, 'rows' | 'classes'>): string {
  const indices = rows === 1 ? '1 class index' : `${rows} class indices`;
  return `${indices} from 0 to ${classes - 1}, or ${shapeText([rows, classes])} class probabilities`;
}
