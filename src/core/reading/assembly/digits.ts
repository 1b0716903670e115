/** What makes numbers of several digits at once: in bytes of 64 bits, or of vectors. */

const eightZeros: u64 = 0x3030303030303030;

/** Eight characters, with digits as their values. */
// @ts-ignore: decorator
@inline
export function eightCharacters(at: usize): u64 {
  return load<u64>(at) ^ eightZeros;
}

/** How many of eight characters are digits before the first that is none. */
// @ts-ignore: decorator
@inline
export function countDigits(eight: u64): usize {
  // The highest bit of every byte that is no digit, up to the first one at least.
  return <usize>(ctz(((eight + 0x7676767676767676) | eight) & 0x8080808080808080) >> 3);
}

/** The number that eight digits make, the first in the lowest byte (J. Cruz; see Lemire 2021, section 6). */
// @ts-ignore: decorator
@inline
export function eightDigits(eight: u64): u64 {
  const pairs = eight * 10 + (eight >> 8);
  return (
    ((pairs & 0x000000ff000000ff) * 0x000f424000000064 +
      ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
    32
  );
}

/** The number that the first `count` of eight digits make, 1 to 8. */
// @ts-ignore: decorator
@inline
export function firstDigits(eight: u64, count: usize): u64 {
  return eightDigits(eight << (64 - (count << 3)));
}

/** The number that the first `count` of eight digits make, 0 to 4. */
// @ts-ignore: decorator
@inline
export function fewDigits(eight: u64, count: usize): u64 {
  const four = <u32>(eight << (32 - (count << 3)));
  const pairs = four * 10 + (four >> 8);
  return (pairs & 0xff) * 100 + ((pairs >> 16) & 0xff);
}

/*
 * Vectors that are written out would be made anew in each turn of a loop, which takes longer than to load them.
 */
const zeros = memory.data<u8>([
  48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48,
]);
/** With this added, all that is more than 9 has the highest bit of its byte. */
const beyondNine = memory.data<u8>([
  118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118, 118,
]);
const placesOfFour = memory.data<i16>([1000, 100, 10, 1, 1000, 100, 10, 1]);
const placesOfFours = memory.data<i16>([10_000, 10_000, 1, 1, 10_000, 10_000, 1, 1]);

/** A bit for each of sixteen characters that is no digit. */
// @ts-ignore: decorator
@inline
export function findNonDigits(text: v128): i32 {
  const values = i8x16.sub(text, v128.load(0, zeros));
  return i8x16.bitmask(i8x16.add_sat_u(values, v128.load(0, beyondNine)));
}

/** The values of sixteen digits; those of signs and points are 0. */
// @ts-ignore: decorator
@inline
export function digitValues(text: v128): v128 {
  return i8x16.sub_sat_u(text, v128.load(0, zeros));
}

/** From the sixteenth byte on, which place each has; before, none. */
const places = memory.data<i8>([
  -16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8,
  9, 10, 11, 12, 13, 14, 15,
]);
/** From the sixteenth byte on, one place more. */
const onePlace = memory.data<i8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
]);

/**
 * The number that the first `count` of sixteen digits make, up to 15, the last `decimals` of which stand behind a
 * point.
 */
// @ts-ignore: decorator
@inline
export function digitsAroundPoint(digits: v128, count: usize, decimals: usize): u64 {
  // Moves them to the end, over the point.
  const from = i8x16.add(v128.load(count, places), v128.load(decimals, onePlace));
  return sixteenDigits(
    ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(digits, from) : i8x16.swizzle(digits, from),
  );
}

// @ts-ignore: decorator
@inline
function sixteenDigits(digits: v128): u64 {
  const factors = v128.load(0, placesOfFour);
  const pairs = i16x8.narrow_i32x4_s(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(digits), factors),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(digits), factors),
  );
  const fours = i32x4.dot_i16x8_s(pairs, v128.load(0, placesOfFours));
  const eights = i32x4.add(fours, i64x2.shr_u(fours, 32));
  return (
    <u64>(<u32>i32x4.extract_lane(eights, 0)) * 100_000_000 +
    <u64>(<u32>i32x4.extract_lane(eights, 2))
  );
}
