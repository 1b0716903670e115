import { Batch, exponentialsAt, rowOffset } from './batch';
import { findTargets, finishRows, settleRows } from './finish';
import {
  exponentialOfLargest,
  exponentialOfTarget,
  groupAt,
  largest,
  othersHigh,
  othersLow,
  probabilityHigh,
  probabilityLow,
  reference,
  restAt,
  rowsPerGroup,
  slopeHigh,
  slopeLow,
  targetLogit,
  unwantedAt,
} from './workspace';
import { largestIn, placeOf, scale } from './stretch';
import { addOne, begin, exponentiate, joinSums, referencesFor, twoExponentials } from './sums';

/** Rows are cut into segments that stay in the cache nearest to the processor, with their exponentials. */
const segmentLength: i32 = 1024;

/** So many segments are measured together; each such stretch can be left to another thread. */
export const segmentsPerStretch: i32 = 64;

/** The exponentials of a segment are computed anew if its reference is further than this below the row's. */
// @ts-ignore: decorator
@inline
function octavesApart<T>(): f64 {
  return sizeof<T>() == 8 ? 100 : 20;
}

@unmanaged
class Segment {
  largest: f64;
  reference: f64;
  /** The sum of the exponentials, but for that of the argmax if there is one. */
  sumHigh: f64;
  sumLow: f64;
  /** Counted from the beginning of the row; negative where another segment is known to have a larger logit. */
  argmax: i32;
}

export function segmentsOf(classes: i32): i32 {
  return (classes + segmentLength - 1) / segmentLength;
}

export function wideBytes(classes: i32): usize {
  return restAt + <usize>max(rowsPerGroup, segmentsOf(classes)) * offsetof<Segment>();
}

/** Evaluates the rows in [first, last). */
export function evaluateWideRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const segments = segmentsOf(batch.classes);
  if (segments == 1) {
    const together = min(rowsPerGroup, max(2, (segmentLength / batch.classes) & ~1));
    for (let start = first; start < last; start += together) {
      evaluateShortRows<T>(batch, start, min(start + together, last), workspace);
    }
  } else {
    for (let row = first; row < last; row++) {
      for (let start = 0; start < segments; start += segmentsPerStretch) {
        exponentiateStretch<T>(batch, row, start, min(start + segmentsPerStretch, segments), workspace);
      }
      finishWideRow<T>(batch, row, workspace);
      scaleStretch<T>(batch, row, 0, segments, workspace);
      settleRows<T>(batch, row, row + 1, workspace);
    }
  }
}

/** Evaluates the rows in [first, last), each of one segment. */
function evaluateShortRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const count = last - first;
  for (let i = 0; i < count; i++) measure<T>(batch, first + i, 0, -Infinity, segmentAt(workspace, i));
  for (let i = 0; i < count; i++) exponentiateSegment<T>(batch, first + i, 0, segmentAt(workspace, i), workspace);
  for (let i = 0; i < count; i++) note(batch, first + i, segmentAt(workspace, i), groupRow(workspace, i));
  finishNoted<T>(batch, first, last, workspace);
  for (let i = 0; i < count; i++) scaleSegment<T>(batch, first + i, 0, 1, groupRow(workspace, i));
  settleRows<T>(batch, first, last, workspace);
}

/** Exponentiates and sums the segments [first, last) of a row. */
export function exponentiateStretch<T>(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  let best: f64 = -Infinity;
  for (let i = first; i < last; i++) {
    const segment = segmentAt(workspace, i);
    measure<T>(batch, row, i * segmentLength, best, segment);
    best = max(best, segment.largest);
    exponentiateSegment<T>(batch, row, i * segmentLength, segment, workspace);
  }
}

/** From the segments of a row to its loss and its factors. */
export function finishWideRow<T>(batch: Batch, row: i32, workspace: usize): void {
  const winner = joinSegments<T>(batch, row, workspace);
  note(batch, row, winner, groupRow(workspace, 0));
  finishNoted<T>(batch, row, row + 1, workspace);
}

/** From the exponentials of the segments [first, last) of a row to its probabilities and its gradient. */
export function scaleStretch<T>(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  const at = groupRow(workspace, 0);
  for (let i = first; i < last; i++) {
    const factor = powerOfTwo(segmentAt(workspace, i).reference - load<f64>(at + reference));
    scaleSegment<T>(batch, row, i * segmentLength, factor, at);
  }
}

// @ts-ignore: decorator
@inline
function segmentAt(workspace: usize, index: i32): Segment {
  return changetype<Segment>(workspace + restAt + <usize>index * offsetof<Segment>());
}

// @ts-ignore: decorator
@inline
function groupRow(workspace: usize, index: i32): usize {
  return workspace + groupAt + (<usize>index << 3);
}

// @ts-ignore: decorator
@inline
function offsetOf<T>(batch: Batch, row: i32, column: i32): usize {
  return rowOffset<T>(batch, row) + <usize>column * sizeof<T>();
}

// @ts-ignore: decorator
@inline
function bytesFrom<T>(batch: Batch, column: i32): usize {
  return <usize>min(segmentLength, batch.classes - column) * sizeof<T>();
}

/** 2^octaves, for a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(octaves: f64): f64 {
  return reinterpret<f64>((<i64>octaves + 1023) << 52);
}

/** Finds the largest logit of a segment, and where it is if it is larger than `best`. */
function measure<T>(batch: Batch, row: i32, column: i32, best: f64, segment: Segment): void {
  const from = batch.logits + offsetOf<T>(batch, row, column);
  const end = from + bytesFrom<T>(batch, column);
  const found = largestIn<T>(from, end);
  segment.largest = found;
  segment.reference = f64x2.extract_lane(referencesFor<T>(batch, f64x2.splat(found)), 0);
  const isBest = found > best || best == -Infinity;
  segment.argmax = isBest ? column + <i32>((placeOf<T>(found, from, end) - from) / sizeof<T>()) : -1;
}

