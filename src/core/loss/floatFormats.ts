/** A binary floating-point format of fewer bits than a double. */
export interface FloatFormat {
  readonly name: 'float32' | 'float16' | 'bfloat16';
  /** To the nearest number of the format, ties to even; beyond the largest, to infinity. */
  readonly round: (value: number) => number;
}

/** IEEE 754 binary32 and binary16; bfloat16 has the exponents of binary32 and 8 bits of precision. */
export const floatFormats: readonly FloatFormat[] = [
  { name: 'float32', round: Math.fround },
  { name: 'float16', round: (value) => roundTo(value, 10, -14, 15) },
  { name: 'bfloat16', round: (value) => roundTo(value, 7, -126, 127) },
];

function roundTo(
  value: number,
  fractionBits: number,
  smallestExponent: number,
  largestExponent: number,
): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const exponent = Math.max(exponentOf(value), smallestExponent);
  const quantum = 2 ** (exponent - fractionBits);
  // Next to 2^52, doubles are the integers.
  const shift = Math.sign(value) * 2 ** 52;
  const rounded = (value / quantum + shift - shift) * quantum;
  return Math.abs(rounded) < 2 ** (largestExponent + 1) ? rounded : Math.sign(value) * Infinity;
}

/** floor(log2(|value|)), also where the logarithm rounds to the next integer. */
function exponentOf(value: number): number {
  const magnitude = Math.abs(value);
  const exponent = Math.round(Math.log2(magnitude));
  return 2 ** exponent > magnitude ? exponent - 1 : exponent;
}
