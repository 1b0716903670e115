import { Batch, exponentialsAt, rowOffset } from './batch';
import {
  addExponentials,
  addToLowSums,
  addToSums,
  clearSums,
  exponentials,
  joinSums,
  referenceFor,
} from './exponential';
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

/** Rows are cut into segments that stay in the cache nearest to the processor, with their exponentials. */
const segmentLength: i32 = 1024;

/** So many segments are measured together; each such stretch can be left to another thread. */
export const segmentsPerStretch: i32 = 64;

/** The exponentials of a segment are computed anew if its reference is further than this below the row's. */
const octavesApart: f64 = 100;

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
export function evaluateWideRows(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const segments = segmentsOf(batch.classes);
  if (segments == 1) {
    const together = min(rowsPerGroup, max(2, (segmentLength / batch.classes) & ~1));
    for (let start = first; start < last; start += together) {
      evaluateShortRows(batch, start, min(start + together, last), workspace);
    }
  } else {
    for (let row = first; row < last; row++) {
      for (let start = 0; start < segments; start += segmentsPerStretch) {
        exponentiateStretch(batch, row, start, min(start + segmentsPerStretch, segments), workspace);
      }
      finishWideRow(batch, row, workspace);
      scaleStretch(batch, row, 0, segments, workspace);
      settleRows(batch, row, row + 1, workspace);
    }
  }
}

/** Evaluates the rows in [first, last), each of one segment. */
function evaluateShortRows(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const count = last - first;
  for (let i = 0; i < count; i++) measure(batch, first + i, 0, -Infinity, segmentAt(workspace, i));
  for (let i = 0; i < count; i++) exponentiate(batch, first + i, 0, segmentAt(workspace, i), workspace);
  for (let i = 0; i < count; i++) note(batch, first + i, segmentAt(workspace, i), groupRow(workspace, i));
  finishNoted(batch, first, last, workspace);
  for (let i = 0; i < count; i++) scaleSegment(batch, first + i, 0, 1, groupRow(workspace, i));
  settleRows(batch, first, last, workspace);
}

/** Exponentiates and sums the segments [first, last) of a row. */
export function exponentiateStretch(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  let best: f64 = -Infinity;
  for (let i = first; i < last; i++) {
    const segment = segmentAt(workspace, i);
    measure(batch, row, i * segmentLength, best, segment);
    best = max(best, segment.largest);
    exponentiate(batch, row, i * segmentLength, segment, workspace);
  }
}

/** From the segments of a row to its loss and its factors. */
export function finishWideRow(batch: Batch, row: i32, workspace: usize): void {
  const winner = joinSegments(batch, row, workspace);
  note(batch, row, winner, groupRow(workspace, 0));
  finishNoted(batch, row, row + 1, workspace);
}

