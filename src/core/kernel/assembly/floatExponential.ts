import { Batch } from './batch';
import { referencesAt, sumsAt } from './workspace';

/**
 * e^(z / T) = 2^k e^r for floats, with k = round(z / (T ln 2)) and a minimax polynomial for e^r. References and
 * bias are as in exponential.ts.
 */
export const floatBiasOctaves = 40;

/** Logits that are further below the reference are as good as the lowest: 0 in any result. */
const lowestOctave: f32 = -165;

/** References are less than so many octaves from 1: so far, the products of octave counts are exact. */
export const floatOctavesAtMost: f64 = 2048;

/** Adding it rounds to an integer, which then stands in the lower bits. */
const roundingShift: f32 = 1.5 * 2 ** 23;

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
  series = multiplyAdd(r, series, f32x4.splat(1));
  return i32x4.add(series, i32x4.shl(shifted, 23));
}

/**
 * Writes the biased exponentials of the logits in [from, end) to `into`, 64 bytes further for each 64 bytes of
 * logits if `step` says so, or over each other if it is 0; and adds them to the workspace's sums, lane by
 * lane. Each lane has its reference in the workspace; the last logits are in the first lanes.
 */
export function addFloatExponentials(
  batch: Batch,
  from: usize,
  end: usize,
  into: usize,
  step: usize,
  workspace: usize,
): void {
  const reference = v128.load(workspace, referencesAt);
  const shift = f32x4.sub(f32x4.splat(roundingShift + <f32>floatBiasOctaves), reference);
  const octave = f32x4.splat(batch.octaveHigh);
  const lowest = f32x4.mul(f32x4.add(reference, f32x4.splat(lowestOctave)), octave);
  const octavesPerUnit = splat(batch, offsetof<Batch>('octavesPerUnit'));
  const octaveHigh = splat(batch, offsetof<Batch>('octaveHigh'));
  const octaveLow = splat(batch, offsetof<Batch>('octaveLow'));
  const power1 = splat(batch, offsetof<Batch>('float1'));
  const power2 = splat(batch, offsetof<Batch>('float2'));
  const power3 = splat(batch, offsetof<Batch>('float3'));
  const power4 = splat(batch, offsetof<Batch>('float4'));
  const power5 = splat(batch, offsetof<Batch>('float5'));
  const power6 = splat(batch, offsetof<Batch>('float6'));
  let at = from;
  let to = into;
  for (; at + 64 <= end; at += 64, to += step) {
    const e0 = exponential(v128.load(at), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store(to, e0);
    const e1 = exponential(v128.load(at, 16), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store(to, e1, 16);
    const first = f32x4.add(e0, e1);
    const e2 = exponential(v128.load(at, 32), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store(to, e2, 32);
    const e3 = exponential(v128.load(at, 48), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store(to, e3, 48);
    addToFloatSums(workspace, f32x4.add(first, f32x4.add(e2, e3)));
  }
  for (; at + 16 <= end; at += 16, to += step >> 2) {
    const e = exponential(v128.load(at), shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store(to, e);
    addToFloatSums(workspace, e);
  }
  if (at < end) {
    const left = end - at;
    let z = f32x4.replace_lane(f32x4.splat(-Infinity), 0, load<f32>(at));
    if (left > 4) z = f32x4.replace_lane(z, 1, load<f32>(at, 4));
    if (left > 8) z = f32x4.replace_lane(z, 2, load<f32>(at, 8));
    const e = exponential(z, shift, lowest, octavesPerUnit, octaveHigh, octaveLow, power1, power2, power3, power4, power5, power6);
    v128.store32_lane(to, e, 0);
    if (left > 4) v128.store32_lane(to, e, 1, 4);
    if (left > 8) v128.store32_lane(to, e, 2, 8);
    addToFloatSums(workspace, e);
  }
}

// @ts-ignore: decorator
@inline
export function addToFloatSums(workspace: usize, part: v128): void {
  const upper = i8x16.shuffle(part, part, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(workspace, f64x2.add(v128.load(workspace, sumsAt), f64x2.promote_low_f32x4(part)), sumsAt);
  v128.store(workspace, f64x2.add(v128.load(workspace, sumsAt + 16), f64x2.promote_low_f32x4(upper)), sumsAt + 16);
}
