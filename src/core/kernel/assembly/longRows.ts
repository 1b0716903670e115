import { Batch, keptFrom, rowOffset } from './batch';
import { findTargets, finishRows, settleRows } from './finish';
import { exponentiate, octavesLimit, octavesSharedInRow, referencesFor, twoExponentials } from './floatTypes';
import { sumError } from './lanes';
import { indexOf, largestIn, scale, sumOf } from './stretch';
import {
  exponentialOfLargest,
  exponentialOfTarget,
  exponentialsAt,
  exponentialsAtMost,
  groupAt,
  largest,
  largestClass,
  othersHigh,
  othersLow,
  probabilityHigh,
  probabilityLow,
  reference,
  slopeHigh,
  slopeLow,
  targetLogit,
} from './workspace';

/** Rows that are longer are cut into segments of this length, of which each has a reference. */
const segmentLength: i32 = exponentialsAtMost;

@unmanaged
class Segment {
  largest: f64;
  /** Counted from the beginning of the row; -1 if the largest of the row is certainly elsewhere. */
  largestClass: i32;
  reference: f64;
  exponentialOfLargest: f64;
  /** The sum of the exponentials of all classes, but for the largest if it may be that of the row. */
  othersHigh: f64;
  othersLow: f64;
}

export function segmentsOf(classes: i32): i32 {
  return (classes + segmentLength - 1) / segmentLength;
}

/** How much memory `Batch.segments` needs. */
export function segmentsBytes(classes: i32): usize {
  return <usize>segmentsOf(classes) * offsetof<Segment>();
}

/** Evaluates the rows in [first, last), one at a time. */
export function evaluateLongRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const segments = segmentsOf(batch.classes);
  for (let row = first; row < last; row++) {
    exponentiateSegments<T>(batch, row, 0, segments, workspace);
    finishLongRow<T>(batch, row, workspace);
    scaleSegments<T>(batch, row, 0, segments, workspace);
    settleRows<T>(batch, row, row + 1, workspace);
  }
}

/** Exponentiates and sums the segments [first, last) of a row. */
export function exponentiateSegments<T>(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  let from = batch.logits + rowOffset<T>(batch, row) + <usize>first * segmentLength * sizeof<T>();
  let largestYet = <T>-Infinity;
  let highest = octaveOf<T>(batch, largestIn<T>(from, from + segmentBytes<T>(batch, first)));
  for (let i = first; i < last; i++) {
    const segment = segmentAt(batch, i);
    const end = from + segmentBytes<T>(batch, i);
    const into = exponentialsOf<T>(batch, row, i, workspace);
    // The largest one is looked for where its logits have come from memory already. A reference that is higher than
    // needed does no harm, and spares another go where it is that of the whole row.
    exponentiate<T>(batch, from, end, v128.splat<T>(<T>highest), into, workspace);
    const found = largestIn<T>(from, end);
    const octave = octaveOf<T>(batch, found);
    if (octave - highest > octavesSharedInRow<T>() || octave == octavesLimit<T>()) {
      exponentiate<T>(batch, from, end, v128.splat<T>(<T>octave), into, workspace);
      highest = octave;
    }
    segment.largest = found;
    const isLargestYet = i == first || found > largestYet;
    segment.largestClass = isLargestYet ? i * segmentLength + indexOf<T>(found, from, end) : -1;
    if (isLargestYet) largestYet = found;
    segment.reference = highest;
    sumSegment<T>(batch, i, segment, into);
    highest = max(highest, octave);
    from = end;
  }
}

/** The octave nearest to the exponential of a largest logit. */
// @ts-ignore: decorator
@inline
function octaveOf<T>(batch: Batch, found: T): f64 {
  return f64x2.extract_lane(referencesFor<T>(batch, f64x2.splat(found)), 0);
}

/** From the segments of a row to its loss and its factors. */
export function finishLongRow<T>(batch: Batch, row: i32, workspace: usize): void {
  joinSegments<T>(batch, row, workspace);
  findTargets<T>(batch, row, row + 1, workspace);
  const at = workspace + groupAt;
  const z = f64x2.replace_lane(v128.load64_splat(at + largest), 1, load<f64>(at + targetLogit));
  const e = twoExponentials<T>(batch, z, v128.load64_splat(at + reference), workspace);
  v128.store64_lane(at + exponentialOfLargest, e, 0);
  v128.store64_lane(at + exponentialOfTarget, e, 1);
  finishRows<T>(batch, row, row + 1, workspace);
}

