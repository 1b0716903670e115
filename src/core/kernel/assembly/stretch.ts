/** Stretches of doubles or floats. */
import { addLanes, multiplyAdd, secondLanes, sumError } from './lanes';

/** The largest lane, without a branch that depends on which it is. */
// @ts-ignore: decorator
@inline
function largestLane<T>(a: v128): T {
  let largest = v128.pmax<T>(a, secondLanes(a, a));
  if (sizeof<T>() == 4) {
    largest = v128.pmax<T>(largest, i8x16.shuffle(largest, largest, 4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15));
  }
  return v128.extract_lane<T>(largest, 0);
}

/** The largest number in [from, end), at least one; NaN counts as the lowest infinity. */
// @ts-ignore: decorator
@inline
export function largestIn<T>(from: usize, end: usize): T {
  let a = v128.splat<T>(<T>-Infinity);
  let at = from;
  if (end - from >= 256) {
    let b = a;
    let c = a;
    let d = a;
    for (; at + 64 <= end; at += 64) {
      a = v128.pmax<T>(a, v128.load(at));
      b = v128.pmax<T>(b, v128.load(at, 16));
      c = v128.pmax<T>(c, v128.load(at, 32));
      d = v128.pmax<T>(d, v128.load(at, 48));
    }
    a = v128.pmax<T>(v128.pmax<T>(a, b), v128.pmax<T>(c, d));
  }
  for (; at + 16 <= end; at += 16) a = v128.pmax<T>(a, v128.load(at));
  // The last vector overlaps the one before: a number may be looked at twice.
  if (end - from >= 16) a = v128.pmax<T>(a, v128.load(end - 16));
  else for (; at < end; at += sizeof<T>()) a = v128.pmax<T>(a, v128.splat<T>(load<T>(at)));
  return largestLane<T>(a);
}

/** Which number in [from, end) equals another for the first time; 0 if none does. */
// @ts-ignore: decorator
@inline
export function indexOf<T>(number: T, from: usize, end: usize): i32 {
  const wanted = v128.splat<T>(number);
  let at = from;
  if (end - from >= 256) {
    for (; at + 64 <= end; at += 64) {
      const first = v128.or(v128.eq<T>(v128.load(at), wanted), v128.eq<T>(v128.load(at, 16), wanted));
      const second = v128.or(v128.eq<T>(v128.load(at, 32), wanted), v128.eq<T>(v128.load(at, 48), wanted));
      if (v128.any_true(v128.or(first, second))) break;
    }
  }
  if (end - from < 16) {
    for (; at < end; at += sizeof<T>()) if (load<T>(at) == number) return <i32>((at - from) / sizeof<T>());
    return 0;
  }
  // It is in one of the next vectors or in the last, which may overlap the one before. The bits of a vector, above them
  // those of the one before: no branch depends on where the number is.
  const lanes = 16 / <i32>sizeof<T>();
  const vectorsEnd = at + min(240, (end - at) & ~15);
  let bits: u64 = 0;
  for (; at < vectorsEnd; at += 16) bits = (bits << lanes) | bitsOfEqual<T>(at, wanted);
  bits = (bits << lanes) | bitsOfEqual<T>(end - 16, wanted);
  if (!bits) return 0;
  const vectorsAfter = (63 - <i32>clz(bits)) / lanes;
  const vector = vectorsAfter ? vectorsEnd - (<usize>vectorsAfter << 4) : end - 16;
  const lane = <i32>ctz((bits >> (vectorsAfter * lanes)) & ((1 << lanes) - 1));
  return <i32>((vector - from) / sizeof<T>()) + lane;
}

// @ts-ignore: decorator
@inline
function bitsOfEqual<T>(at: usize, wanted: v128): u64 {
  const equal = v128.eq<T>(v128.load(at), wanted);
  return <u64>(sizeof<T>() == 8 ? i64x2.bitmask(equal) : i32x4.bitmask(equal));
}

/** So much of a stretch is looked through at a time. */
const soughtBytes: usize = 1024;

/** Where the largest number in [from, end) stands for the first time; the first place if none is above -Infinity. */
// @ts-ignore: decorator
@inline
export function placeOfLargest<T>(from: usize, end: usize): usize {
  let largest = <T>-Infinity;
  let start = from;
  for (let at = from; at < end; at += soughtBytes) {
    const found = largestIn<T>(at, min(at + soughtBytes, end));
    if (found > largest) {
      largest = found;
      start = at;
    }
  }
  return start + <usize>indexOf<T>(largest, start, min(start + soughtBytes, end)) * sizeof<T>();
}

