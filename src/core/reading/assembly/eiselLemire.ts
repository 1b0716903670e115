const leastPower = -342;
const greatestPower = 308;

const infinity: u64 = 0x7ff0000000000000;

/**
 * The bits of the double nearest to `digits` times ten to the power of `power`, ties to even. The digits may be
 * any 64-bit integer; `powers` is the table that powersOfFive.ts makes. N. Mushtak and D. Lemire, Fast Number
 * Parsing Without Fallback, Software: Practice and Experience 53(6), 2023; D. Lemire, Number Parsing at a
 * Gigabyte per Second, ibid. 51(8), 2021.
 */
export function nearestDouble(digits: u64, power: i32, powers: usize): u64 {
  if (digits == 0 || power < leastPower) return 0;
  if (power > greatestPower) return infinity;
  const leadingZeros = clz(digits);
  const normalised = digits << leadingZeros;
  const entry = powers + (<usize>(power - leastPower) << 4);
  const factor = load<u64>(entry);
  let high = multiplyHigh(normalised, factor);
  let low = normalised * factor;
  // The lower half of the power matters only where it can carry into the bits that are kept.
  if ((high & 0x1ff) == 0x1ff) {
    const carry = multiplyHigh(normalised, load<u64>(entry + 8));
    low += carry;
    if (carry > low) high++;
  }
  const upperBit = high >> 63;
  const shift = upperBit + 9;
  let mantissa = high >> shift;
  // floor(log2(10^power)) from a fixed-point log2(10).
  const binaryPower = (((152170 + 65536) * power) >> 16) + 63;
  let exponent = binaryPower + <i32>upperBit - <i32>leadingZeros + 1023;
  if (exponent <= 0) {
    const subnormalShift = 1 - exponent;
    if (subnormalShift >= 64) return 0;
    mantissa >>= <u64>subnormalShift;
    mantissa += mantissa & 1;
    // A carry into bit 52 is the exponent of the least normal number.
    return mantissa >> 1;
  }
  // Only these powers can give exactly half a unit; then the even neighbour is meant.
  const half = low <= 1 && power >= -4 && power <= 23 && (mantissa & 3) == 1;
  if (half && mantissa << shift == high) mantissa &= ~1;
  mantissa += mantissa & 1;
  mantissa >>= 1;
  if (mantissa >= <u64>1 << 53) {
    mantissa = <u64>1 << 52;
    exponent++;
  }
  if (exponent >= 0x7ff) return infinity;
  return (mantissa & 0xfffffffffffff) | (<u64>exponent << 52);
}

/** The upper half of the 128-bit product. */
// @ts-ignore: decorator
@inline
function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const low = aLow * bLow;
  const crossed = aHigh * bLow;
  const middle = (low >> 32) + (crossed & 0xffffffff) + aLow * bHigh;
  return aHigh * bHigh + (crossed >> 32) + (middle >> 32);
}
