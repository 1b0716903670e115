/** a * b + c: rounded once in the module for machines that fuse, twice in the other. */
// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/**
 * Whether this machine rounds `multiplyAdd` once: the standard lets relaxed instructions do either.
 * (1 + 2^-30)^2 is 1 + 2^-29 and a last bit that only an unrounded product has.
 */
export function isFused(): bool {
  const factor = f64x2.splat(1 + 2 ** -30);
  const negative = f64x2.splat(-1 - 2 ** -29);
  return f64x2.extract_lane(multiplyAdd(factor, factor, negative), 0) != 0;
}
