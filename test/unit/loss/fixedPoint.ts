/**
 * Real numbers as integer multiples of 2^-2400: every double fits exactly, and e^-1060 still has more
 * than 250 digits. Slow, simple, and shares nothing with the code that it is the reference for.
 */
const fractionBits = 2400n;
const one = 1n << fractionBits;

export function fixed(value: number): bigint {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a real number`);
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  return (BigInt(mantissa) << fractionBits) >> BigInt(exponent);
}

/** The nearest double. */
export function nearest(value: bigint): number {
  if (value < 0n) return -nearest(-value);
  const surplus = Math.max(0, value.toString(2).length - 64);
  const top = value >> BigInt(surplus);
  const sticky = top << BigInt(surplus) === value ? 0n : 1n;
  const exponent = surplus - Number(fractionBits);
  const half = Math.trunc(exponent / 2);
  return Number(top | sticky) * 2 ** half * 2 ** (exponent - half);
}

export function times(a: bigint, b: bigint): bigint {
  return (a * b) >> fractionBits;
}

export function over(a: bigint, b: bigint): bigint {
  return (a << fractionBits) / b;
}

const halvings = 40n;

/** e^x, by Taylor's series of e^(x / 2^40). */
export function exponential(x: bigint): bigint {
  if (x < fixed(-1660)) return 0n;
  const octaves = x / ln2;
  const reduced = (x - octaves * ln2) >> halvings;
  let sum = one;
  for (let term = reduced, n = 2n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = times(term, reduced) / n;
  }
  for (let i = 0n; i < halvings; i++) sum = times(sum, sum);
  return octaves < 0n ? sum >> -octaves : sum << octaves;
}

/** log(1 + x) for x >= 0, by Halley's iteration on e^y = 1 + x. */
export function logOnePlus(x: bigint): bigint {
  let y = fixed(Math.log1p(nearest(x)));
  for (let i = 0; i < 5; i++) {
    const power = exponential(y);
    y += over(2n * (one + x - power), one + x + power);
  }
  return y;
}

/** ln 2 = sum 1 / (n 2^n). */
const ln2 = (() => {
  let sum = 0n;
  for (let n = 1n; n <= fractionBits; n++) sum += (one >> n) / n;
  return sum;
})();
