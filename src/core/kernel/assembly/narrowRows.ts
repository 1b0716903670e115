import { Batch, rowOffset } from './batch';
import { findTargets, finishRows, settleRows } from './finish';
import { firstLanes, secondLanes } from './lanes';
import { scaled } from './stretch';
import { clearSums, exponentiate, referencesFor, twoExponentials } from './sums';
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
  referencesAt,
  sumsAt,
  targetClass,
} from './workspace';

/**
 * Rows of few classes are taken together, one in each lane, so that nothing has to be added up across lanes:
 * two of doubles, four of floats. Their logits, and then the exponentials in their place, stand in the
 * workspace class by class.
 */
export const narrowClasses: i32 = 192;

/** So many vectors stay in the cache nearest to the processor. */
const vectorsTogether: i32 = 768;

export const narrowBytes: usize = restAt + 16 * <usize>vectorsTogether;

// @ts-ignore: decorator
@inline
function rowsPerVector<T>(): i32 {
  return 16 / sizeof<T>();
}

/** Evaluates the rows in [first, last). */
export function evaluateNarrowRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const together = min(rowsPerGroup, (vectorsTogether / batch.classes) * rowsPerVector<T>());
  for (let start = first; start < last; start += together) {
    const end = min(start + together, last);
    takeRows<T>(batch, start, end, workspace);
    exponentiateRows<T>(batch, start, end, workspace);
    findTargets<T>(batch, start, end, workspace);
    findTargetExponentials<T>(batch, start, end, workspace);
    finishRows<T>(batch, start, end, workspace);
    if (batch.probabilities) scaleRows<T>(batch, batch.probabilities, start, end, probabilityHigh, probabilityLow, workspace);
    if (batch.gradient) scaleRows<T>(batch, batch.gradient, start, end, slopeHigh, slopeLow, workspace);
    settleRows<T>(batch, start, end, workspace);
  }
}

/** How far it is from one bundle of rows to the next. */
// @ts-ignore: decorator
@inline
function bundleBytes(batch: Batch): usize {
  return <usize>batch.classes << 4;
}

/** Where a row stands. In place of those that a last bundle lacks, there is the last one. */
// @ts-ignore: decorator
@inline
function rowAt<T>(batch: Batch, array: usize, row: i32, last: i32): usize {
  return array + rowOffset<T>(batch, min(row, last - 1));
}

/** Bundles the rows, finds the largest of each, and takes it out: it must not be among the others. */
function takeRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let bundle = workspace + restAt;
  for (let row = first; row < last; row += rowsPerVector<T>()) {
    const found = sizeof<T>() == 8 ? takePair(batch, row, last, bundle) : takeFour(batch, row, last, bundle);
    if (sizeof<T>() == 8) {
      noteLargest<T>(batch, at, found);
      takeOut<f64, i64>(batch, row, last, found, bundle);
    } else {
      noteLargest<T>(batch, at, f64x2.promote_low_f32x4(found));
      noteLargest<T>(batch, at + 16, f64x2.promote_low_f32x4(secondLanes(found, found)));
      takeOut<f32, i32>(batch, row, last, found, bundle);
    }
    at += 8 * rowsPerVector<T>();
    bundle += bundleBytes(batch);
  }
}

// @ts-ignore: decorator
@inline
function noteLargest<T>(batch: Batch, at: usize, found: v128): void {
  v128.store(at + largest, found);
  v128.store(at + reference, referencesFor<T>(batch, found));
}

