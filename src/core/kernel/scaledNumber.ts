import { type DoubleDouble, pair } from './doubleDouble.ts';

/** `value` times 2^`exponent`: products and quotients of these neither over- nor underflow on the way. */
export interface ScaledNumber {
  /** Of ordinary size, unless it is 0, infinite or NaN. */
  readonly value: DoubleDouble;
  readonly exponent: number;
}

/** Three numbers of up to this many binary orders, and the largest biased exponential, have a finite product. */
const ordinaryExponent = 16;

/** 2^1000 and its inverse are normal numbers, and the subnormals times 2^1000 are, too. */
const largestExponent = 1000;

export function scaledNumber(value: DoubleDouble): ScaledNumber {
  const order = Math.log2(Math.abs(value.high));
  if (Math.abs(order) <= ordinaryExponent) return { value, exponent: 0 };
  const exponent = clamp(Math.floor(order), -largestExponent, largestExponent);
  return { value: timesPower(value, 2 ** -exponent), exponent };
}

/** The exact product with a power of two, unless it over- or underflows. */
export function timesPower(value: DoubleDouble, power: number): DoubleDouble {
  return pair(value.high * power, value.low * power);
}

/**
 * 2^exponent as a product of two powers. The last is a normal number: what is multiplied by it last is
 * rounded once.
 */
export interface SplitPower {
  readonly first: number;
  readonly last: number;
}

export function splitPower(exponent: number): SplitPower {
  const lastExponent = clamp(exponent, -1022, 1023);
  if (exponent === lastExponent) return { first: 1, last: 2 ** exponent };
  return { first: 2 ** (exponent - lastExponent), last: 2 ** lastExponent };
}

/** value * 2^exponent. */
export function timesPowerOfTwo(value: number, exponent: number): number {
  const { first, last } = splitPower(exponent);
  return value * first * last;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
