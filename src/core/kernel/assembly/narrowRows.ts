import { Batch, rowOffset } from './batch';
import { findTargets, finishRows, settleRows } from './finish';
import { exponentiate } from './floatTypes';
import { fourFloats, scaled, secondLanes, select, storeTransposed, sumError } from './lanes';
import { chooseReferences } from './references';
import { plainBytes } from './stretch';
import {
  exponentialOfLargest,
  exponentialOfTarget,
  exponentialsAt,
  groupAt,
  largest,
  largestClass,
  othersHigh,
  othersLow,
  probabilityHigh,
  probabilityLow,
  reference,
  rowsAtMost,
  slopeHigh,
  slopeLow,
  targetClass,
} from './workspace';

/** Longer rows would not become faster. */
// @ts-ignore: decorator
@inline
function classesAtMost<T>(): i32 {
  return sizeof<T>() == 8 ? 32 : 64;
}

/** A group has at most so many logits, which stay in the cache that is nearest to the processor. */
const logitsTogether: i32 = 1024;

/** So many rows lie side by side. */
// @ts-ignore: decorator
@inline
function lanes<T>(): i32 {
  return 16 / <i32>sizeof<T>();
}

/** Whether rows of so many classes can be evaluated here. */
// @ts-ignore: decorator
@inline
export function areNarrow<T>(classes: i32): bool {
  return classes >= lanes<T>() && classes <= classesAtMost<T>();
}

/**
 * Evaluates the rows in [first, last), of few classes each, a group of rows at a time. Some rows lie side by side in the
 * lanes of vectors, a vector for each class, so that no row is too short for a vector.
 */
export function evaluateNarrowRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const together = min(rowsAtMost, (logitsTogether / batch.classes) & -lanes<T>());
  for (let start = first; start < last; start += together) {
    const end = min(start + together, last);
    const rows = end - start;
    layOut<T>(batch, start, end, workspace);
    findLargest<T>(batch, rows, workspace);
    exponentiateRows<T>(batch, rows, workspace);
    findTargets<T>(batch, start, end, workspace);
    takeExponentials<T>(batch, rows, workspace);
    sumOthers<T>(batch, rows, workspace);
    finishRows<T>(batch, start, end, workspace);
    if (batch.probabilities) {
      scaleRows<T>(batch, start, end, probabilityHigh, probabilityLow, batch.probabilities, workspace);
    }
    if (batch.gradient) scaleRows<T>(batch, start, end, slopeHigh, slopeLow, batch.gradient, workspace);
    settleRows<T>(batch, start, end, workspace);
  }
}

/** How many bytes rows take that lie side by side. */
// @ts-ignore: decorator
@inline
function bytesOfLanes(batch: Batch): usize {
  return <usize>batch.classes << 4;
}

/** Writes the logits of the rows side by side. Where there are no more rows, the last one stands in for them. */
function layOut<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  const lastRow = batch.logits + rowOffset<T>(batch, last - 1);
  const bytes = bytesOfLanes(batch);
  let to = workspace + exponentialsAt;
  for (let row = batch.logits + rowOffset<T>(batch, first); row <= lastRow; row += rowBytes * lanes<T>()) {
    const row1 = min(row + rowBytes, lastRow);
    const row2 = min(row1 + rowBytes, lastRow);
    const row3 = min(row2 + rowBytes, lastRow);
    let into = to;
    let offset: usize = 0;
    for (; offset + 16 <= rowBytes; offset += 16) {
      layOutBlock<T>(row + offset, row1 + offset, row2 + offset, row3 + offset, into);
      into += 16 * lanes<T>();
    }
    to += bytes;
    // The last block overlaps the one before.
    if (offset < rowBytes) {
      const end = rowBytes - 16;
      layOutBlock<T>(row + end, row1 + end, row2 + end, row3 + end, to - 16 * lanes<T>());
    }
  }
}

// @ts-ignore: decorator
@inline
function layOutBlock<T>(a: usize, b: usize, c: usize, d: usize, into: usize): void {
  if (sizeof<T>() == 8) {
    storeTransposed<T>(v128.load(a), v128.load(b), v128.load(a), v128.load(b), into, into + 16, into, into);
  } else {
    storeTransposed<T>(v128.load(a), v128.load(b), v128.load(c), v128.load(d), into, into + 16, into + 32, into + 48);
  }
}

