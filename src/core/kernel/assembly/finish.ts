/**
 * From the exponentials of a group of rows to their losses, and to the factors that turn exponentials into
 * probabilities and gradients. Each step is a loop over the group, short enough for a processor to work on several
 * rows at once. Floats do without what corrects their last bits.
 */
import { Batch, refuse, rowOffset } from './batch';
import { octavesLimit } from './floatTypes';
import { multiplyAdd, productError, remainder, scaled, select, sumError } from './lanes';
import { logOnePlus } from './logarithm';
import {
  doubt,
  exponentialOfLargest,
  exponentialOfTarget,
  groupAt,
  largest,
  largestClass,
  logarithm,
  othersHigh,
  othersLow,
  probabilityHigh,
  probabilityLow,
  ratioHigh,
  ratioLow,
  reciprocal,
  reference,
  slopeHigh,
  slopeLow,
  targetClass,
  targetLogit,
  targetSlope,
  totalRest,
  weight,
} from './workspace';

const constants: usize = memory.data<f64>([
  1,
  // Where others / largest is smaller, 2^-60, it is its own logarithm.
  8.673617379884035e-19,
  // Where it is smaller, 2^-120, floats have no exponentials to make it of.
  7.52316384526264e-37,
]);

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load64_splat(constants + (index << 3));
}

/** In place of a target. Rows with what is lower are left to others. */
const ignored: i32 = -1;

/**
 * Finds what is needed of the targets of the rows in [first, last). An ignored row, and one without a target,
 * has its largest logit's class for a target, at a weight of 0.
 */
export function findTargets<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  const classWeights = batch.classWeights;
  let targets = batch.targets + (batch.targets ? <usize>first << 2 : 0);
  const step: usize = targets ? 4 : 0;
  let at = workspace + groupAt;
  let logits = batch.logits + rowOffset<T>(batch, first);
  for (let row = first; row < last; row++) {
    let target = targets ? load<i32>(targets) : ignored;
    let rowWeight: f64 = 0;
    if (target < 0) target = load<i32>(at + largestClass);
    else rowWeight = classWeights ? load<f64>(classWeights + (<usize>target << 3)) : 1;
    store<i64>(at + targetClass, target);
    store<f64>(at + targetLogit, <f64>load<T>(logits + <usize>target * sizeof<T>()));
    store<f64>(at + weight, rowWeight);
    logits += rowBytes;
    targets += step;
    at += 8;
  }
}

export function finishRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  findProbabilities<T>(batch, first, last, workspace);
  if (!batch.targets) return;
  findSlopes<T>(batch, first, last, workspace);
  findRatios<T>(last - first, workspace);
  findLogarithms<T>(last - first, workspace);
  writeLosses<T>(batch, first, last, workspace);
}

/** What turns exponentials into probabilities: 1 / total. */
function findProbabilities<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const one = constant(0);
  const limit = f64x2.splat(octavesLimit<T>());
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const high = v128.load(at + othersHigh);
    const own = v128.load(at + exponentialOfLargest);
    const total = f64x2.add(own, high);
    const p = f64x2.div(one, total);
    v128.store(at + probabilityHigh, p);
    const isBeyond = f64x2.ge(f64x2.abs(v128.load(at + reference)), limit);
    v128.store(at + doubt, v128.or(isBeyond, f64x2.sub(total, total)));
    if (sizeof<T>() == 8) {
      const totalLow = f64x2.add(sumError(own, high, total), v128.load(at + othersLow));
      const pLow = f64x2.mul(p, f64x2.sub(remainder(p, total, one), f64x2.mul(p, totalLow)));
      v128.store(at + probabilityLow, pLow);
      v128.store(at + totalRest, totalLow);
      storePair(batch.confidence, row, last, scaled(own, p, pLow));
    } else {
      storePair(batch.confidence, row, last, f64x2.mul(own, p));
    }
    at += 16;
  }
}

/** What turns exponentials into slopes: weight / (total T divisor); and the slope of the target. */
function findSlopes<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const batchSlopeHigh = f64x2.splat(batch.slopeHigh);
  const batchSlopeLow = f64x2.splat(batch.slopeLow);
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const high = v128.load(at + othersHigh);
    const own = v128.load(at + exponentialOfLargest);
    const p = v128.load(at + probabilityHigh);
    const rowWeight = v128.load(at + weight);
    const isTarget = isLargestTarget(at);
    const target = select(own, v128.load(at + exponentialOfTarget), isTarget);
    const slope = f64x2.mul(batchSlopeHigh, rowWeight);
    const factor = f64x2.mul(p, slope);
    const complement = select(high, f64x2.sub(f64x2.add(own, high), target), isTarget);
    v128.store(at + slopeHigh, factor);
    if (sizeof<T>() == 8) {
      const pLow = v128.load(at + probabilityLow);
      const slopeRest = multiplyAdd(batchSlopeLow, rowWeight, productError(batchSlopeHigh, rowWeight, slope));
      const factorLow = multiplyAdd(p, slopeRest, multiplyAdd(pLow, slope, productError(p, slope, factor)));
      v128.store(at + slopeLow, factorLow);
      const complementLow = select(v128.load(at + othersLow), v128.load(at + totalRest), isTarget);
      const ofTarget = multiplyAdd(complementLow, factor, scaled(complement, factor, factorLow));
      v128.store(at + targetSlope, f64x2.sub(f64x2.splat(0), ofTarget));
      if (batch.targetProbability) storePair(batch.targetProbability, row, last, scaled(target, p, pLow));
    } else {
      v128.store(at + targetSlope, f64x2.sub(f64x2.splat(0), f64x2.mul(complement, factor)));
      if (batch.targetProbability) storePair(batch.targetProbability, row, last, f64x2.mul(target, p));
    }
    at += 16;
  }
}

