/**
 * Arithmetic on unevaluated sums of two doubles, about 106 bits. Algorithms: T. J. Dekker, "A
 * floating-point technique for extending the available precision" (1971), and J. R. Shewchuk,
 * "Adaptive precision floating-point arithmetic" (1997).
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** As many sums of two doubles. */
export interface DoubleDoubleArray {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

export function doubleDoubleArray(length: number): DoubleDoubleArray {
  return { high: new Float64Array(length), low: new Float64Array(length) };
}

export function setAt(array: DoubleDoubleArray, i: number, { high, low }: DoubleDouble): void {
  array.high[i] = high;
  array.low[i] = low;
}

/** An infinite or NaN result has no error to carry, and an error that overflowed on the way is unknown. */
export function pair(high: number, low: number): DoubleDouble {
  return { high, low: finiteOrZero(low) };
}

function finiteOrZero(error: number): number {
  return Number.isFinite(error) ? error : 0;
}

export function fromNumber(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

export function toNumber(value: DoubleDouble): number {
  return value.high + value.low;
}

/** Needs |large| >= |small|, or large = 0. */
function quickSum(large: number, small: number): DoubleDouble {
  const high = large + small;
  return pair(high, small - (high - large));
}

/** a + b, exactly. */
export function sumOf(a: number, b: number): DoubleDouble {
  const high = a + b;
  const b1 = high - a;
  return pair(high, a - (high - b1) + (b - b1));
}

/** Splits a double into two halves of at most 26 bits each (Veltkamp). */
export const splitter = 2 ** 27 + 1;

/** a * b, exactly unless it over- or underflows. */
export function productOf(a: number, b: number): DoubleDouble {
  const high = a * b;
  const scaledA = splitter * a;
  const aHigh = scaledA - (scaledA - a);
  const aLow = a - aHigh;
  const scaledB = splitter * b;
  const bHigh = scaledB - (scaledB - b);
  const bLow = b - bHigh;
  return pair(high, aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow));
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const highs = sumOf(a.high, b.high);
  const lows = sumOf(a.low, b.low);
  const rounded = quickSum(highs.high, highs.low + lows.high);
  return quickSum(rounded.high, rounded.low + lows.low);
}

export function negate(a: DoubleDouble): DoubleDouble {
  return { high: -a.high, low: -a.low };
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = productOf(a.high, b.high);
  return quickSum(product.high, product.low + finiteOrZero(a.high * b.low + a.low * b.high));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const product = productOf(quotient, b.high);
  const remainder = a.high - product.high - product.low + a.low - quotient * b.low;
  return quickSum(quotient, finiteOrZero(remainder / b.high));
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a.high);
  const remainder = add(a, negate(productOf(root, root)));
  return quickSum(root, remainder.high / (2 * root));
}

/** A running sum that keeps what each addition rounds off. */
export class CompensatedSum {
  #high = 0;
  #low = 0;

  add(value: number): void {
    const before = this.#high;
    this.#high += value;
    const added = this.#high - before;
    this.#low += before - (this.#high - added) + (value - added);
  }

  get value(): DoubleDouble {
    return quickSum(this.#high, finiteOrZero(this.#low));
  }
}

/** As `CompensatedSum`, of many numbers at once. */
export function sumOfAll(values: Float64Array): DoubleDouble {
  let high = 0;
  let low = 0;
  // V8 runs this several times as fast as a loop over the values.
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    const sum = high + value;
    const added = sum - high;
    low += high - (sum - added) + (value - added);
    high = sum;
  }
  return quickSum(high, finiteOrZero(low));
}
