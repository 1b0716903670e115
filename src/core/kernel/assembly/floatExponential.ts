import { Batch } from './batch';

/**
 * e^(z / T) = 2^k e^r for floats, with k = round(z / (T ln 2)) and a minimax polynomial for e^r. References and
 * bias are as in exponential.ts.
 */
export const floatBiasOctaves = 63;

/**
 * Logits that are further below the reference are as good as the lowest: 0 in any result, also where the largest logit
 * is `octavesShared` below the reference. Their exponentials, 2^-125 with the bias, are still normal numbers.
 */
const lowestOctave: f32 = -188;

/** References are less than so many octaves from 1: so far, the products of octave counts are exact. */
export const floatOctavesAtMost: f64 = 2048;

/** Of the exponent among a float's bits. */
const exponentBias = 127;

/** Adding 1.5 * 2^23 rounds to an integer, which then stands in the lower bits. */
const roundingShift: f32 = 12_582_912;

/** In memory, since code for a constant would build it anew in each round of a loop. */
const oneAt: usize = memory.data<f32>([1]);

/** a * b + c */
// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b */
// @ts-ignore: decorator
@inline
function subtractProduct(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
function splat(batch: Batch, offset: usize): v128 {
  return v128.load32_splat(changetype<usize>(batch) + offset);
}

/** The biased exponentials of four logits. The constants are arguments so that they stay in registers in a loop. */
// @ts-ignore: decorator
@inline
function exponential(
  z: v128,
  shift: v128,
  lowest: v128,
  octavesPerUnit: v128,
  octaveHigh: v128,
  octaveLow: v128,
  power1: v128,
  power2: v128,
  power3: v128,
  power4: v128,
  power5: v128,
  power6: v128,
  power0: v128,
): v128 {
  const clamped = f32x4.pmax(z, lowest);
  const shifted = multiplyAdd(clamped, octavesPerUnit, shift);
  const octaves = f32x4.sub(shifted, shift);
  const r = subtractProduct(octaves, octaveLow, subtractProduct(octaves, octaveHigh, clamped));
  let series = multiplyAdd(r, power6, power5);
  series = multiplyAdd(r, series, power4);
  series = multiplyAdd(r, series, power3);
  series = multiplyAdd(r, series, power2);
  series = multiplyAdd(r, series, power1);
  series = multiplyAdd(r, series, power0);
  // A product, since it stays NaN whatever the bits of a NaN are.
  return f32x4.mul(series, i32x4.shl(shifted, 23));
}

/** Writes the biased exponentials of the logits in [from, end) to `into`, those in each lane with its reference. */
export function writeFloatExponentials(
  batch: Batch,
  from: usize,
  end: usize,
  reference: v128,
  into: usize,
): void {
  const shift = f32x4.sub(f32x4.splat(roundingShift + <f32>(floatBiasOctaves + exponentBias)), reference);
  const lowest = f32x4.mul(f32x4.add(reference, f32x4.splat(lowestOctave)), f32x4.splat(batch.octaveHigh));
  const octavesPerUnit = splat(batch, offsetof<Batch>('octavesPerUnit'));
  const octaveHigh = splat(batch, offsetof<Batch>('octaveHigh'));
  const octaveLow = splat(batch, offsetof<Batch>('octaveLow'));
  const power1 = splat(batch, offsetof<Batch>('float1'));
  const power2 = splat(batch, offsetof<Batch>('float2'));
  const power3 = splat(batch, offsetof<Batch>('float3'));
  const power4 = splat(batch, offsetof<Batch>('float4'));
  const power5 = splat(batch, offsetof<Batch>('float5'));
  const power6 = splat(batch, offsetof<Batch>('float6'));
  const power0 = v128.load32_splat(oneAt);
  let at = from;
  let to = into;
  for (; at + 16 <= end; at += 16, to += 16) {
    const one = exponential(v128.load(at), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6, power0);
    v128.store(to, one);
  }
  for (; at < end; at += 4, to += 4) {
    const one = exponential(v128.load32_splat(at), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6, power0);
    v128.store32_lane(to, one, 0);
  }
}
