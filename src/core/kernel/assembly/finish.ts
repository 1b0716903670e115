import { Batch, rowOffset } from './batch';
import { productError, remainder, scaled, sumError } from './lanes';
import { logOnePlus } from './logarithm';
import { octavesLimit } from './sums';
import {
  doubt,
  exponentialOfLargest,
  exponentialOfTarget,
  groupAt,
  isCertain,
  largest,
  othersHigh,
  othersLow,
  probabilityHigh,
  probabilityLow,
  ratioHigh,
  ratioLow,
  reference,
  slopeHigh,
  slopeLow,
  targetClass,
  targetLogit,
  targetSlope,
  tinyLoss,
  weight,
} from './workspace';

/** Where others / largest is smaller, it is its own logarithm. */
const smallestForLog: f64 = 2 ** -60;

/** Where it is smaller, floats have no exponentials to make it of. */
const smallestFloatRatio: f64 = 2 ** -120;

// @ts-ignore: decorator
@inline
function targetOf(batch: Batch, row: i32): i32 {
  return load<i32>(batch.targets + (<usize>row << 2));
}

/**
 * Finds what is needed of the targets of the rows in [first, last). An ignored row, and one without a target,
 * has its argmax for a target, at a weight of 0.
 */
export function findTargets<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let logits = batch.logits + rowOffset<T>(batch, first);
  for (let row = first; row < last; row++) {
    const argmax = load<i32>(batch.argmax + (<usize>row << 2));
    let target = argmax;
    let rowWeight: f64 = 0;
    if (batch.targets && targetOf(batch, row) >= 0) {
      target = targetOf(batch, row);
      rowWeight = batch.classWeights ? load<f64>(batch.classWeights + (<usize>target << 3)) : 1;
    }
    store<i64>(at + targetClass, target);
    store<f64>(at + targetLogit, <f64>load<T>(logits + <usize>target * sizeof<T>()));
    store<i64>(at + isCertain, -<i64>(target == argmax));
    store<f64>(at + weight, rowWeight);
    logits += rowBytes;
    at += 8;
  }
}

/**
 * From the exponentials of the rows in [first, last) to losses, probabilities, and factors for the rest. In
 * three loops, each short enough for a processor to work on several rows at once.
 */
export function finishRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  findFactors(batch, first, last, workspace);
  if (!batch.targets) return;
  findRatios(first, last, workspace);
  writeLosses<T>(batch, first, last, workspace);
}

function findFactors(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const batchSlopeHigh = f64x2.splat(batch.slopeHigh);
  const batchSlopeLow = f64x2.splat(batch.slopeLow);
  const one = f64x2.splat(1);
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const high = v128.load(at + othersHigh);
    const low = v128.load(at + othersLow);
    const own = v128.load(at + exponentialOfLargest);
    const total = f64x2.add(own, high);
    const totalLow = f64x2.add(sumError(own, high, total), low);
    const p = f64x2.div(one, total);
    const pLow = f64x2.mul(p, f64x2.sub(remainder(p, total, one), f64x2.mul(p, totalLow)));
    v128.store(at + probabilityHigh, p);
    v128.store(at + probabilityLow, pLow);
    v128.store(at + doubt, f64x2.sub(total, total));
    storePair(batch.confidence, row, last, scaled(own, p, pLow));
    if (batch.targets) {
      const rowWeight = v128.load(at + weight);
      const target = v128.load(at + exponentialOfTarget);
      const certain = v128.load(at + isCertain);
      const slope = f64x2.mul(batchSlopeHigh, rowWeight);
      const slopeError = productError(batchSlopeHigh, rowWeight, slope);
      const slopeRest = f64x2.add(slopeError, f64x2.mul(batchSlopeLow, rowWeight));
      const factor = f64x2.mul(p, slope);
      const factorRest = f64x2.add(f64x2.mul(p, slopeRest), f64x2.mul(pLow, slope));
      const factorLow = f64x2.add(productError(p, slope, factor), factorRest);
      v128.store(at + slopeHigh, factor);
      v128.store(at + slopeLow, factorLow);
      const complement = v128.bitselect(high, f64x2.sub(total, target), certain);
      const complementLow = v128.bitselect(low, totalLow, certain);
      const product = scaled(complement, factor, factorLow);
      const ofTarget = f64x2.add(product, f64x2.mul(complementLow, factor));
      v128.store(at + targetSlope, f64x2.sub(f64x2.splat(0), ofTarget));
      storePair(batch.targetProbability, row, last, scaled(target, p, pLow));
    }
    at += 16;
  }
}

function findRatios(first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  const end = at + (<usize>(last - first) << 3);
  for (; at < end; at += 16) {
    const high = v128.load(at + othersHigh);
    const low = v128.load(at + othersLow);
    const own = v128.load(at + exponentialOfLargest);
    const inverse = f64x2.div(f64x2.splat(1), own);
    const ratio = f64x2.mul(high, inverse);
    v128.store(at + ratioHigh, ratio);
    v128.store(at + ratioLow, f64x2.mul(f64x2.add(remainder(ratio, own, high), low), inverse));
    // The weight comes before the bias is taken away: without a weight the result may be subnormal.
    const factor = f64x2.mul(v128.load(at + weight), inverse);
    v128.store(at + tinyLoss, f64x2.add(f64x2.mul(high, factor), f64x2.mul(low, factor)));
  }
}

function writeLosses<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const temperature = f64x2.splat(batch.temperature);
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const ratio = v128.load(at + ratioHigh);
    const distance = f64x2.sub(v128.load(at + largest), v128.load(at + targetLogit));
    const log = logOnePlus(ratio, v128.load(at + ratioLow));
    const sum = f64x2.add(f64x2.div(distance, temperature), log);
    const isTiny = v128.and(v128.load(at + isCertain), f64x2.lt(ratio, f64x2.splat(smallestForLog)));
    const loss = v128.bitselect(v128.load(at + tinyLoss), f64x2.mul(v128.load(at + weight), sum), isTiny);
    storePair(batch.losses, row, last, loss);
    let unknown = f64x2.sub(loss, loss);
    if (sizeof<T>() == 4) unknown = v128.or(unknown, f64x2.lt(ratio, f64x2.splat(smallestFloatRatio)));
    v128.store(at + doubt, v128.or(v128.load(at + doubt), unknown));
    at += 16;
  }
}

// @ts-ignore: decorator
@inline
function storePair(into: usize, row: i32, last: i32, values: v128): void {
  const at = into + (<usize>row << 3);
  if (row + 1 < last) v128.store(at, values);
  else v128.store64_lane(at, values, 0);
}

/** What is left to do for rows whose gradient is scaled. */
export function settleRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const group = workspace + groupAt;
  const end = group + (<usize>(last - first) << 3);
  if (batch.gradient) {
    const rowBytes = rowOffset<T>(batch, 1);
    let slopes = batch.gradient + rowOffset<T>(batch, first);
    for (let at = group; at < end; at += 8) {
      store<T>(slopes + <usize>load<i32>(at + targetClass) * sizeof<T>(), <T>load<f64>(at + targetSlope));
      slopes += rowBytes;
    }
  }
  let row = first;
  for (let at = group; at < end; at += 8) {
    const isEvaluated = load<f64>(at + doubt) == 0 && abs(load<f64>(at + reference)) < octavesLimit<T>();
    if (!isEvaluated) {
      store<i32>(batch.refused + (<usize>batch.refusedCount << 2), row);
      batch.refusedCount++;
    } else if (batch.targets && targetOf(batch, row) < 0) {
      store<f64>(batch.targetProbability + (<usize>row << 3), NaN);
    }
    row++;
  }
}