function findLargest<T>(batch: Batch, rows: i32, workspace: usize): void {
  const bytes = bytesOfLanes(batch);
  let at = workspace + groupAt;
  let from = workspace + exponentialsAt;
  const one = sizeof<T>() == 8 ? i64x2.splat(1) : i32x4.splat(1);
  for (let row = 0; row < rows; row += lanes<T>()) {
    const end = from + bytes;
    let found = v128.splat<T>(<T>-Infinity);
    let index = v128.splat<T>(0);
    let classIndex = index;
    for (; from < end; from += 16) {
      const z = v128.load(from);
      index = select(classIndex, index, v128.gt<T>(z, found));
      found = v128.pmax<T>(found, z);
      classIndex = sizeof<T>() == 8 ? i64x2.add(classIndex, one) : i32x4.add(classIndex, one);
    }
    if (sizeof<T>() == 8) {
      writeLargest(at, found, index);
    } else {
      writeLargest(at, f64x2.promote_low_f32x4(found), i64x2.extend_low_i32x4_s(index));
      const last = f64x2.promote_low_f32x4(secondLanes(found, found));
      writeLargest(at + 16, last, i64x2.extend_high_i32x4_s(index));
    }
    at += 8 * lanes<T>();
  }
}

// @ts-ignore: decorator
@inline
function writeLargest(at: usize, found: v128, index: v128): void {
  v128.store(at + largest, found);
  v128.store(at + largestClass, index);
}

/** The numbers of rows side by side at some place of the group. */
// @ts-ignore: decorator
@inline
function loadLanes<T>(at: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(at) : fourFloats(v128.load(at), v128.load(at, 16));
}

/** Replaces the logits by their exponentials. */
function exponentiateRows<T>(batch: Batch, rows: i32, workspace: usize): void {
  const bytes = bytesOfLanes(batch);
  const groups = (rows + lanes<T>() - 1) / lanes<T>();
  const shared = chooseReferences<T>(batch, rows, workspace);
  const together = isNaN(shared) ? bytes : bytes * groups;
  let at = workspace + groupAt + reference;
  let from = workspace + exponentialsAt;
  for (const end = from + bytes * groups; from < end; from += together) {
    exponentiate<T>(batch, from, from + together, loadLanes<T>(at), from, workspace);
    at += 8 * lanes<T>();
  }
}

/** Where the exponential of a class stands, for the row at that place of the group. */
// @ts-ignore: decorator
@inline
function placeOf<T>(row: usize, classAt: usize, workspace: usize, bytes: usize): usize {
  const ofRow = (row / lanes<T>()) * bytes + (row % lanes<T>()) * sizeof<T>();
  return workspace + exponentialsAt + ofRow + (<usize>load<i32>(classAt) << 4);
}

/** Takes the exponentials of target and largest logit, of which the latter must not be among the others. */
function takeExponentials<T>(batch: Batch, rows: i32, workspace: usize): void {
  const bytes = bytesOfLanes(batch);
  let at = workspace + groupAt;
  for (let row = 0; row < rows; row++) {
    const target = placeOf<T>(row, at + targetClass, workspace, bytes);
    const own = placeOf<T>(row, at + largestClass, workspace, bytes);
    store<f64>(at + exponentialOfTarget, <f64>load<T>(target));
    store<f64>(at + exponentialOfLargest, <f64>load<T>(own));
    store<T>(own, 0);
    at += 8;
  }
}

/** Sums what is left, and puts the largest back. */
function sumOthers<T>(batch: Batch, rows: i32, workspace: usize): void {
  const bytes = bytesOfLanes(batch);
  let at = workspace + groupAt;
  let from = workspace + exponentialsAt;
  for (let row = 0; row < rows; row += lanes<T>()) {
    const end = from + bytes;
    if (sizeof<T>() == 8) sumDoubles(from, end, at);
    else sumFloats(from, end, at);
    from = end;
    at += 8 * lanes<T>();
  }
  at = workspace + groupAt;
  for (let row = 0; row < rows; row++) {
    const own = placeOf<T>(row, at + largestClass, workspace, bytes);
    store<T>(own, <T>load<f64>(at + exponentialOfLargest));
    at += 8;
  }
}

