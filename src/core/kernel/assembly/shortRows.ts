import { Batch, keptFrom, rowOffset } from './batch';
import { findTargets, finishRows, settleRows } from './finish';
import { exponentiate } from './floatTypes';
import { chooseReferences } from './references';
import { placeOfLargest, scale, sumOf } from './stretch';
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
  rowsAtMost,
  slopeHigh,
  slopeLow,
  targetClass,
} from './workspace';

/** Evaluates the rows in [first, last), each of at most `exponentialsAtMost` classes, a group of rows at a time. */
export function evaluateShortRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const logitsTogether = keptFrom<T>(batch, first) ? 4 * exponentialsAtMost : exponentialsAtMost;
  const together = min(rowsAtMost, logitsTogether / batch.classes);
  for (let start = first; start < last; start += together) {
    const end = min(start + together, last);
    const kept = keptFrom<T>(batch, start);
    const exponentials = kept ? kept : workspace + exponentialsAt;
    findLargest<T>(batch, start, end, workspace);
    exponentiateRows<T>(batch, start, end, exponentials, workspace);
    takeLargest<T>(batch, start, end, exponentials, workspace);
    sumOthers<T>(batch, start, end, exponentials, workspace);
    findTargets<T>(batch, start, end, workspace);
    findTargetExponentials<T>(batch, start, end, exponentials, workspace);
    finishRows<T>(batch, start, end, workspace);
    if (batch.probabilities) {
      scaleRows<T>(batch, start, end, probabilityHigh, probabilityLow, exponentials, batch.probabilities, workspace);
    }
    if (batch.gradient) {
      scaleRows<T>(batch, start, end, slopeHigh, slopeLow, exponentials, batch.gradient, workspace);
    }
    settleRows<T>(batch, start, end, workspace);
  }
}

function findLargest<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let from = batch.logits + rowOffset<T>(batch, first);
  let at = workspace + groupAt;
  for (let row = first; row < last; row++) {
    const place = placeOfLargest<T>(from, from + rowBytes);
    store<f64>(at + largest, <f64>load<T>(place));
    store<i64>(at + largestClass, (place - from) / sizeof<T>());
    from += rowBytes;
    at += 8;
  }
}

function exponentiateRows<T>(
  batch: Batch,
  first: i32,
  last: i32,
  exponentials: usize,
  workspace: usize,
): void {
  const from = batch.logits + rowOffset<T>(batch, first);
  const shared = chooseReferences<T>(batch, last - first, workspace);
  if (!isNaN(shared)) {
    const end = from + rowOffset<T>(batch, last - first);
    exponentiate<T>(batch, from, end, v128.splat<T>(<T>shared), exponentials, workspace);
    return;
  }
  const rowBytes = rowOffset<T>(batch, 1);
  const end = rowOffset<T>(batch, last - first);
  let at = workspace + groupAt;
  for (let offset: usize = 0; offset < end; offset += rowBytes) {
    const own = v128.splat<T>(<T>load<f64>(at + reference));
    exponentiate<T>(batch, from + offset, from + offset + rowBytes, own, exponentials + offset, workspace);
    at += 8;
  }
}

/** Takes the exponential of the largest logit out of each row: it must not be among the others. */
function takeLargest<T>(
  batch: Batch,
  first: i32,
  last: i32,
  exponentials: usize,
  workspace: usize,
): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let from = exponentials;
  for (let row = first; row < last; row++) {
    const place = from + <usize>load<i32>(at + largestClass) * sizeof<T>();
    store<f64>(at + exponentialOfLargest, <f64>load<T>(place));
    store<T>(place, 0);
    from += rowBytes;
    at += 8;
  }
}

/** Sums what is left, and puts the largest back. */
function sumOthers<T>(
  batch: Batch,
  first: i32,
  last: i32,
  exponentials: usize,
  workspace: usize,
): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let from = exponentials;
  for (let row = first; row < last; row++) {
    sumOf<T>(from, from + rowBytes, at + othersHigh, at + othersLow);
    const place = from + <usize>load<i32>(at + largestClass) * sizeof<T>();
    store<T>(place, <T>load<f64>(at + exponentialOfLargest));
    from += rowBytes;
    at += 8;
  }
}

function findTargetExponentials<T>(
  batch: Batch,
  first: i32,
  last: i32,
  exponentials: usize,
  workspace: usize,
): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let from = exponentials;
  for (let row = first; row < last; row++) {
    const place = from + <usize>load<i32>(at + targetClass) * sizeof<T>();
    store<f64>(at + exponentialOfTarget, <f64>load<T>(place));
    from += rowBytes;
    at += 8;
  }
}

/** Writes the exponentials to where the rows are wanted, times the factors at two places of the group. */
function scaleRows<T>(
  batch: Batch,
  first: i32,
  last: i32,
  high: usize,
  low: usize,
  exponentials: usize,
  wanted: usize,
  workspace: usize,
): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let from = exponentials;
  let into = wanted + rowOffset<T>(batch, first);
  for (let row = first; row < last; row++) {
    scale<T>(from, from + rowBytes, load<f64>(at + high), load<f64>(at + low), into);
    from += rowBytes;
    into += rowBytes;
    at += 8;
  }
}
