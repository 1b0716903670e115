import { ln2, stepHigh, stepLow, stepsPerOctave } from './powersOfTwo.ts';

/**
 * Exponentials are kept multiplied by 2^960: one that is subnormal or smaller, but that a large weight
 * or a low temperature will lift, keeps all its bits until the last multiplication. What is left up to
 * the largest double is for sums of many.
 */
export const biasExponent = 960;
export const bias = 2 ** biasExponent;
export const unbias = 2 ** -biasExponent;

/** Below this, e^x is 0 even after the bias. */
const lowest = -1373;

const stepsPerUnit = stepsPerOctave / ln2.high;

/** Adding and subtracting it rounds to an integer. */
const roundingShift = 1.5 * 2 ** 52;

/**
 * One step, ln 2 / 256, in two parts: the first ends in enough zeros for its product with any step
 * count to be exact (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980).
 */
const stepLength = ln2.high / stepsPerOctave;
const stepLengthHigh = stepLength + 2 ** 10 - 2 ** 10;
const stepLengthLow = stepLength - stepLengthHigh + ln2.low / stepsPerOctave;

/** 2^(960 - i): the octaves, from the bias down to the smallest normal number. */
const octaves = Float64Array.from({ length: 1983 }, (_, i) => 2 ** (biasExponent - i));

/**
 * Replaces the `count` sums `high[i] + low[i]`, none above 0, by the biased e^(high + low), again as
 * sums of two doubles that are exact to about 2^-60. e^x = 2^(k/256) e^r: the power from a table, the
 * rest from its Taylor series (P. T. P. Tang, "Table-driven implementation of the exponential
 * function in IEEE floating-point arithmetic", 1989).
 */
export function exponentiate(high: Float64Array, low: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = high[i]!;
    if (x < lowest) {
      high[i] = 0;
      low[i] = 0;
      continue;
    }
    const steps = x * stepsPerUnit + roundingShift - roundingShift;
    const r = x - steps * stepLengthHigh - steps * stepLengthLow + low[i]!;
    const series = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
    const k = steps | 0;
    const step = stepHigh[k & (stepsPerOctave - 1)]!;
    const rest = stepLow[k & (stepsPerOctave - 1)]! + step * series;
    const octave = octaves[-(k >> 8)]!;
    const sum = step + rest;
    high[i] = sum * octave;
    low[i] = (rest - (sum - step)) * octave;
  }
}