/** Writes two rows class by class. @returns the largest of each */
// @ts-ignore: decorator
@inline
function takePair(batch: Batch, row: i32, last: i32, into: usize): v128 {
  const lowest = f64x2.splat(-Infinity);
  let a = lowest;
  let b = lowest;
  let at = rowAt<f64>(batch, batch.logits, row, last);
  const toOther = rowAt<f64>(batch, batch.logits, row + 1, last) - at;
  let to = into;
  const end = into + bundleBytes(batch);
  for (; to + 32 <= end; to += 32) {
    const own = v128.load(at);
    const other = v128.load(at + toOther);
    const one = firstLanes(own, other);
    const next = secondLanes(own, other);
    v128.store(to, one);
    v128.store(to, next, 16);
    a = f64x2.pmax(a, one);
    b = f64x2.pmax(b, next);
    at += 16;
  }
  if (to < end) {
    const one = v128.load64_lane(at + toOther, v128.load64_zero(at), 1);
    v128.store(to, one);
    a = f64x2.pmax(a, one);
  }
  return f64x2.pmax(a, b);
}

/** Writes four rows class by class. @returns the largest of each */
// @ts-ignore: decorator
@inline
function takeFour(batch: Batch, row: i32, last: i32, into: usize): v128 {
  let found = f32x4.splat(-Infinity);
  let row0 = rowAt<f32>(batch, batch.logits, row, last);
  const toRow1 = rowAt<f32>(batch, batch.logits, row + 1, last) - row0;
  const toRow2 = rowAt<f32>(batch, batch.logits, row + 2, last) - row0;
  const toRow3 = rowAt<f32>(batch, batch.logits, row + 3, last) - row0;
  let to = into;
  const end = into + bundleBytes(batch);
  for (; to + 64 <= end; to += 64) {
    const a = v128.load(row0);
    const b = v128.load(row0 + toRow1);
    const c = v128.load(row0 + toRow2);
    const d = v128.load(row0 + toRow3);
    const ab = lowerHalves(a, b);
    const cd = lowerHalves(c, d);
    const abUpper = upperHalves(a, b);
    const cdUpper = upperHalves(c, d);
    const one = firstLanes(ab, cd);
    const two = secondLanes(ab, cd);
    const three = firstLanes(abUpper, cdUpper);
    const four = secondLanes(abUpper, cdUpper);
    v128.store(to, one);
    v128.store(to, two, 16);
    v128.store(to, three, 32);
    v128.store(to, four, 48);
    found = f32x4.pmax(found, f32x4.pmax(f32x4.pmax(one, two), f32x4.pmax(three, four)));
    row0 += 16;
  }
  for (; to < end; to += 16) {
    let one = v128.load32_lane(row0 + toRow1, v128.load32_zero(row0), 1);
    one = v128.load32_lane(row0 + toRow3, v128.load32_lane(row0 + toRow2, one, 2), 3);
    v128.store(to, one);
    found = f32x4.pmax(found, one);
    row0 += 4;
  }
  return found;
}

/** a0 b0 a1 b1 */
// @ts-ignore: decorator
@inline
function lowerHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

