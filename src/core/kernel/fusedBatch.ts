import type { BatchConstants } from './batchLayout.ts';
import type { Floats } from './results.ts';

/** The rows of a batch, as machine code evaluates them: from the logits to the gradient in one go. */
export interface FusedBatch extends BatchConstants {
  readonly rows: number;
  /** N x C. */
  readonly values: Floats;
  /** Per row a class, -1 if it is ignored, or a lower number if it is left to others. */
  readonly classOfRow?: Int32Array;
  /** Per class. */
  readonly classWeights?: Float64Array;
}

/** Powers of two between which no product over- or underflows on the way. */
interface Ranges {
  readonly temperature: readonly [least: number, most: number];
  readonly divisor: readonly [least: number, most: number];
  readonly weight: readonly [least: number, most: number];
}

const rangesOfDoubles: Ranges = {
  temperature: [-100, 100],
  divisor: [-150, 150],
  weight: [-150, 150],
};

const rangesOfFloats: Ranges = { temperature: [-8, 8], divisor: [-8, 32], weight: [-10, 7] };

/** Whether machine code can evaluate it, but for single rows that it refuses. */
export function isFusible({ values, temperature, divisor, classWeights }: FusedBatch): boolean {
  const ranges = values instanceof Float32Array ? rangesOfFloats : rangesOfDoubles;
  return (
    isWithin(ranges.temperature, temperature) &&
    isWithin(ranges.divisor, temperature * divisor) &&
    (classWeights?.every((weight) => weight === 0 || isWithin(ranges.weight, weight)) ?? true)
  );
}

function isWithin([least, most]: readonly [number, number], value: number): boolean {
  const order = Math.log2(Math.abs(value));
  return order >= least && order <= most;
}
