/** What is done to doubles and floats alike, though not in the same way. */
import { Batch } from './batch';
import { biasOctaves, exponentials, octavesAtMost, writeExponentials } from './exponential';
import { floatBiasOctaves, floatOctavesAtMost, writeFloatExponentials } from './floatExponential';

/** 2^(floatBiasOctaves - biasOctaves) */
const biasRatio: f64 = reinterpret<f64>(<i64>(1023 + floatBiasOctaves - biasOctaves) << 52);

// @ts-ignore: decorator
@inline
export function octavesLimit<T>(): f64 {
  return sizeof<T>() == 8 ? octavesAtMost : floatOctavesAtMost;
}

/** Rows whose references are at most so many octaves apart may use the highest of them. */
// @ts-ignore: decorator
@inline
export function octavesShared<T>(): f64 {
  return sizeof<T>() == 8 ? 64 : 23;
}

/** The same for the segments of a row: it goes into what they are scaled by, which has to be a normal number. */
// @ts-ignore: decorator
@inline
export function octavesSharedInRow<T>(): f64 {
  return sizeof<T>() == 8 ? 64 : 8;
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
export function twoExponentials<T>(batch: Batch, z: v128, references: v128, workspace: usize): v128 {
  const e = exponentials(batch, z, references, workspace);
  return sizeof<T>() == 8 ? e : f64x2.mul(e, f64x2.splat(biasRatio));
}

/** Writes the biased exponentials of the logits in [from, end) to `into`, those in each lane with its reference. */
// @ts-ignore: decorator
@inline
export function exponentiate<T>(
  batch: Batch,
  from: usize,
  end: usize,
  reference: v128,
  into: usize,
  workspace: usize,
): void {
  if (sizeof<T>() == 8) writeExponentials(batch, from, end, reference, into, workspace);
  else writeFloatExponentials(batch, from, end, reference, into);
}