/** a2 b2 a3 b3 */
// @ts-ignore: decorator
@inline
function upperHalves(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

/** Writes down the argmax of each row of a bundle, and takes it out. `Bits` is the integer as long as a lane. */
// @ts-ignore: decorator
@inline
function takeOut<T, Bits>(batch: Batch, row: i32, last: i32, found: v128, bundle: usize): void {
  const length = 8 * sizeof<T>();
  const classes = batch.classes;
  // Bit by bit, as many classes at a time as a lane has bits; in a row of NaN there is none, and 0 will do.
  let own = -1;
  let second = -1;
  let third = sizeof<T>() == 8 ? 0 : -1;
  let fourth = third;
  for (let start = 0; start < classes && (own | second | third | fourth) < 0; start += length) {
    const stop = min(start + length, classes);
    const end = bundle + (<usize>stop << 4);
    let isLargest = v128.splat<Bits>(0);
    for (let at = bundle + (<usize>start << 4); at < end; at += 16) {
      isLargest = v128.sub<Bits>(v128.add<Bits>(isLargest, isLargest), v128.eq<T>(v128.load(at), found));
    }
    own = firstOf<Bits>(own, v128.extract_lane<Bits>(isLargest, 0), stop);
    second = firstOf<Bits>(second, v128.extract_lane<Bits>(isLargest, 1), stop);
    if (sizeof<T>() == 4) {
      third = firstOf<Bits>(third, v128.extract_lane<Bits>(isLargest, 2), stop);
      fourth = firstOf<Bits>(fourth, v128.extract_lane<Bits>(isLargest, 3), stop);
    }
  }
  const argmax = batch.argmax + (<usize>row << 2);
  takeOutOne<T>(bundle, 0, own, argmax, true);
  takeOutOne<T>(bundle, 1, second, argmax, row + 1 < last);
  if (sizeof<T>() == 8) return;
  takeOutOne<T>(bundle, 2, third, argmax, row + 2 < last);
  takeOutOne<T>(bundle, 3, fourth, argmax, row + 3 < last);
}

/** The class of the highest bit, if none is known yet. */
// @ts-ignore: decorator
@inline
function firstOf<Bits>(known: i32, bits: Bits, stop: i32): i32 {
  return known < 0 && bits != 0 ? stop - 8 * <i32>sizeof<Bits>() + <i32>clz<Bits>(bits) : known;
}

// @ts-ignore: decorator
@inline
function takeOutOne<T>(bundle: usize, lane: usize, found: i32, argmax: usize, isRow: bool): void {
  const place = max(found, 0);
  store<T>(bundle + (<usize>place << 4) + lane * sizeof<T>(), <T>-Infinity);
  if (isRow) store<i32>(argmax + (lane << 2), place);
}

/** Replaces the logits by their exponentials, those that were taken out, too, and notes the sums of the others. */
function exponentiateRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let bundle = workspace + restAt;
  for (let row = first; row < last; row += rowsPerVector<T>()) {
    let octaves = v128.load(at + reference);
    if (sizeof<T>() == 4) {
      const low = f32x4.demote_f64x2_zero(octaves);
      octaves = firstLanes(low, f32x4.demote_f64x2_zero(v128.load(at + reference + 16)));
    }
    v128.store(workspace, octaves, referencesAt);
    clearSums(workspace);
    exponentiate<T>(batch, bundle, bundle + bundleBytes(batch), bundle, true, workspace);
    v128.store(at + othersHigh, v128.load(workspace, sumsAt));
    if (sizeof<T>() == 8) v128.store(at + othersLow, v128.load(workspace, sumsAt + 16));
    else {
      v128.store(at + othersHigh + 16, v128.load(workspace, sumsAt + 16));
      v128.store(at + othersLow, f64x2.splat(0));
      v128.store(at + othersLow + 16, f64x2.splat(0));
    }
    putBack<T>(batch, row, last, at, bundle, workspace);
    if (sizeof<T>() == 4) putBack<T>(batch, row + 2, last, at + 16, bundle + 8, workspace);
    at += 8 * rowsPerVector<T>();
    bundle += bundleBytes(batch);
  }
}

/** Computes the exponentials of the largest logits of two rows, and puts them to their places. */
// @ts-ignore: decorator
@inline
function putBack<T>(batch: Batch, row: i32, last: i32, at: usize, lanes: usize, workspace: usize): void {
  const own = twoExponentials<T>(batch, v128.load(at + largest), v128.load(at + reference), workspace);
  v128.store(at + exponentialOfLargest, own);
  const argmax = batch.argmax + (<usize>row << 2);
  if (row < last) store<T>(lanes + (<usize>load<i32>(argmax) << 4), <T>f64x2.extract_lane(own, 0));
  if (row + 1 < last) {
    store<T>(lanes + (<usize>load<i32>(argmax, 4) << 4) + sizeof<T>(), <T>f64x2.extract_lane(own, 1));
  }
}

