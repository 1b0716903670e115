import { Batch, rowOffset } from './batch';
import { addExponentials, clearSums, exponentials, referenceFor } from './exponential';
import { findTargets, finishRows, settleRows } from './finish';
import { firstLanes, scaled, secondLanes } from './lanes';
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
  sumsAt,
  targetClass,
} from './workspace';

/**
 * Rows of few classes are taken two by two, one in either lane, so that nothing has to be added up across
 * lanes. Their logits, and then the exponentials in their place, stand in the workspace class by class.
 */
export const narrowClasses: i32 = 192;

/** So many pairs of numbers stay in the cache nearest to the processor. */
const pairsTogether: i32 = 768;

export const narrowBytes: usize = restAt + 16 * <usize>pairsTogether;

/** Evaluates the rows in [first, last). */
export function evaluateNarrowRows(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const together = min(rowsPerGroup, (pairsTogether / batch.classes) << 1);
  for (let start = first; start < last; start += together) {
    const end = min(start + together, last);
    takePairs(batch, start, end, workspace);
    exponentiatePairs(batch, start, end, workspace);
    findTargets(batch, start, end, workspace);
    findTargetExponentials(batch, start, end, workspace);
    finishRows(batch, start, end, workspace);
    if (batch.probabilities) scalePairs(batch, batch.probabilities, start, end, probabilityHigh, probabilityLow, workspace);
    if (batch.gradient) scalePairs(batch, batch.gradient, start, end, slopeHigh, slopeLow, workspace);
    settleRows(batch, start, end, workspace);
  }
}

// @ts-ignore: decorator
@inline
function pairBytes(batch: Batch): usize {
  return <usize>batch.classes << 4;
}

/** How far the other row of a pair is. An odd last row is its own. */
// @ts-ignore: decorator
@inline
function toNeighbour(batch: Batch, row: i32, last: i32): usize {
  return row + 1 < last ? rowOffset(batch, 1) : 0;
}

/** Puts the logits of the rows side by side, and finds the largest of each. */
function takePairs(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let pair = workspace + restAt;
  for (let row = first; row < last; row += 2) {
    const found = interleave(batch.logits + rowOffset(batch, row), toNeighbour(batch, row, last), batch.classes, pair);
    v128.store(at + largest, found);
    v128.store(at + reference, referenceFor(batch, found));
    takeLargest(batch, row, last, found, pair);
    at += 16;
    pair += pairBytes(batch);
  }
}

/** @returns the largest of either row */
// @ts-ignore: decorator
@inline
function interleave(from: usize, toOther: usize, classes: i32, into: usize): v128 {
  let a = f64x2.splat(-Infinity);
  let b = a;
  let at = from;
  let to = into;
  const end = into + (<usize>classes << 4);
  for (; to + 32 <= end; to += 32) {
    const first = v128.load(at);
    const second = v128.load(at + toOther);
    const one = firstLanes(first, second);
    const next = secondLanes(first, second);
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

/** Writes down the argmax of two rows, and takes it out of the pair: it must not be among the others. */
// @ts-ignore: decorator
@inline
function takeLargest(batch: Batch, row: i32, last: i32, found: v128, pair: usize): void {
  const classes = batch.classes;
  let own: i32 = -1;
  let other: i32 = -1;
  // Bit by bit, 64 classes at a time; a row of NaN has no largest.
  for (let start = 0; start < classes && (own | other) < 0; start += 64) {
    const stop = min(start + 64, classes);
    let isLargest = i64x2.splat(0);
    const end = pair + (<usize>stop << 4);
    for (let at = pair + (<usize>start << 4); at < end; at += 16) {
      isLargest = i64x2.sub(i64x2.add(isLargest, isLargest), f64x2.eq(v128.load(at), found));
    }
    const ownBits = i64x2.extract_lane(isLargest, 0);
    const otherBits = i64x2.extract_lane(isLargest, 1);
    if (own < 0 && ownBits) own = stop - 64 + <i32>clz(ownBits);
    if (other < 0 && otherBits) other = stop - 64 + <i32>clz(otherBits);
  }
  own = max(own, 0);
  other = max(other, 0);
  store<f64>(pair + (<usize>own << 4), -Infinity);
  store<f64>(pair + (<usize>other << 4), -Infinity, 8);
  store<i32>(batch.argmax + (<usize>row << 2), own);
  if (row + 1 < last) store<i32>(batch.argmax + (<usize>row << 2), other, 4);
}

function exponentiatePairs(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let pair = workspace + restAt;
  for (let row = first; row < last; row += 2) {
    const octave = v128.load(at + reference);
    clearSums(workspace);
    addExponentials(
      batch,
      pair,
      pair + pairBytes(batch),
      load<f64>(at + reference),
      load<f64>(at + reference + 8),
      pair,
      32,
      workspace,
    );
    v128.store(at + othersHigh, v128.load(workspace, sumsAt));
    v128.store(at + othersLow, v128.load(workspace, sumsAt + 16));
    const own = exponentials(batch, v128.load(at + largest), octave, workspace);
    v128.store(at + exponentialOfLargest, own);
    const argmax = batch.argmax + (<usize>row << 2);
    v128.store64_lane(pair + (<usize>load<i32>(argmax) << 4), own, 0);
    if (row + 1 < last) v128.store64_lane(pair + (<usize>load<i32>(argmax, 4) << 4) + 8, own, 1);
    at += 16;
    pair += pairBytes(batch);
  }
}

function findTargetExponentials(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let pair = workspace + restAt;
  for (let row = first; row < last; row += 2) {
    store<f64>(at + exponentialOfTarget, load<f64>(pair + (<usize>load<i32>(at + targetClass) << 4)));
    const other = load<i32>(at + targetClass + 8);
    if (row + 1 < last) store<f64>(at + exponentialOfTarget + 8, load<f64>(pair + (<usize>other << 4) + 8));
    at += 16;
    pair += pairBytes(batch);
  }
}

/** Writes the exponentials of the rows to where each belongs, times the factors at two places of the group. */
function scalePairs(
  batch: Batch,
  into: usize,
  first: i32,
  last: i32,
  high: usize,
  low: usize,
  workspace: usize,
): void {
  let group = workspace + groupAt;
  let at = workspace + restAt;
  for (let row = first; row < last; row += 2) {
    const highs = v128.load(group + high);
    const lows = v128.load(group + low);
    const toOther = toNeighbour(batch, row, last);
    const end = at + pairBytes(batch);
    let to = into + rowOffset(batch, row);
    // The neighbour first: where there is none, the row itself goes over it.
    for (; at + 32 <= end; at += 32) {
      const one = scaled(v128.load(at), highs, lows);
      const next = scaled(v128.load(at, 16), highs, lows);
      v128.store(to + toOther, secondLanes(one, next));
      v128.store(to, firstLanes(one, next));
      to += 16;
    }
    if (at < end) {
      const one = scaled(v128.load(at), highs, lows);
      v128.store64_lane(to + toOther, one, 1);
      v128.store64_lane(to, one, 0);
      at += 16;
    }
    group += 16;
  }
}
