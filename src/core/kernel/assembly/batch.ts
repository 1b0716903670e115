/**
 * A batch of rows, and the constants for its temperature. core/kernel/batchLayout.ts writes it: both have to
 * change together. An address of 0 stands for what is not there or not wanted.
 */
@unmanaged
export class Batch {
  /** Steps of 1/256 octave per unit of a logit: 256 / (T ln 2). */
  stepsPerUnit: f64;
  /** The length of a step, in two parts, of which the first has few bits: times any step count it is exact. */
  stepHigh: f64;
  stepLow: f64;
  /** The Taylor coefficients of e^(x / T) - 1. */
  power1: f64;
  power2: f64;
  power3: f64;
  power4: f64;
  /** T. */
  temperature: f64;
  /** Turns the derivative of a row's loss by z / T into that of the reduced loss by z, in two parts. */
  slopeHigh: f64;
  slopeLow: f64;
  /** The same for floats: here a step is an octave. */
  octavesPerUnit: f32;
  octaveHigh: f32;
  octaveLow: f32;
  float1: f32;
  float2: f32;
  float3: f32;
  float4: f32;
  float5: f32;
  float6: f32;
  classes: i32;
  /** N x C. */
  logits: usize;
  /** Per row: its class, or a negative number if it is ignored. */
  targets: usize;
  /** Per class. */
  classWeights: usize;
  argmax: usize;
  confidence: usize;
  losses: usize;
  targetProbability: usize;
  /** N x C. */
  probabilities: usize;
  gradient: usize;
  /** The numbers of the rows that have to be evaluated by other means. */
  refused: usize;
  refusedCount: i32;
}

/** The offset of a row in an N x C array of doubles or floats, in bytes. */
// @ts-ignore: decorator
@inline
export function rowOffset<T>(batch: Batch, row: i32): usize {
  return <usize>row * <usize>batch.classes * sizeof<T>();
}

/** Where the exponentials go before they are scaled; 0 if they are only summed. */
// @ts-ignore: decorator
@inline
export function exponentialsAt(batch: Batch): usize {
  return batch.gradient ? batch.gradient : batch.probabilities;
}