function findTargetExponentials<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const bundles = workspace + restAt;
  let at = workspace + groupAt;
  for (let i = 0; i < last - first; i++) {
    const bundle = bundles + <usize>(i / rowsPerVector<T>()) * bundleBytes(batch);
    const lane = <usize>(i % rowsPerVector<T>()) * sizeof<T>();
    store<f64>(at + exponentialOfTarget, <f64>load<T>(bundle + (<usize>load<i32>(at + targetClass) << 4) + lane));
    at += 8;
  }
}

/** Writes the exponentials to where each row belongs, times the factors at two places of the group. */
function scaleRows<T>(
  batch: Batch,
  into: usize,
  first: i32,
  last: i32,
  high: usize,
  low: usize,
  workspace: usize,
): void {
  let group = workspace + groupAt;
  let bundle = workspace + restAt;
  for (let row = first; row < last; row += rowsPerVector<T>()) {
    if (sizeof<T>() == 8) scalePair(batch, into, row, last, v128.load(group + high), v128.load(group + low), bundle);
    else {
      const factors = f32x4.demote_f64x2_zero(v128.load(group + high));
      const others = f32x4.demote_f64x2_zero(v128.load(group + high + 16));
      scaleFour(batch, into, row, last, firstLanes(factors, others), bundle);
    }
    group += 8 * rowsPerVector<T>();
    bundle += bundleBytes(batch);
  }
}

// @ts-ignore: decorator
@inline
function scalePair(batch: Batch, into: usize, row: i32, last: i32, high: v128, low: v128, bundle: usize): void {
  let to = rowAt<f64>(batch, into, row, last);
  const toOther = rowAt<f64>(batch, into, row + 1, last) - to;
  let at = bundle;
  const end = at + bundleBytes(batch);
  // The neighbour first: where there is none, the row itself goes over it.
  for (; at + 32 <= end; at += 32) {
    const one = scaled<f64>(v128.load(at), high, low);
    const next = scaled<f64>(v128.load(at, 16), high, low);
    v128.store(to + toOther, secondLanes(one, next));
    v128.store(to, firstLanes(one, next));
    to += 16;
  }
  if (at < end) {
    const one = scaled<f64>(v128.load(at), high, low);
    v128.store64_lane(to + toOther, one, 1);
    v128.store64_lane(to, one, 0);
  }
}

// @ts-ignore: decorator
@inline
function scaleFour(batch: Batch, into: usize, row: i32, last: i32, factors: v128, bundle: usize): void {
  let to = rowAt<f32>(batch, into, row, last);
  const toRow1 = rowAt<f32>(batch, into, row + 1, last) - to;
  const toRow2 = rowAt<f32>(batch, into, row + 2, last) - to;
  const toRow3 = rowAt<f32>(batch, into, row + 3, last) - to;
  let at = bundle;
  const end = at + bundleBytes(batch);
  for (; at + 64 <= end; at += 64) {
    const one = f32x4.mul(v128.load(at), factors);
    const two = f32x4.mul(v128.load(at, 16), factors);
    const three = f32x4.mul(v128.load(at, 32), factors);
    const four = f32x4.mul(v128.load(at, 48), factors);
    const lower = lowerHalves(one, two);
    const lowerNext = lowerHalves(three, four);
    const upper = upperHalves(one, two);
    const upperNext = upperHalves(three, four);
    v128.store(to + toRow3, secondLanes(upper, upperNext));
    v128.store(to + toRow2, firstLanes(upper, upperNext));
    v128.store(to + toRow1, secondLanes(lower, lowerNext));
    v128.store(to, firstLanes(lower, lowerNext));
    to += 16;
  }
  for (; at < end; at += 16) {
    const one = f32x4.mul(v128.load(at), factors);
    v128.store32_lane(to + toRow3, one, 3);
    v128.store32_lane(to + toRow2, one, 2);
    v128.store32_lane(to + toRow1, one, 1);
    v128.store32_lane(to, one, 0);
    to += 4;
  }
}
