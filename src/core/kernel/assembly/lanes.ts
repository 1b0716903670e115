/**
 * Arithmetic on two doubles at a time. What is fused in the module for machines with fused multiply-adds
 * is rounded twice in the other; the callers get by with either.
 */

/** a * b + c */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** c - a * b */
// @ts-ignore: decorator
@inline
export function subtractProduct(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(a, b, c);
  return f64x2.sub(c, f64x2.mul(a, b));
}

/** What a + b, rounded to `sum`, lost (D. E. Knuth, "The Art of Computer Programming", 4.2.2). */
// @ts-ignore: decorator
@inline
export function sumError(a: v128, b: v128, sum: v128): v128 {
  const added = f64x2.sub(sum, a);
  return f64x2.add(f64x2.sub(a, f64x2.sub(sum, added)), f64x2.sub(b, added));
}

/** What a * b, rounded to `product`, lost: in one step, or from halves of few bits (T. J. Dekker, 1971). */
// @ts-ignore: decorator
@inline
export function productError(a: v128, b: v128, product: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, f64x2.neg(product));
  const aHigh = upperHalf(a);
  const aLow = f64x2.sub(a, aHigh);
  const bHigh = upperHalf(b);
  const bLow = f64x2.sub(b, bHigh);
  const rest = f64x2.sub(product, f64x2.mul(aHigh, bHigh));
  const cross = f64x2.sub(f64x2.sub(rest, f64x2.mul(aLow, bHigh)), f64x2.mul(aHigh, bLow));
  return f64x2.sub(f64x2.mul(aLow, bLow), cross);
}

/** The number without the lower half of its fraction. */
// @ts-ignore: decorator
@inline
function upperHalf(a: v128): v128 {
  return v128.and(a, i64x2.splat(-1 << 27));
}

/** c - a * b, where a * b is next to c. */
// @ts-ignore: decorator
@inline
export function remainder(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(a, b, c);
  const product = f64x2.mul(a, b);
  return f64x2.sub(f64x2.sub(c, product), productError(a, b, product));
}

/** a * (high + low) */
// @ts-ignore: decorator
@inline
export function scaled(a: v128, high: v128, low: v128): v128 {
  return multiplyAdd(a, high, f64x2.mul(a, low));
}

// @ts-ignore: decorator
@inline
export function addLanes(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** The first lanes of both. */
// @ts-ignore: decorator
@inline
export function firstLanes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** The second lanes of both. */
// @ts-ignore: decorator
@inline
export function secondLanes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
}

/**
 * Whether this machine rounds `multiplyAdd` once: the standard lets relaxed instructions do either.
 * (1 + 2^-30)^2 is 1 + 2^-29 and a last bit that only an unrounded product has.
 */
export function isFused(): bool {
  const factor = f64x2.splat(1.0000000009313226);
  const negative = f64x2.splat(-1.0000000018626451);
  return f64x2.extract_lane(multiplyAdd(factor, factor, negative), 0) != 0;
}

/** The lanes of a where the mask is all ones, those of b where it is 0. */
// @ts-ignore: decorator
@inline
export function select(a: v128, b: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(a, b, mask);
  return v128.bitselect(a, b, mask);
}

/** The four floats nearest to two and two doubles. */
// @ts-ignore: decorator
@inline
export function fourFloats(a: v128, b: v128): v128 {
  return firstLanes(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b));
}

/**
 * Writes the columns of the matrix whose rows are four vectors of floats, or the first two of them with doubles; the
 * first column last.
 */
// @ts-ignore: decorator
@inline
export function storeTransposed<T>(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  into0: usize,
  into1: usize,
  into2: usize,
  into3: usize,
): void {
  if (sizeof<T>() == 8) {
    v128.store(into1, secondLanes(a, b));
    v128.store(into0, firstLanes(a, b));
    return;
  }
  const abLast = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdLast = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(into3, secondLanes(abLast, cdLast));
  v128.store(into2, firstLanes(abLast, cdLast));
  const abFirst = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cdFirst = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(into1, secondLanes(abFirst, cdFirst));
  v128.store(into0, firstLanes(abFirst, cdFirst));
}
