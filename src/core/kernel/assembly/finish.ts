import { Batch, refuse, rowOffset } from './batch';
import { octavesLimit } from './floatTypes';
import { multiplyAdd, productError, remainder, scaled, sumError } from './lanes';
import { logOnePlus } from './logarithm';
import {
  doubt,
  exponentialOfLargest,
  exponentialOfTarget,
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
  targetClass,
  targetLogit,
  targetSlope,
  weight,
} from './workspace';

/** Where others / largest is smaller, 2^-60, it is its own logarithm. */
const smallestForLog: f64 = 8.673617379884035e-19;

/** Where it is smaller, 2^-120, floats have no exponentials to make it of. */
const smallestFloatRatio: f64 = 7.52316384526264e-37;

/** In place of a target. Rows with what is lower are left to others. */
const ignored: i32 = -1;

// @ts-ignore: decorator
@inline
function targetOf(batch: Batch, row: i32): i32 {
  return load<i32>(batch.targets + (<usize>row << 2));
}

/**
 * Finds what is needed of the targets of the rows in [first, last). An ignored row, and one without a target,
 * has its largest logit's class for a target, at a weight of 0.
 */
export function findTargets<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let logits = batch.logits + rowOffset<T>(batch, first);
  for (let row = first; row < last; row++) {
    let target = load<i32>(at + largestClass);
    let rowWeight: f64 = 0;
    if (batch.targets && targetOf(batch, row) >= 0) {
      target = targetOf(batch, row);
      rowWeight = batch.classWeights ? load<f64>(batch.classWeights + (<usize>target << 3)) : 1;
    }
    store<i64>(at + targetClass, target);
    store<f64>(at + targetLogit, <f64>load<T>(logits + <usize>target * sizeof<T>()));
    store<f64>(at + weight, rowWeight);
    logits += rowBytes;
    at += 8;
  }
}

/**
 * From the exponentials of the rows in [first, last) to losses, probabilities, and factors for the rest: in
 * two loops, each short enough for a processor to work on several rows at once.
 */
export function finishRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  findFactors(batch, first, last, workspace);
  if (batch.targets) writeLosses<T>(batch, first, last, workspace);
}

// @ts-ignore: decorator
@inline
function isCertain(at: usize): v128 {
  return i64x2.eq(v128.load(at + largestClass), v128.load(at + targetClass));
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
      const certain = isCertain(at);
      const target = v128.bitselect(own, v128.load(at + exponentialOfTarget), certain);
      const slope = f64x2.mul(batchSlopeHigh, rowWeight);
      const slopeError = productError(batchSlopeHigh, rowWeight, slope);
      const slopeRest = multiplyAdd(batchSlopeLow, rowWeight, slopeError);
      const factor = f64x2.mul(p, slope);
      const factorError = productError(p, slope, factor);
      const factorLow = multiplyAdd(p, slopeRest, multiplyAdd(pLow, slope, factorError));
      v128.store(at + slopeHigh, factor);
      v128.store(at + slopeLow, factorLow);
      const complement = v128.bitselect(high, f64x2.sub(total, target), certain);
      const complementLow = v128.bitselect(low, totalLow, certain);
      const ofTarget = multiplyAdd(complementLow, factor, scaled(complement, factor, factorLow));
      v128.store(at + targetSlope, f64x2.sub(f64x2.splat(0), ofTarget));
      if (batch.targetProbability) storePair(batch.targetProbability, row, last, scaled(target, p, pLow));
    }
    at += 16;
  }
}

function writeLosses<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const perTemperature = f64x2.splat(batch.power1);
  const perTemperatureLow = f64x2.splat(batch.power1Low);
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const high = v128.load(at + othersHigh);
    const low = v128.load(at + othersLow);
    const own = v128.load(at + exponentialOfLargest);
    const rowWeight = v128.load(at + weight);
    const p = v128.load(at + probabilityHigh);
    const ratio = f64x2.div(high, own);
    // 1 / own: p is 1 / (own + high).
    const inverse = multiplyAdd(p, ratio, p);
    const ratioLow = f64x2.mul(f64x2.add(remainder(ratio, own, high), low), inverse);
    const distance = f64x2.sub(v128.load(at + largest), v128.load(at + targetLogit));
    const scaledDistance = scaled(distance, perTemperature, perTemperatureLow);
    const plain = f64x2.mul(rowWeight, f64x2.add(scaledDistance, logOnePlus(ratio, ratioLow, f64x2.mul(own, p))));
    // Where the logarithm is the ratio, the weight comes before the bias is taken away: the ratio may be subnormal.
    const factor = f64x2.mul(rowWeight, inverse);
    const tiny = multiplyAdd(low, factor, f64x2.mul(high, factor));
    const isTiny = v128.and(isCertain(at), f64x2.lt(ratio, f64x2.splat(smallestForLog)));
    const loss = v128.bitselect(tiny, plain, isTiny);
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
  let row = first;
  let at = workspace + groupAt;
  for (; row < last; row++, at += 8) {
    store<i32>(batch.argmax + (<usize>row << 2), load<i32>(at + largestClass));
    if (batch.gradient) {
      const slopes = batch.gradient + rowOffset<T>(batch, row);
      store<T>(slopes + <usize>load<i32>(at + targetClass) * sizeof<T>(), <T>load<f64>(at + targetSlope));
    }
    const target = batch.targets ? targetOf(batch, row) : 0;
    const isEvaluated = load<f64>(at + doubt) == 0 && abs(load<f64>(at + reference)) < octavesLimit<T>();
    if (!isEvaluated || target < ignored) refuse(batch, row);
    else if (target == ignored && batch.targetProbability) {
      store<f64>(batch.targetProbability + (<usize>row << 3), NaN);
    }
  }
}
