/** The distance from a double to the next larger one in magnitude. */
function ulp(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude < 2 ** -1022) return 2 ** -1074;
  const exponent = Math.floor(Math.log2(magnitude));
  // log2 rounds: next to a power of two it may be one off.
  if (2 ** exponent > magnitude) return 2 ** (exponent - 53);
  if (exponent < 1023 && 2 ** (exponent + 1) <= magnitude) return 2 ** (exponent - 51);
  return Math.max(2 ** (exponent - 52), 2 ** -1074);
}

/** How many ulps of `scale` (of `expected`, unless given) lie between two numbers; NaN equals NaN. */
export function ulpsBetween(actual: number, expected: number, scale = expected): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Infinity;
  return Math.abs(actual - expected) / ulp(scale);
}

/** How many ulps of a float of the size of `expected` lie between two numbers; NaN equals NaN. */
export function floatUlpsBetween(actual: number, expected: number): number {
  if (Object.is(Math.fround(actual), Math.fround(expected))) return 0;
  return ulpsBetween(actual, expected) / Math.max(2 ** 29, 2 ** -149 / ulp(expected));
}
