import { Batch } from './batch';
import { addExponentials, addToSums, biasOctaves, exponentials, octavesAtMost } from './exponential';
import { addFloatExponentials, floatBiasOctaves, floatOctavesAtMost } from './floatExponential';
import { addLanes, secondLanes, sumError } from './lanes';
import { referencesAt, sumsAt } from './workspace';

/** What doubles and floats have in common: exponentials that refer to an octave, and sums of them. */

// @ts-ignore: decorator
@inline
export function octavesLimit<T>(): f64 {
  return sizeof<T>() == 8 ? octavesAtMost : floatOctavesAtMost;
}

/** The octaves nearest to the exponentials of two largest logits; the limit if there is none below it. */
// @ts-ignore: decorator
@inline
export function referencesFor<T>(batch: Batch, largest: v128): v128 {
  const octaves = f64x2.mul(largest, f64x2.splat(batch.octavesPerUnit));
  const bound = f64x2.splat(octavesLimit<T>());
  return f64x2.pmin(bound, f64x2.pmax(f64x2.neg(bound), f64x2.nearest(octaves)));
}

/** Two biased exponentials as doubles, each with its reference. */
// @ts-ignore: decorator
@inline
export function twoExponentials<T>(batch: Batch, z: v128, reference: v128, workspace: usize): v128 {
  const e = exponentials(batch, z, reference, workspace);
  if (sizeof<T>() == 8) return e;
  return f64x2.mul(e, f64x2.splat(2 ** (floatBiasOctaves - biasOctaves)));
}

/** Writes and sums the exponentials of many logits; see `addExponentials`. `isKept` is false where they are only summed. */
// @ts-ignore: decorator
@inline
export function exponentiate<T>(
  batch: Batch,
  from: usize,
  end: usize,
  into: usize,
  isKept: bool,
  workspace: usize,
): void {
  if (sizeof<T>() == 8) addExponentials(batch, from, end, into, isKept ? 32 : 0, workspace);
  else addFloatExponentials(batch, from, end, into, isKept ? 64 : 0, workspace);
}

/** Sets one reference for all lanes, and the sums to 0. */
// @ts-ignore: decorator
@inline
export function begin<T>(reference: f64, workspace: usize): void {
  v128.store(workspace, v128.splat<T>(<T>reference), referencesAt);
  clearSums(workspace);
}

// @ts-ignore: decorator
@inline
export function clearSums(workspace: usize): void {
  v128.store(workspace, f64x2.splat(0), sumsAt);
  v128.store(workspace, f64x2.splat(0), sumsAt + 16);
}

/** Adds a sum of two doubles to that of the first lane. */
// @ts-ignore: decorator
@inline
export function addOne<T>(workspace: usize, high: f64, low: f64): void {
  if (sizeof<T>() == 4) {
    store<f64>(workspace, load<f64>(workspace, sumsAt) + high, sumsAt);
  } else {
    addToSums(workspace, f64x2.replace_lane(f64x2.splat(0), 0, high));
    store<f64>(workspace, load<f64>(workspace, sumsAt + 16) + low, sumsAt + 16);
  }
}

/** The sum over all lanes: its high part in the first lane, the low one in the second. */
// @ts-ignore: decorator
@inline
export function joinSums<T>(workspace: usize): v128 {
  const sum = v128.load(workspace, sumsAt);
  const other = v128.load(workspace, sumsAt + 16);
  if (sizeof<T>() == 4) return f64x2.replace_lane(f64x2.splat(0), 0, addLanes(f64x2.add(sum, other)));
  const swapped = secondLanes(sum, sum);
  const joined = f64x2.add(sum, swapped);
  const lost = f64x2.extract_lane(sumError(sum, swapped, joined), 0);
  return f64x2.replace_lane(joined, 1, lost + addLanes(other));
}
