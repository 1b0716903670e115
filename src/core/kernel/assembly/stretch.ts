import { multiplyAdd } from './lanes';

/** The functions here take doubles or floats. */

// @ts-ignore: decorator
@inline
function largestLane<T>(a: v128): T {
  let largest = v128.extract_lane<T>(a, 0);
  if (v128.extract_lane<T>(a, 1) > largest) largest = v128.extract_lane<T>(a, 1);
  if (sizeof<T>() == 8) return largest;
  if (v128.extract_lane<T>(a, 2) > largest) largest = v128.extract_lane<T>(a, 2);
  if (v128.extract_lane<T>(a, 3) > largest) largest = v128.extract_lane<T>(a, 3);
  return largest;
}

/** The largest logit in [from, end), at least one; NaN counts as the lowest infinity. */
export function largestIn<T>(from: usize, end: usize): T {
  let a = v128.splat<T>(<T>-Infinity);
  let b = a;
  let c = a;
  let d = a;
  let at = from;
  for (; at + 64 <= end; at += 64) {
    a = v128.pmax<T>(a, v128.load(at));
    b = v128.pmax<T>(b, v128.load(at, 16));
    c = v128.pmax<T>(c, v128.load(at, 32));
    d = v128.pmax<T>(d, v128.load(at, 48));
  }
  for (; at + 16 <= end; at += 16) a = v128.pmax<T>(a, v128.load(at));
  for (; at < end; at += sizeof<T>()) a = v128.pmax<T>(a, v128.splat<T>(load<T>(at)));
  return largestLane<T>(v128.pmax<T>(v128.pmax<T>(a, b), v128.pmax<T>(c, d)));
}

/** Where in [from, end) a logit stands for the first time; the beginning if nowhere. */
export function placeOf<T>(logit: T, from: usize, end: usize): usize {
  const wanted = v128.splat<T>(logit);
  let at = from;
  for (; at + 64 <= end; at += 64) {
    const first = v128.or(v128.eq<T>(v128.load(at), wanted), v128.eq<T>(v128.load(at, 16), wanted));
    const second = v128.or(v128.eq<T>(v128.load(at, 32), wanted), v128.eq<T>(v128.load(at, 48), wanted));
    if (v128.any_true(v128.or(first, second))) break;
  }
  for (; at < end; at += sizeof<T>()) if (load<T>(at) == logit) return at;
  return from;
}

/** a * (high + low); a float has no use for the low part. */
// @ts-ignore: decorator
@inline
export function scaled<T>(a: v128, high: v128, low: v128): v128 {
  if (sizeof<T>() == 4) return f32x4.mul(a, high);
  return multiplyAdd(a, high, f64x2.mul(a, low));
}

/** Writes the numbers in [from, end), times a sum of two doubles, to `into`. */
export function scale<T>(from: usize, end: usize, high: f64, low: f64, into: usize): void {
  const highs = v128.splat<T>(<T>high);
  const lows = v128.splat<T>(<T>low);
  let at = from;
  let to = into;
  for (; at + 64 <= end; at += 64, to += 64) {
    v128.store(to, scaled<T>(v128.load(at), highs, lows));
    v128.store(to, scaled<T>(v128.load(at, 16), highs, lows), 16);
    v128.store(to, scaled<T>(v128.load(at, 32), highs, lows), 32);
    v128.store(to, scaled<T>(v128.load(at, 48), highs, lows), 48);
  }
  for (; at + 16 <= end; at += 16, to += 16) v128.store(to, scaled<T>(v128.load(at), highs, lows));
  for (; at < end; at += sizeof<T>(), to += sizeof<T>()) {
    const one = scaled<T>(v128.splat<T>(load<T>(at)), highs, lows);
    store<T>(to, v128.extract_lane<T>(one, 0));
  }
}