/** Writes and sums the exponentials of a segment, all but that of its argmax if there is one. */
function exponentiateSegment<T>(batch: Batch, row: i32, column: i32, segment: Segment, workspace: usize): void {
  const offset = offsetOf<T>(batch, row, column);
  const from = batch.logits + offset;
  const length = bytesFrom<T>(batch, column);
  const kept = exponentialsAt(batch);
  const isKept = kept != 0;
  const into = isKept ? kept + offset : workspace + unwantedAt;
  begin<T>(segment.reference, workspace);
  if (segment.argmax < 0) {
    exponentiate<T>(batch, from, from + length, into, isKept, workspace);
  } else {
    // The vector with the argmax stands by itself, so that what comes after keeps its alignment.
    const place = <usize>(segment.argmax - column) * sizeof<T>();
    const before = place & ~15;
    const after = min(before + 16, length);
    exponentiate<T>(batch, from, from + before, into, isKept, workspace);
    exponentiate<T>(batch, from + after, from + length, isKept ? into + after : into, isKept, workspace);
    for (let at = before; at < after; at += sizeof<T>()) {
      if (at == place) continue;
      const e = exponentialOf<T>(batch, load<T>(from + at), segment.reference, workspace);
      addOne<T>(workspace, e, 0);
      if (isKept) store<T>(into + at, <T>e);
    }
  }
  const sums = joinSums<T>(workspace);
  segment.sumHigh = f64x2.extract_lane(sums, 0);
  segment.sumLow = f64x2.extract_lane(sums, 1);
}

/** One biased exponential. */
function exponentialOf<T>(batch: Batch, z: f64, octave: f64, workspace: usize): f64 {
  return f64x2.extract_lane(twoExponentials<T>(batch, f64x2.splat(z), f64x2.splat(octave), workspace), 0);
}

/** Joins the segments of a row into the one with the largest logit. */
function joinSegments<T>(batch: Batch, row: i32, workspace: usize): Segment {
  const count = segmentsOf(batch.classes);
  let winner = segmentAt(workspace, 0);
  for (let i = 1; i < count; i++) {
    const segment = segmentAt(workspace, i);
    if (segment.largest > winner.largest) winner = segment;
  }
  for (let i = 0; i < count; i++) {
    const segment = segmentAt(workspace, i);
    if (winner.reference - segment.reference > octavesApart<T>()) {
      segment.reference = winner.reference;
      exponentiateSegment<T>(batch, row, i * segmentLength, segment, workspace);
    }
  }
  const kept = exponentialsAt(batch);
  begin<T>(winner.reference, workspace);
  for (let i = 0; i < count; i++) {
    const segment = segmentAt(workspace, i);
    const factor = powerOfTwo(segment.reference - winner.reference);
    addOne<T>(workspace, segment.sumHigh * factor, segment.sumLow * factor);
    if (segment !== winner && segment.argmax >= 0) {
      // It was left out, but is one of the others.
      const former = exponentialOf<T>(batch, segment.largest, segment.reference, workspace);
      addOne<T>(workspace, former * factor, 0);
      if (kept) store<T>(kept + offsetOf<T>(batch, row, segment.argmax), <T>former);
    }
  }
  const sums = joinSums<T>(workspace);
  winner.sumHigh = f64x2.extract_lane(sums, 0);
  winner.sumLow = f64x2.extract_lane(sums, 1);
  return winner;
}

/** Puts what is known of a row to its place in the group. */
function note(batch: Batch, row: i32, segment: Segment, at: usize): void {
  store<f64>(at + largest, segment.largest);
  store<f64>(at + reference, segment.reference);
  store<f64>(at + othersHigh, segment.sumHigh);
  store<f64>(at + othersLow, segment.sumLow);
  store<i32>(batch.argmax + (<usize>row << 2), segment.argmax);
}

function finishNoted<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  findTargets<T>(batch, first, last, workspace);
  const kept = exponentialsAt(batch);
  for (let row = first; row < last; row++) {
    const at = groupRow(workspace, row - first);
    const z = f64x2.replace_lane(v128.load64_splat(at + largest), 1, load<f64>(at + targetLogit));
    const e = twoExponentials<T>(batch, z, v128.load64_splat(at + reference), workspace);
    v128.store64_lane(at + exponentialOfLargest, e, 0);
    v128.store64_lane(at + exponentialOfTarget, e, 1);
    if (kept) {
      const argmax = load<i32>(batch.argmax + (<usize>row << 2));
      store<T>(kept + offsetOf<T>(batch, row, argmax), <T>f64x2.extract_lane(e, 0));
    }
  }
  finishRows<T>(batch, first, last, workspace);
}

/** Scales the exponentials of a segment, by `factor` and with the factors at `at` in the group. */
function scaleSegment<T>(batch: Batch, row: i32, column: i32, factor: f64, at: usize): void {
  const kept = exponentialsAt(batch);
  if (!kept) return;
  const offset = offsetOf<T>(batch, row, column);
  const from = kept + offset;
  const end = from + bytesFrom<T>(batch, column);
  if (batch.probabilities) {
    const high = load<f64>(at + probabilityHigh) * factor;
    const low = load<f64>(at + probabilityLow) * factor;
    scale<T>(from, end, high, low, batch.probabilities + offset);
  }
  if (batch.gradient) {
    const high = load<f64>(at + slopeHigh) * factor;
    const low = load<f64>(at + slopeLow) * factor;
    scale<T>(from, end, high, low, batch.gradient + offset);
  }
}