// @ts-ignore: decorator
@inline
function isLargestTarget(at: usize): v128 {
  return i64x2.eq(v128.load(at + largestClass), v128.load(at + targetClass));
}

/** others / largest */
function findRatios<T>(rows: i32, workspace: usize): void {
  let at = workspace + groupAt;
  for (let row = 0; row < rows; row += 2) {
    const high = v128.load(at + othersHigh);
    const own = v128.load(at + exponentialOfLargest);
    const p = v128.load(at + probabilityHigh);
    const ratio = f64x2.div(high, own);
    // 1 / own: p is 1 / (own + high).
    const inverse = multiplyAdd(p, ratio, p);
    v128.store(at + ratioHigh, ratio);
    v128.store(at + reciprocal, inverse);
    if (sizeof<T>() == 8) {
      const rest = f64x2.add(remainder(ratio, own, high), v128.load(at + othersLow));
      v128.store(at + ratioLow, f64x2.mul(rest, inverse));
    }
    at += 16;
  }
}

function findLogarithms<T>(rows: i32, workspace: usize): void {
  let at = workspace + groupAt;
  for (let row = 0; row < rows; row += 2) {
    const largestProbability = f64x2.mul(v128.load(at + exponentialOfLargest), v128.load(at + probabilityHigh));
    const low = sizeof<T>() == 8 ? v128.load(at + ratioLow) : f64x2.splat(0);
    v128.store(at + logarithm, logOnePlus(v128.load(at + ratioHigh), low, largestProbability));
    at += 16;
  }
}

function writeLosses<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const perTemperature = f64x2.splat(batch.power1);
  const perTemperatureLow = f64x2.splat(batch.power1Low);
  const smallestForLog = constant(1);
  const smallestFloatRatio = constant(2);
  let at = workspace + groupAt;
  for (let row = first; row < last; row += 2) {
    const rowWeight = v128.load(at + weight);
    const ratio = v128.load(at + ratioHigh);
    const distance = f64x2.sub(v128.load(at + largest), v128.load(at + targetLogit));
    const scaledDistance = scaled(distance, perTemperature, perTemperatureLow);
    const plain = f64x2.mul(rowWeight, f64x2.add(scaledDistance, v128.load(at + logarithm)));
    // Where the logarithm is the ratio, the weight comes before the bias is taken away: the ratio may be subnormal.
    const factor = f64x2.mul(rowWeight, v128.load(at + reciprocal));
    const tiny = multiplyAdd(v128.load(at + othersLow), factor, f64x2.mul(v128.load(at + othersHigh), factor));
    const isTiny = v128.and(isLargestTarget(at), f64x2.lt(ratio, smallestForLog));
    const loss = select(tiny, plain, isTiny);
    storePair(batch.losses, row, last, loss);
    let unknown = f64x2.sub(loss, loss);
    if (sizeof<T>() == 4) unknown = v128.or(unknown, f64x2.lt(ratio, smallestFloatRatio));
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
  writeArgmax(batch, first, last, workspace);
  if (batch.gradient) writeTargetSlopes<T>(batch, first, last, workspace);
  if (batch.targets) treatIgnored(batch, first, last, workspace);
  refuseDoubtful(batch, first, last, workspace);
}

function writeArgmax(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  const end = batch.argmax + (<usize>last << 2);
  for (let into = batch.argmax + (<usize>first << 2); into < end; into += 4) {
    store<i32>(into, load<i32>(at + largestClass));
    at += 8;
  }
}

function writeTargetSlopes<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  const rowBytes = rowOffset<T>(batch, 1);
  let at = workspace + groupAt;
  let slopes = batch.gradient + rowOffset<T>(batch, first);
  for (let row = first; row < last; row++) {
    store<T>(slopes + <usize>load<i32>(at + targetClass) * sizeof<T>(), <T>load<f64>(at + targetSlope));
    slopes += rowBytes;
    at += 8;
  }
}

/** Rows without a target are left to others, unless they are ignored. */
function treatIgnored(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  let targets = batch.targets + (<usize>first << 2);
  for (let row = first; row < last; row++) {
    const target = load<i32>(targets);
    if (target < 0) {
      if (target < ignored) store<f64>(at + doubt, NaN);
      else if (batch.targetProbability) store<f64>(batch.targetProbability + (<usize>row << 3), NaN);
    }
    targets += 4;
    at += 8;
  }
}

function refuseDoubtful(batch: Batch, first: i32, last: i32, workspace: usize): void {
  let at = workspace + groupAt;
  for (let row = first; row < last; row++) {
    if (load<i64>(at + doubt)) refuse(batch, row);
    at += 8;
  }
}
