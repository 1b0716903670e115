import {
  add,
  divide,
  type DoubleDouble,
  fromNumber,
  multiply,
  setAt,
  toNumber,
} from '../kernel/doubleDouble.ts';
import { biasExponent } from '../kernel/exponential.ts';
import type { Pace } from '../kernel/pace.ts';
import {
  type ScaledNumber,
  scaledNumber,
  splitPower,
  type SplitPower,
  timesPower,
} from '../kernel/scaledNumber.ts';
import {
  type Exponentials,
  type Logit,
  logitAt,
  type LogitRows,
  type RowFactors,
  rowFactors,
  type RowStatistics,
  scaleRows,
} from '../kernel/softmaxRows.ts';
import { subtractSpreadRows, sumSpreadRows } from '../kernel/spreadRows.ts';
import { type Batch, ignored, undefinedClass } from './batch.ts';
import { type ConventionRules, conventions } from './conventions.ts';
import { type Demand, demandOf } from './demand.ts';
import type { LossOptions } from './options.ts';
import type { Floats, LossResults } from '../kernel/results.ts';
import {
  probabilityOf,
  type RowSoftmax,
  spreadLoss,
  weightedComplement,
  weightedLoss,
} from './rowSoftmax.ts';

const nothing = fromNumber(0);
const one = fromNumber(1);

/** Makes losses and gradient out of softmaxes, a group of rows at a time. */
export class RowLosses {
  /** How often each logit is visited. */
  readonly passes: number;
  readonly #logits: LogitRows;
  readonly #classOfRow: Int32Array | undefined;
  readonly #demand: Demand;
  readonly #rules: ConventionRules;
  readonly #results: LossResults;
  /** Turns the derivative of a row's loss by z / T into that of the reduced loss by z. */
  readonly #slopeScale: ScaledNumber;
  readonly #coefficientPower: SplitPower;

  // One entry for each row of a group. The gradient is exponential * exponentialFactor - coefficient *
  // coefficientFactor * coefficientPower, but at the target it is targetSlope.
  readonly #spreadWeight: Float64Array;
  readonly #spreadDistance: Float64Array;
  readonly #exponentialFactor: RowFactors;
  readonly #coefficientFactor: Float64Array;
  readonly #targetSlope: Float64Array;
  readonly #coefficient = new Float64Array(1);

