import { Batch } from './batch';
import { firstLanes, multiplyAdd, secondLanes, subtractProduct } from './lanes';
import { indicesAt } from './workspace';

/**
 * e^(z / T) = 2^(k/256) e^r, with k = round(256 z / (T ln 2)) and r what is left (P. T. P. Tang, "Table-driven
 * implementation of the exponential function in IEEE floating-point arithmetic", 1989). Each logit is
 * reduced by itself: its difference from the largest one would have to be rounded.
 *
 * Exponentials are kept divided by a power of two near the largest of them, the reference, and multiplied by
 * 2^512, the bias: so those that are subnormal keep all their bits until the last multiplication.
 */
const stepsPerOctave = 256;
export const biasOctaves = 512;

/** Logits that are further below the reference are as good as the lowest: 0 in any result. */
const lowestOctave = -1530;

/** References are less than so many octaves from 1: so far, the products of step counts are exact. */
export const octavesAtMost: f64 = 1_048_576;

/** Adding 1.5 * 2^52 rounds to an integer, which then stands in the lower bits. */
const roundingShift: f64 = 6_755_399_441_055_744;

/**
 * For i = 0..255, two doubles: 2^(i/256), with i << 44 subtracted from its bits so that adding k << 44 to them
 * adds the octave alone; and by which part of itself the rounded power is too small. TypeScript fills it in, behind
 * all data of the module: what the module has data for is written anew for each thread.
 */
const powersOfTwo: usize = 65_536 - 16 * stepsPerOctave;

export function powersOfTwoAddress(): usize {
  return powersOfTwo;
}

/** What rounds a logit to steps from the reference. */
// @ts-ignore: decorator
@inline
function shiftFor(reference: v128): v128 {
  const bias = f64x2.splat(roundingShift + <f64>(biasOctaves * stepsPerOctave));
  return f64x2.sub(bias, f64x2.mul(reference, f64x2.splat(stepsPerOctave)));
}

// @ts-ignore: decorator
@inline
function lowestFor(batch: Batch, reference: v128): v128 {
  const octave = f64x2.splat(batch.stepHigh * stepsPerOctave);
  return f64x2.mul(f64x2.add(reference, f64x2.splat(lowestOctave)), octave);
}

/** The biased exponentials of two logits. The constants are arguments so that they stay in registers in a loop. */
// @ts-ignore: decorator
@inline
function exponential(
  z: v128,
  shift: v128,
  lowest: v128,
  stepsPerUnit: v128,
  stepHigh: v128,
  stepLow: v128,
  power1: v128,
  power2: v128,
  power3: v128,
  power4: v128,
  indices: usize,
): v128 {
  const clamped = f64x2.pmax(z, lowest);
  const shifted = multiplyAdd(clamped, stepsPerUnit, shift);
  v128.store(indices, shifted);
  const steps = f64x2.sub(shifted, shift);
  const r = subtractProduct(steps, stepLow, subtractProduct(steps, stepHigh, clamped));
  const first = v128.load(<usize>load<u8>(indices) << 4, powersOfTwo);
  const second = v128.load(<usize>load<u8>(indices, 8) << 4, powersOfTwo);
  let series = multiplyAdd(r, power4, power3);
  series = multiplyAdd(r, series, power2);
  series = multiplyAdd(r, series, power1);
  series = multiplyAdd(r, series, secondLanes(first, second));
  const power = i64x2.add(firstLanes(first, second), i64x2.shl(shifted, 44));
  return multiplyAdd(power, series, power);
}

// @ts-ignore: decorator
@inline
function splat(batch: Batch, offset: usize): v128 {
  return v128.load64_splat(changetype<usize>(batch) + offset);
}

/** The biased exponentials of two logits, each with its reference. */
// @ts-ignore: decorator
@inline
export function exponentials(batch: Batch, z: v128, reference: v128, workspace: usize): v128 {
  return exponential(
    z,
    shiftFor(reference),
    lowestFor(batch, reference),
    splat(batch, offsetof<Batch>('stepsPerUnit')),
    splat(batch, offsetof<Batch>('stepHigh')),
    splat(batch, offsetof<Batch>('stepLow')),
    splat(batch, offsetof<Batch>('power1')),
    splat(batch, offsetof<Batch>('power2')),
    splat(batch, offsetof<Batch>('power3')),
    splat(batch, offsetof<Batch>('power4')),
    workspace + indicesAt,
  );
}

/** Writes the biased exponentials of the logits in [from, end) to `into`, those in each lane with its reference. */
export function writeExponentials(
  batch: Batch,
  from: usize,
  end: usize,
  reference: v128,
  into: usize,
  workspace: usize,
): void {
  const shift = shiftFor(reference);
  const lowest = lowestFor(batch, reference);
  const stepsPerUnit = splat(batch, offsetof<Batch>('stepsPerUnit'));
  const stepHigh = splat(batch, offsetof<Batch>('stepHigh'));
  const stepLow = splat(batch, offsetof<Batch>('stepLow'));
  const power1 = splat(batch, offsetof<Batch>('power1'));
  const power2 = splat(batch, offsetof<Batch>('power2'));
  const power3 = splat(batch, offsetof<Batch>('power3'));
  const power4 = splat(batch, offsetof<Batch>('power4'));
  const indices = workspace + indicesAt;
  let at = from;
  let to = into;
  for (; at + 16 <= end; at += 16, to += 16) {
    const one = exponential(v128.load(at), shift, lowest, stepsPerUnit, stepHigh, stepLow, power1, power2, power3, power4, indices);
    v128.store(to, one);
  }
  if (at < end) {
    const one = exponential(v128.load64_splat(at), shift, lowest, stepsPerUnit, stepHigh, stepLow, power1, power2, power3, power4, indices);
    v128.store64_lane(to, one, 0);
  }
}