/** From the exponentials of the segments [first, last) of a row to its probabilities and its gradient. */
export function scaleStretch(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  const at = groupRow(workspace, 0);
  for (let i = first; i < last; i++) {
    const factor = powerOfTwo(segmentAt(workspace, i).reference - load<f64>(at + reference));
    scaleSegment(batch, row, i * segmentLength, factor, at);
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
function offsetOf(batch: Batch, row: i32, column: i32): usize {
  return rowOffset(batch, row) + (<usize>column << 3);
}

// @ts-ignore: decorator
@inline
function bytesFrom(batch: Batch, column: i32): usize {
  return <usize>min(segmentLength, batch.classes - column) << 3;
}

/** 2^octaves, for a normal number. */
// @ts-ignore: decorator
@inline
function powerOfTwo(octaves: f64): f64 {
  return reinterpret<f64>((<i64>octaves + 1023) << 52);
}

/** Finds the largest logit of a segment, and where it is if it is larger than `best`. */
function measure(batch: Batch, row: i32, column: i32, best: f64, segment: Segment): void {
  const from = batch.logits + offsetOf(batch, row, column);
  const end = from + bytesFrom(batch, column);
  const found = largestIn(from, end);
  segment.largest = found;
  segment.reference = f64x2.extract_lane(referenceFor(batch, f64x2.splat(found)), 0);
  const isBest = found > best || best == -Infinity;
  segment.argmax = isBest ? column + <i32>((placeOf(found, from, end) - from) >> 3) : -1;
}

function exponentiate(batch: Batch, row: i32, column: i32, segment: Segment, workspace: usize): void {
  const offset = offsetOf(batch, row, column);
  const from = batch.logits + offset;
  const length = bytesFrom(batch, column);
  const kept = exponentialsAt(batch);
  const into = kept ? kept + offset : workspace + unwantedAt;
  const step: usize = kept ? 32 : 0;
  const octave = segment.reference;
  clearSums(workspace);
  if (segment.argmax < 0) {
    addExponentials(batch, from, from + length, octave, octave, into, step, workspace);
  } else {
    // The pair with the argmax stands by itself, so that what comes after keeps its alignment.
    const place = <usize>(segment.argmax - column) << 3;
    const before = place & ~15;
    const after = min(before + 16, length);
    addExponentials(batch, from, from + before, octave, octave, into, step, workspace);
    addExponentials(batch, from + after, from + length, octave, octave, kept ? into + after : into, step, workspace);
    const neighbour = place ^ 8;
    if (neighbour < length) {
      const z = f64x2.replace_lane(v128.load64_splat(from + neighbour), 1, -Infinity);
      const e = exponentials(batch, z, f64x2.splat(octave), workspace);
      addToSums(workspace, e);
      if (kept) v128.store64_lane(into + neighbour, e, 0);
    }
  }
  const sums = joinSums(workspace);
  segment.sumHigh = f64x2.extract_lane(sums, 0);
  segment.sumLow = f64x2.extract_lane(sums, 1);
}

/** Joins the segments of a row into the one with the largest logit. */
function joinSegments(batch: Batch, row: i32, workspace: usize): Segment {
  const count = segmentsOf(batch.classes);
  let winner = segmentAt(workspace, 0);
  for (let i = 1; i < count; i++) {
    const segment = segmentAt(workspace, i);
    if (segment.largest > winner.largest) winner = segment;
  }
  for (let i = 0; i < count; i++) {
    const segment = segmentAt(workspace, i);
    if (winner.reference - segment.reference > octavesApart) {
      segment.reference = winner.reference;
      exponentiate(batch, row, i * segmentLength, segment, workspace);
    }
  }
  const kept = exponentialsAt(batch);
  clearSums(workspace);
  for (let i = 0; i < count; i++) {
    const segment = segmentAt(workspace, i);
    // A former argmax was left out, but is one of the others.
    let own: f64 = 0;
    if (segment !== winner && segment.argmax >= 0) {
      const e = exponentials(batch, f64x2.splat(segment.largest), f64x2.splat(segment.reference), workspace);
      own = f64x2.extract_lane(e, 0);
      if (kept) store<f64>(kept + offsetOf(batch, row, segment.argmax), own);
    }
    const factor = powerOfTwo(segment.reference - winner.reference);
    addToSums(workspace, f64x2.replace_lane(f64x2.splat(segment.sumHigh * factor), 1, own * factor));
    addToLowSums(workspace, segment.sumLow * factor);
  }
  const sums = joinSums(workspace);
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

function finishNoted(batch: Batch, first: i32, last: i32, workspace: usize): void {
  findTargets(batch, first, last, workspace);
  const kept = exponentialsAt(batch);
  for (let row = first; row < last; row++) {
    const at = groupRow(workspace, row - first);
    const z = f64x2.replace_lane(v128.load64_splat(at + largest), 1, load<f64>(at + targetLogit));
    const e = exponentials(batch, z, v128.load64_splat(at + reference), workspace);
    v128.store64_lane(at + exponentialOfLargest, e, 0);
    v128.store64_lane(at + exponentialOfTarget, e, 1);
    if (kept) {
      const argmax = load<i32>(batch.argmax + (<usize>row << 2));
      v128.store64_lane(kept + offsetOf(batch, row, argmax), e, 0);
    }
  }
  finishRows(batch, first, last, workspace);
}

/** Scales the exponentials of a segment, by `factor` and with the factors at `at` in the group. */
function scaleSegment(batch: Batch, row: i32, column: i32, factor: f64, at: usize): void {
  const kept = exponentialsAt(batch);
  if (!kept) return;
  const offset = offsetOf(batch, row, column);
  const count = min(segmentLength, batch.classes - column);
  if (batch.probabilities) {
    const high = load<f64>(at + probabilityHigh) * factor;
    const low = load<f64>(at + probabilityLow) * factor;
    scale(kept + offset, count, high, low, batch.probabilities + offset);
  }
  if (batch.gradient) {
    const high = load<f64>(at + slopeHigh) * factor;
    const low = load<f64>(at + slopeLow) * factor;
    scale(kept + offset, count, high, low, batch.gradient + offset);
  }
}
