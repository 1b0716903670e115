import { blank, isDelimiter, isDigit, kindOf } from './bytes';
import { countDigits, eightCharacters, eightDigits, firstDigits } from './digits';
import { nearestDouble } from './eiselLemire';
import { Scan } from './scan';

const minus: u32 = 0x2d;
const plus: u32 = 0x2b;
const point: u32 = 0x2e;
const zero: u32 = 0x30;
const openParenthesis: u32 = 0x28;

/** So many digits always fit into 64 bits. */
const mostDigits: u32 = 19;
/** Integers up to this are exact in a double. */
const mostExact: u64 = 1 << 53;
/** Ten to this power is exact in a double. */
const exactPower = 22;
/** Exponents beyond this all mean zero or infinity, whatever the digits; it keeps sums of them in range. */
const farExponent = 100_000;

const powersOfTen = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]);
const integerPowersOfTen = memory.data<u64>([
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
]);

let mantissa: u64 = 0;

/** Appends the digits from `at` on to the mantissa. @returns where they end */
// @ts-ignore: decorator
@inline
function appendDigits(at: usize): usize {
  let eight = eightCharacters(at);
  let count = countDigits(eight);
  while (count == 8) {
    mantissa = mantissa * 100_000_000 + eightDigits(eight);
    at += 8;
    eight = eightCharacters(at);
    count = countDigits(eight);
  }
  if (count == 0) return at;
  mantissa = mantissa * load<u64>(count << 3, integerPowersOfTen) + firstDigits(eight, count);
  return at + count;
}

/**
 * Reads a decimal number and stores its value at `value`, bit-identical to what `Number` makes of it. One
 * of more than 19 digits is left to TypeScript.
 *
 * @param suffixes whether the f of a float32 in C may stand behind it
 * @returns where it ends; 0 if none is here with a delimiter behind it
 */
export function readDecimal(start: usize, value: usize, scan: Scan, suffixes: bool): usize {
  const first: u32 = load<u8>(start);
  const begin = start + <usize>(first == minus || first == plus);
  let at = begin;
  // After a leading zero, digits may be octal.
  if (load<u8>(at) == zero && isDigit(load<u8>(at + 1))) return 0;
  mantissa = 0;
  at = appendDigits(at);
  let digits = <u32>(at - begin);
  let exponent = 0;
  if (load<u8>(at) == point) {
    const fraction = ++at;
    at = appendDigits(at);
    exponent = <i32>(fraction - at);
    digits += <u32>(at - fraction);
  }
  if (digits == 0) return 0;
  let byte: u32 = load<u8>(at);
  if ((byte | 0x20) == 0x65) {
    byte = load<u8>(++at);
    const lowers = byte == minus;
    at += <usize>(lowers || byte == plus);
    if (!isDigit(load<u8>(at))) return 0;
    let written = 0;
    while (isDigit((byte = load<u8>(at)))) {
      if (written < farExponent) written = written * 10 + <i32>(byte - zero);
      at++;
    }
    exponent += lowers ? -written : written;
  }
  let end = at;
  if (suffixes && (byte | 0x20) == 0x66) byte = load<u8>(++end);
  if (!isDelimiter(kindOf(byte))) return 0;
  if (digits > mostDigits && significantDigits(begin, at) > mostDigits) {
    return scan.leave(start, at, value) ? end : 0;
  }
  let bits: u64;
  if (mantissa <= mostExact && exponent >= -exactPower && exponent <= exactPower) {
    // W. D. Clinger, How to read floating point numbers accurately, PLDI 1990.
    const exact = <f64>mantissa;
    bits = reinterpret<u64>(
      exponent < 0
        ? exact / load<f64>(powersOfTen + (<usize>-exponent << 3))
        : exact * load<f64>(powersOfTen + (<usize>exponent << 3)),
    );
  } else {
    bits = nearestDouble(mantissa, exponent, scan.powersOfFive);
  }
  store<u64>(value, bits | (<u64>(first == minus) << 63));
  return end;
}

/** How many digits stand behind the leading zeros; the mantissa is right if that is few enough. */
function significantDigits(at: usize, end: usize): u32 {
  let count: u32 = 0;
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if ((byte | 0x20) == 0x65) break;
    if (byte != point && (count > 0 || byte != zero)) count++;
  }
  return count;
}

/** Reads a constant that Python, JSON or a print has for what is not finite, like `readDecimal`. */
export function readConstant(start: usize, value: usize): usize {
  const byte: u32 = load<u8>(start);
  const negative = <u64>(byte == minus);
  let at = start + <usize>(byte == minus || byte == plus);
  const three = load<u32>(at) & 0xffffff;
  let bits: u64 = 0x7ff0000000000000;
  if (load<u64>(at) == 0x7974696e69666e49) {
    at += 8; // Infinity
  } else if (three == 0x666e69) {
    at += 3; // inf
  } else if (three == 0x6e616e || three == 0x4e614e) {
    at += 3; // nan, NaN
    bits = 0x7ff8000000000000;
  } else {
    return 0;
  }
  if (!isDelimiter(kindOf(load<u8>(at)))) return 0;
  // C writes NaN as a call.
  let next = at;
  while (kindOf(load<u8>(next)) == blank) next++;
  if (load<u8>(next) == openParenthesis) return 0;
  store<u64>(value, bits | (negative << 63));
  return at;
}