/** As `sumOf` in stretch.ts, with the numbers of a row below each other. */
// @ts-ignore: decorator
@inline
function sumDoubles(from: usize, end: usize, at: usize): void {
  let sum = f64x2.splat(0);
  let lost = sum;
  let next = from;
  do {
    const blockEnd = min(next + plainBytes, end);
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; next + 64 <= blockEnd; next += 64) {
      a = f64x2.add(a, v128.load(next));
      b = f64x2.add(b, v128.load(next, 16));
      c = f64x2.add(c, v128.load(next, 32));
      d = f64x2.add(d, v128.load(next, 48));
    }
    if (next + 32 <= blockEnd) {
      a = f64x2.add(a, v128.load(next));
      b = f64x2.add(b, v128.load(next, 16));
      next += 32;
    }
    if (next < blockEnd) {
      c = f64x2.add(c, v128.load(next));
      next += 16;
    }
    const part = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    const total = f64x2.add(sum, part);
    lost = f64x2.add(lost, sumError(sum, part, total));
    sum = total;
  } while (next < end);
  v128.store(at + othersHigh, sum);
  v128.store(at + othersLow, lost);
}

/** Adds two floats at a time: their sums are rounded no more than they are themselves. */
// @ts-ignore: decorator
@inline
function sumFloats(from: usize, end: usize, at: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let next = from;
  for (; next + 32 <= end; next += 32) {
    const two = f32x4.add(v128.load(next), v128.load(next, 16));
    a = f64x2.add(a, f64x2.promote_low_f32x4(two));
    b = f64x2.add(b, f64x2.promote_low_f32x4(secondLanes(two, two)));
  }
  if (next < end) {
    const one = v128.load(next);
    a = f64x2.add(a, f64x2.promote_low_f32x4(one));
    b = f64x2.add(b, f64x2.promote_low_f32x4(secondLanes(one, one)));
  }
  v128.store(at + othersHigh, a);
  v128.store(at + othersHigh, b, 16);
  v128.store(at + othersLow, f64x2.splat(0));
  v128.store(at + othersLow, f64x2.splat(0), 16);
}

/** Writes the exponentials to where the rows are wanted, times the factors at two places of the group. */
function scaleRows<T>(
  batch: Batch,
  first: i32,
  last: i32,
  high: usize,
  low: usize,
  wanted: usize,
  workspace: usize,
): void {
  const rowBytes = rowOffset<T>(batch, 1);
  const lastRow = wanted + rowOffset<T>(batch, last - 1);
  const bytes = bytesOfLanes(batch);
  let at = workspace + groupAt;
  let exponentials = workspace + exponentialsAt;
  for (let row = wanted + rowOffset<T>(batch, first); row <= lastRow; row += rowBytes * lanes<T>()) {
    const row1 = min(row + rowBytes, lastRow);
    const row2 = min(row1 + rowBytes, lastRow);
    const row3 = min(row2 + rowBytes, lastRow);
    const highs = loadLanes<T>(at + high);
    const lows = sizeof<T>() == 8 ? v128.load(at + low) : highs;
    let from = exponentials;
    let offset: usize = 0;
    for (; offset + 16 <= rowBytes; offset += 16) {
      scaleBlock<T>(from, highs, lows, row + offset, row1 + offset, row2 + offset, row3 + offset);
      from += 16 * lanes<T>();
    }
    exponentials += bytes;
    if (offset < rowBytes) {
      const end = rowBytes - 16;
      scaleBlock<T>(exponentials - 16 * lanes<T>(), highs, lows, row + end, row1 + end, row2 + end, row3 + end);
    }
    at += 8 * lanes<T>();
  }
}

// @ts-ignore: decorator
@inline
function scaleBlock<T>(from: usize, highs: v128, lows: v128, a: usize, b: usize, c: usize, d: usize): void {
  const e0 = v128.load(from);
  const e1 = v128.load(from, 16);
  if (sizeof<T>() == 8) {
    storeTransposed<T>(scaled(e0, highs, lows), scaled(e1, highs, lows), e0, e1, a, b, c, d);
  } else {
    const e2 = v128.load(from, 32);
    const e3 = v128.load(from, 48);
    storeTransposed<T>(f32x4.mul(e0, highs), f32x4.mul(e1, highs), f32x4.mul(e2, highs), f32x4.mul(e3, highs), a, b, c, d);
  }
}
