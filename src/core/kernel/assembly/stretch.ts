import { largerLane, scaled } from './lanes';

/** The largest logit in [from, end), at least one; NaN counts as the lowest infinity. */
export function largestIn(from: usize, end: usize): f64 {
  let a = f64x2.splat(-Infinity);
  let b = a;
  let c = a;
  let d = a;
  let at = from;
  for (; at + 64 <= end; at += 64) {
    a = f64x2.pmax(a, v128.load(at));
    b = f64x2.pmax(b, v128.load(at, 16));
    c = f64x2.pmax(c, v128.load(at, 32));
    d = f64x2.pmax(d, v128.load(at, 48));
  }
  for (; at + 16 <= end; at += 16) a = f64x2.pmax(a, v128.load(at));
  if (at < end) a = f64x2.pmax(a, v128.load64_splat(at));
  return largerLane(f64x2.pmax(f64x2.pmax(a, b), f64x2.pmax(c, d)));
}

/** Where in [from, end) a logit stands for the first time; the beginning if nowhere. */
export function placeOf(logit: f64, from: usize, end: usize): usize {
  const wanted = f64x2.splat(logit);
  let at = from;
  for (; at + 64 <= end; at += 64) {
    const first = v128.or(f64x2.eq(v128.load(at), wanted), f64x2.eq(v128.load(at, 16), wanted));
    const second = v128.or(f64x2.eq(v128.load(at, 32), wanted), f64x2.eq(v128.load(at, 48), wanted));
    if (v128.any_true(v128.or(first, second))) break;
  }
  for (; at < end; at += 8) if (load<f64>(at) == logit) return at;
  return from;
}

/** Writes `count` numbers from `from` on, times a sum of two doubles, to `into`. */
export function scale(from: usize, count: i32, high: f64, low: f64, into: usize): void {
  const highs = f64x2.splat(high);
  const lows = f64x2.splat(low);
  const end = from + (<usize>count << 3);
  let at = from;
  let to = into;
  for (; at + 64 <= end; at += 64, to += 64) {
    v128.store(to, scaled(v128.load(at), highs, lows));
    v128.store(to, scaled(v128.load(at, 16), highs, lows), 16);
    v128.store(to, scaled(v128.load(at, 32), highs, lows), 32);
    v128.store(to, scaled(v128.load(at, 48), highs, lows), 48);
  }
  for (; at + 16 <= end; at += 16, to += 16) v128.store(to, scaled(v128.load(at), highs, lows));
  if (at < end) v128.store64_lane(to, scaled(v128.load64_zero(at), highs, lows), 0);
}