/** From the exponentials of the segments [first, last) of a row to its probabilities and its gradient. */
export function scaleSegments<T>(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  const kept = keptFrom<T>(batch, row);
  if (!kept) return;
  const at = workspace + groupAt;
  for (let i = first; i < last; i++) {
    const factor = powerOfTwo(segmentAt(batch, i).reference - load<f64>(at + reference));
    const offset = <usize>i * segmentLength * sizeof<T>();
    const from = kept + offset;
    const end = from + segmentBytes<T>(batch, i);
    if (batch.probabilities) {
      const high = load<f64>(at + probabilityHigh) * factor;
      const low = load<f64>(at + probabilityLow) * factor;
      scale<T>(from, end, high, low, batch.probabilities + rowOffset<T>(batch, row) + offset);
    }
    if (batch.gradient) {
      const high = load<f64>(at + slopeHigh) * factor;
      const low = load<f64>(at + slopeLow) * factor;
      scale<T>(from, end, high, low, batch.gradient + rowOffset<T>(batch, row) + offset);
    }
  }
}

// @ts-ignore: decorator
@inline
function segmentAt(batch: Batch, index: i32): Segment {
  return changetype<Segment>(batch.segments + <usize>index * offsetof<Segment>());
}

// @ts-ignore: decorator
@inline
function segmentBytes<T>(batch: Batch, index: i32): usize {
  return <usize>min(segmentLength, batch.classes - index * segmentLength) * sizeof<T>();
}

/** 2^octaves, for a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(octaves: f64): f64 {
  return reinterpret<f64>((<i64>octaves + 1023) << 52);
}

/** Where the exponentials of a segment are written. */
// @ts-ignore: decorator
@inline
function exponentialsOf<T>(batch: Batch, row: i32, index: i32, workspace: usize): usize {
  const kept = keptFrom<T>(batch, row);
  return kept ? kept + <usize>index * segmentLength * sizeof<T>() : workspace + exponentialsAt;
}

/** Sums the exponentials of a segment, but for the one that may be the largest of the row. */
function sumSegment<T>(batch: Batch, index: i32, segment: Segment, exponentials: usize): void {
  const sums = changetype<usize>(segment);
  const high = sums + offsetof<Segment>('othersHigh');
  const low = sums + offsetof<Segment>('othersLow');
  const end = exponentials + segmentBytes<T>(batch, index);
  if (segment.largestClass < 0) {
    segment.exponentialOfLargest = 0;
    sumOf<T>(exponentials, end, high, low);
    return;
  }
  const place = exponentials + <usize>(segment.largestClass - index * segmentLength) * sizeof<T>();
  const own = load<T>(place);
  segment.exponentialOfLargest = own;
  store<T>(place, 0);
  sumOf<T>(exponentials, end, high, low);
  store<T>(place, own);
}

/** Joins the segments of a row, and writes down what is known of it then at the beginning of the group. */
function joinSegments<T>(batch: Batch, row: i32, workspace: usize): void {
  const count = segmentsOf(batch.classes);
  let winner = segmentAt(batch, 0);
  for (let i = 1; i < count; i++) {
    const segment = segmentAt(batch, i);
    if (segment.largest > winner.largest) winner = segment;
  }
  let sum = f64x2.splat(0);
  let lost = sum;
  for (let i = 0; i < count; i++) {
    const segment = segmentAt(batch, i);
    if (winner.reference - segment.reference > octavesSharedInRow<T>()) {
      segment.reference = winner.reference;
      const from = batch.logits + rowOffset<T>(batch, row) + <usize>i * segmentLength * sizeof<T>();
      const into = exponentialsOf<T>(batch, row, i, workspace);
      const octave = v128.splat<T>(<T>winner.reference);
      exponentiate<T>(batch, from, from + segmentBytes<T>(batch, i), octave, into, workspace);
      sumSegment<T>(batch, i, segment, into);
    }
    const factor = powerOfTwo(segment.reference - winner.reference);
    let part = f64x2.splat(segment.othersHigh);
    let partLow = f64x2.splat(segment.othersLow);
    if (segment !== winner) {
      // Its largest is one of the others.
      const e = f64x2.splat(segment.exponentialOfLargest);
      const both = f64x2.add(part, e);
      partLow = f64x2.add(partLow, sumError(part, e, both));
      part = both;
    }
    part = f64x2.mul(part, f64x2.splat(factor));
    const next = f64x2.add(sum, part);
    lost = f64x2.add(lost, f64x2.add(sumError(sum, part, next), f64x2.mul(partLow, f64x2.splat(factor))));
    sum = next;
  }
  const at = workspace + groupAt;
  store<f64>(at + largest, winner.largest);
  store<i64>(at + largestClass, winner.largestClass);
  store<f64>(at + reference, winner.reference);
  v128.store64_lane(at + othersHigh, sum, 0);
  v128.store64_lane(at + othersLow, lost, 0);
}
