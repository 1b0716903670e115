import { Bracket, enterNextList } from './brackets';
import { closer, isDelimiter, kindOf, numberStart, skipSpaces } from './bytes';
import {
  countDigits,
  digitsAroundPoint,
  digitValues,
  eightCharacters,
  fewDigits,
  findNonDigits,
} from './digits';
import { nearestDouble } from './eiselLemire';
import { readDecimal } from './numbers';
import { Scan } from './scan';

const point: u32 = 0x2e;
const zero: u32 = 0x30;
/** And a byte that is none behind them. */
const threeSpaces: u32 = 0x01202020;

/** Powers of ten, and from the sixteenth on their negatives. */
const signedPowersOfTen = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, -1e0, -1e1,
  -1e2, -1e3, -1e4, -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
]);
const powersOfTen = memory.data<u64>([1, 10, 100, 1000, 10_000]);

/** So many digits are told by the first sixteen characters, with a sign and a point. */
const mostAtOnce: usize = 15;
/** So many more fit into 64 bits. */
const mostMore: usize = 4;

/**
 * Reads a number as most are written: a minus perhaps, up to 15 digits, or up to 19 around a point. All of these look
 * the same to it, so that no branch depends on how long a number is.
 *
 * @param start a digit or a minus
 * @returns where it ends, which may be amid a number that is written otherwise; `start` if none is here
 */
// @ts-ignore: decorator
@inline
function readCommon(start: usize, value: usize, powersOfFive: usize): usize {
  const text = v128.load(start);
  const nonDigits = findNonDigits(text);
  const negative = nonDigits & 1;
  const stops = nonDigits & 0xfffe;
  const laterStops = stops & (stops - 1);
  const whole: usize = ctz(stops);
  // The sign counts as a digit that is zero.
  const digits = digitValues(text);
  const hasPoint = load<u8>(start + whole) == point;
  if (laterStops != 0) {
    let length = whole;
    let count = whole;
    let decimals: usize = 0;
    if (hasPoint) {
      length = ctz(laterStops);
      count = length - 1;
      decimals = count - whole;
    } else if (load<u8>(start + negative) == zero && whole > <usize>negative + 1) {
      // After a leading zero, digits may be octal.
      return start;
    }
    if (count == negative) return start;
    // W. D. Clinger, How to read floating point numbers accurately, PLDI 1990.
    f64.store(
      value,
      <f64>(<i64>digitsAroundPoint(digits, count, decimals)) /
        load<f64>((decimals << 3) + (negative << 7), signedPowersOfTen),
    );
    return start + length;
  }
  const eight = eightCharacters(start + 16);
  const rest = countDigits(eight);
  if (rest > mostMore || stops == 0 || !hasPoint) return start;
  // An exponent may follow: all the rest would be in vain.
  if (!isDelimiter(kindOf(load<u8>(start + 16 + rest)))) return start;
  const decimals = mostAtOnce - whole;
  const mantissa =
    digitsAroundPoint(digits, mostAtOnce, decimals) * load<u64>(rest << 3, powersOfTen) +
    fewDigits(eight, rest);
  const bits = nearestDouble(mantissa, -(<i32>(decimals + rest)), powersOfFive);
  store<u64>(value, bits | (<u64>negative << 63));
  return start + 16 + rest;
}

/**
 * Reads numbers on, as long as each is parted from the next by the separator with up to three spaces behind it.
 * Mostly all are parted alike, so that four bytes are compared with those that part the first two.
 *
 * @param at where a number starts
 * @param suffixes whether the f of a float32 in C may stand behind a number
 * @param bracket the list that they stand in: those that follow it alike are read, too; null for a row of cells
 * @returns where the first thing stands that was not read; `scan.afterValue` tells whether that is behind a number
 */
export function readSeries(
  scan: Scan,
  at: usize,
  separator: u32,
  suffixes: bool,
  bracket: Bracket | null,
): usize {
  const toOffset = scan.toOffset;
  const powersOfFive = scan.powersOfFive;
  let value: usize = scan.values;
  let start: usize = scan.starts;
  let first = firstOf(bracket, value);
  let afterValue = i32(false);
  // Nothing is equal to it before these are known.
  let parting: u32 = 1;
  let partingBits: u32 = 0;
  let partingLength: usize = 0;
  do {
    let end = readCommon(at, value, powersOfFive);
    store<u32>(start, <u32>at + toOffset);
    if ((load<u32>(end) & partingBits) != parting) {
      if (end == at || !isDelimiter(kindOf(load<u8>(end)))) {
        end = readDecimal(at, value, scan, suffixes);
        if (end == 0) break;
      }
      const behind = load<u32>(end);
      if ((behind & 0xff) != separator) {
        value += sizeof<f64>();
        start += sizeof<u32>();
        at = bracket
          ? enterNextList(bracket, end, countOf(first, value), value, start, toOffset)
          : 0;
        if (at == 0) {
          at = end;
          afterValue = i32(true);
          break;
        }
        first = value;
        continue;
      }
      partingLength = 1 + <usize>(ctz((behind >> 8) ^ threeSpaces) >> 3);
      partingBits = <u32>-1 >>> (32 - (<u32>partingLength << 3));
      parting = behind & partingBits;
    }
    at = end + partingLength;
    value += sizeof<f64>();
    start += sizeof<u32>();
  } while (kindOf(load<u8>(at)) == numberStart);
  scan.values = <u32>value;
  scan.starts = <u32>start;
  scan.afterValue = afterValue;
  if (bracket) bracket.count = countOf(first, value);
  return at;
}

/**
 * The same for numbers that nothing but spaces part, as many as there are.
 *
 * @returns where the last of them ends, or the first of a list starts that was not read
 */
export function readSpacedSeries(
  scan: Scan,
  at: usize,
  suffixes: bool,
  bracket: Bracket | null,
): usize {
  const toOffset = scan.toOffset;
  const powersOfFive = scan.powersOfFive;
  let value: usize = scan.values;
  let start: usize = scan.starts;
  let first = firstOf(bracket, value);
  let next = at;
  do {
    let end = readCommon(next, value, powersOfFive);
    if (end == next || !isDelimiter(kindOf(load<u8>(end)))) {
      end = readDecimal(next, value, scan, suffixes);
      if (end == 0) break;
    }
    store<u32>(start, <u32>next + toOffset);
    value += sizeof<f64>();
    start += sizeof<u32>();
    at = end;
    next = skipSpaces(end);
    if (bracket && kindOf(load<u8>(next)) == closer) {
      next = enterNextList(bracket, next, countOf(first, value), value, start, toOffset);
      if (next == 0) break;
      at = next;
      first = value;
    }
  } while (kindOf(load<u8>(next)) == numberStart);
  scan.values = <u32>value;
  scan.starts = <u32>start;
  scan.afterValue = i32(value != first);
  if (bracket) bracket.count = countOf(first, value);
  return at;
}

/** Where the first value of a list stands, or would if all of it were here. */
// @ts-ignore: decorator
@inline
function firstOf(bracket: Bracket | null, next: usize): usize {
  return bracket ? next - <usize>bracket.count * sizeof<f64>() : next;
}

// @ts-ignore: decorator
@inline
function countOf(first: usize, next: usize): i32 {
  return <i32>((next - first) / sizeof<f64>());
}