/** Numbers are added plainly over so many bytes, in four sums, then the rounding is kept track of. */
export const plainBytes: usize = 128;

/** The vector that is n bytes from here lets the last n bytes of another pass. */
const lastBytes: usize = memory.data<u64>([0, 0, -1, -1]);

/** Writes the sum of the numbers in [from, end), none of them negative, as a sum of two doubles. */
// @ts-ignore: decorator
@inline
export function sumOf<T>(from: usize, end: usize, high: usize, low: usize): void {
  let sum = f64x2.splat(0);
  let lost = sum;
  let at = from;
  for (; at + plainBytes <= end; at += plainBytes) {
    let a = v128.load(at);
    let b = v128.load(at, 16);
    let c = v128.load(at, 32);
    let d = v128.load(at, 48);
    for (let i: usize = 64; i < plainBytes; i += 64) {
      a = v128.add<T>(a, v128.load(at + i));
      b = v128.add<T>(b, v128.load(at + i, 16));
      c = v128.add<T>(c, v128.load(at + i, 32));
      d = v128.add<T>(d, v128.load(at + i, 48));
    }
    const part = twoDoubles<T>(v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d)));
    const next = f64x2.add(sum, part);
    lost = f64x2.add(lost, sumError(sum, part, next));
    sum = next;
  }
  let a = v128.splat<T>(0);
  let b = a;
  let c = a;
  let d = a;
  for (; at + 64 <= end; at += 64) {
    a = v128.add<T>(a, v128.load(at));
    b = v128.add<T>(b, v128.load(at, 16));
    c = v128.add<T>(c, v128.load(at, 32));
    d = v128.add<T>(d, v128.load(at, 48));
  }
  if (at + 32 <= end) {
    a = v128.add<T>(a, v128.load(at));
    b = v128.add<T>(b, v128.load(at, 16));
    at += 32;
  }
  if (at + 16 <= end) {
    c = v128.add<T>(c, v128.load(at));
    at += 16;
  }
  if (end - from >= 16) d = v128.add<T>(d, v128.and(v128.load(end - 16), v128.load(lastBytes + (end - at))));
  let rest = twoDoubles<T>(v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d)));
  if (end - from < 16) {
    for (; at < end; at += sizeof<T>()) {
      rest = f64x2.add(rest, f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<T>(at)));
    }
  }
  const next = f64x2.add(sum, rest);
  lost = f64x2.add(lost, sumError(sum, rest, next));
  const swapped = secondLanes(next, next);
  const joined = f64x2.add(next, swapped);
  v128.store64_lane(high, joined, 0);
  store<f64>(low, f64x2.extract_lane(sumError(next, swapped, joined), 0) + addLanes(lost));
}

/** Two doubles, or four floats added up to two. */
// @ts-ignore: decorator
@inline
function twoDoubles<T>(a: v128): v128 {
  if (sizeof<T>() == 8) return a;
  return f64x2.add(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(secondLanes(a, a)));
}

/** a * (high + low); a float has no use for the low part. */
// @ts-ignore: decorator
@inline
function scaled<T>(a: v128, high: v128, low: v128): v128 {
  if (sizeof<T>() == 4) return f32x4.mul(a, high);
  return multiplyAdd(a, high, f64x2.mul(a, low));
}

/** Writes the numbers in [from, end), times a sum of two doubles, to `into`. */
// @ts-ignore: decorator
@inline
export function scale<T>(from: usize, end: usize, high: f64, low: f64, into: usize): void {
  const highs = v128.splat<T>(<T>high);
  const lows = v128.splat<T>(<T>low);
  let at = from;
  let to = into;
  if (end - from < 16) {
    for (; at < end; at += sizeof<T>(), to += sizeof<T>()) {
      const one = scaled<T>(v128.splat<T>(load<T>(at)), highs, lows);
      store<T>(to, v128.extract_lane<T>(one, 0));
    }
    return;
  }
  // The last vector overlaps the one before, and is loaded before that is written, maybe in its place.
  const last = scaled<T>(v128.load(end - 16), highs, lows);
  if (end - from >= 256) {
    for (; at + 64 <= end; at += 64, to += 64) {
      v128.store(to, scaled<T>(v128.load(at), highs, lows));
      v128.store(to, scaled<T>(v128.load(at, 16), highs, lows), 16);
      v128.store(to, scaled<T>(v128.load(at, 32), highs, lows), 32);
      v128.store(to, scaled<T>(v128.load(at, 48), highs, lows), 48);
    }
  }
  for (; at + 16 <= end; at += 16, to += 16) v128.store(to, scaled<T>(v128.load(at), highs, lows));
  v128.store(to + (end - at) - 16, last);
}