  constructor(
    batch: Batch<Floats>,
    options: LossOptions,
    divisor: number,
    logits: LogitRows,
    groupLength: number,
    results: LossResults,
  ) {
    this.#logits = logits;
    this.#classOfRow = batch.classOfRow;
    this.#demand = demandOf(batch, options);
    this.#rules = conventions[options.convention];
    this.#results = results;
    const reductionDivisor = options.reduction === 'mean' ? divisor : 1;
    const scaledTemperature = scaledNumber(fromNumber(options.temperature));
    const scaledDivisor = scaledNumber(fromNumber(reductionDivisor));
    this.#slopeScale = {
      value: divide(one, multiply(scaledTemperature.value, scaledDivisor.value)),
      exponent: -scaledTemperature.exponent - scaledDivisor.exponent,
    };
    this.#spreadWeight = new Float64Array(groupLength);
    this.#spreadDistance = new Float64Array(groupLength);
    this.#exponentialFactor = rowFactors(groupLength);
    this.#coefficientFactor = new Float64Array(groupLength);
    this.#coefficientPower = splitPower(this.#slopeScale.exponent);
    this.#targetSlope = new Float64Array(groupLength);
    const passesOverGradient = results.gradient ? 1 : 0;
    const passesOverSpread = this.#demand.spread ? 1 + passesOverGradient : 0;
    this.passes = passesOverGradient + passesOverSpread;
  }

  /** Evaluates the rows from `first` on, whose exponentials are given. */
  *evaluate(
    first: number,
    softmaxes: readonly RowSoftmax[],
    statistics: RowStatistics,
    exponentials: Exponentials | undefined,
    pace: Pace,
  ): Generator<number, void, void> {
    const { spread } = this.#demand;
    const { classes } = this.#logits;
    const last = first + softmaxes.length;
    if (spread) {
      yield* sumSpreadRows(
        this.#logits,
        first,
        last,
        statistics,
        spread,
        this.#spreadWeight,
        this.#spreadDistance,
        pace,
      );
    }
    softmaxes.forEach((softmax, i) => this.#evaluateRow(first + i, softmax, i, exponentials));

    const { gradient } = this.#results;
    if (!gradient || !exponentials) return;
    yield* scaleRows(exponentials, classes, first, last, this.#exponentialFactor, gradient, pace);
    if (spread) {
      yield* subtractSpreadRows(
        gradient,
        classes,
        first,
        last,
        spread,
        this.#coefficientFactor,
        this.#coefficientPower.last,
        pace,
      );
    }
    if (!this.#classOfRow) return;
    for (let row = first; row < last; row++) {
      const target = this.#classOfRow[row]!;
      const start = row * classes;
      if (target >= 0) gradient[start + target] = this.#targetSlope[row - first]!;
      else if (target === ignored && this.#rules.ignoredRowGradient.answer === '0') {
        gradient.fill(0, start, start + classes);
      }
    }
  }

  #evaluateRow(
    row: number,
    softmax: RowSoftmax,
    i: number,
    exponentials: Exponentials | undefined,
  ): void {
    const { lossPerRow, targetProbability, gradient } = this.#results;
    const { ofRow, ofTarget, spread } = this.#demand;
    const target = this.#classOfRow?.[row];
    if (target === ignored) {
      lossPerRow[row] = 0;
      targetProbability![row] = NaN;
      setAt(this.#exponentialFactor.value, i, nothing);
      this.#coefficientFactor[i] = 0;
      return;
    }

    const rowWeight = fromNumber(ofRow(row, target));
    const logit =
      target === undefined || target === undefinedClass
        ? undefined
        : this.#logitOf(row, target, softmax.argmax, i, exponentials);

    let loss = target === undefinedClass ? NaN : 0;
    if (logit) loss += weightedLoss(softmax, logit, multiply(rowWeight, ofTarget(target!)));
    if (spread) {
      const weight = fromNumber(this.#spreadWeight[i]!);
      const shared = spreadLoss(softmax, weight, this.#spreadDistance[i]!);
      loss += toNumber(multiply(rowWeight, shared));
    }
    lossPerRow[row] = loss;
    if (targetProbability) {
      targetProbability[row] = logit ? probabilityOf(softmax, logit) : NaN;
    }
    if (gradient) this.#prepareSlopes(row, i, softmax, target, logit, rowWeight);
  }

  #logitOf(
    row: number,
    target: number,
    argmax: number,
    i: number,
    exponentials: Exponentials | undefined,
  ): Logit {
    const { classes } = this.#logits;
    const start = row * classes;
    const at = i * classes + target;
    const known = exponentials && { high: exponentials.high[at]!, low: exponentials.low[at]! };
    return logitAt(this.#logits, start + target, start + argmax, known);
  }

  #prepareSlopes(
    row: number,
    i: number,
    softmax: RowSoftmax,
    target: number | undefined,
    logit: Logit | undefined,
    rowWeight: DoubleDouble,
  ): void {
    const { ofTarget, spread } = this.#demand;
    const own = target === undefined ? nothing : ofTarget(target);
    const isNormalised =
      target === undefined && this.#rules.unnormalisedGradient.answer === 'p - q';
    const weight = isNormalised ? one : add(own, fromNumber(this.#spreadWeight[i]!));
    const scaledWeight = scaledNumber(multiply(rowWeight, weight));
    const { value, exponent } = this.#slopeScale;
    const power = splitPower(scaledWeight.exponent + exponent - biasExponent);
    const factor = timesPower(
      multiply(divide(scaledWeight.value, softmax.total), value),
      power.first,
    );
    setAt(this.#exponentialFactor.value, i, factor);
    this.#exponentialFactor.power[i] = power.last;
    const coefficientPower = this.#coefficientPower;
    const coefficientFactor = timesPower(multiply(rowWeight, value), coefficientPower.first);
    this.#coefficientFactor[i] = toNumber(coefficientFactor);
    if (!logit) return;

    if (spread) {
      spread(row, target!, 1, this.#coefficient);
      const coefficient = add(own, fromNumber(this.#coefficient[0]!));
      this.#targetSlope[i] =
        toNumber(multiply(logit.exponential, factor)) * power.last -
        toNumber(multiply(coefficient, coefficientFactor)) * coefficientPower.last;
    } else {
      this.#targetSlope[i] = 0 - weightedComplement(softmax, logit, factor) * power.last;
    }
  }
}
