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
  /** What 1 / T is more than `power1`. */
  power1Low: f64;
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
  /** Per row: its class, -1 if it is ignored, or a lower number if it is left to others. */
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
  /** What is known of the segments of long rows while they are evaluated. */
  segments: usize;
  /** The numbers of the rows that have to be evaluated by other means: those of a piece from its first row on. */
  refused: usize;
  /** How many they are in each piece. */
  refusedCounts: usize;
  /** Where the next one goes. */
  nextRefused: usize;
}

/** The offset of a row in an N x C array of doubles or floats, in bytes. */
// @ts-ignore: decorator
@inline
export function rowOffset<T>(batch: Batch, row: i32): usize {
  return <usize>row * <usize>batch.classes * sizeof<T>();
}

/** Where the exponentials of rows from that one on are kept until they are scaled; 0 if they are not. */
// @ts-ignore: decorator
@inline
export function keptFrom<T>(batch: Batch, row: i32): usize {
  const kept = batch.gradient ? batch.gradient : batch.probabilities;
  return kept ? kept + rowOffset<T>(batch, row) : 0;
}

/** Begins a piece with that row, which has refused none yet. */
// @ts-ignore: decorator
@inline
export function beginPiece(batch: Batch, first: i32): void {
  batch.nextRefused = batch.refused + (<usize>first << 2);
}

// @ts-ignore: decorator
@inline
export function refuse(batch: Batch, row: i32): void {
  store<i32>(batch.nextRefused, row);
  batch.nextRefused += 4;
}

/** Writes down how many rows a piece refused that began with that row. */
// @ts-ignore: decorator
@inline
export function endPiece(batch: Batch, first: i32, piece: i32): void {
  const refused = batch.refused + (<usize>first << 2);
  store<i32>(batch.refusedCounts + (<usize>piece << 2), <i32>((batch.nextRefused - refused) >> 2));
}
