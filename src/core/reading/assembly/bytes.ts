/** What a byte of a text is to the scanners. */
export const blank: u32 = 0;
export const lineEnd: u32 = 1;
export const separator: u32 = 2;
export const closer: u32 = 3;
const semicolon: u32 = 4;
/** A digit or a minus. */
export const numberStart: u32 = 5;
/** What begins a number less often: a plus, a point, or the first letter of a constant. */
export const rareStart: u32 = 6;
export const opener: u32 = 7;
/** The rest, all of UTF-8 beyond ASCII included, is left to TypeScript. */
const unknown: u32 = 8;

/**
 * A table behind all data of the module. What the module has data for is written anew for each thread, and would be
 * empty for a moment.
 */
const kinds: usize = 65_536 - 4096 - 256;
for (let byte: usize = 0; byte < 256; byte++) store<u8>(kinds + byte, kindOfCharacter(<i32>byte));

function kindOfCharacter(byte: i32): u8 {
  if (byte == 0x20 || byte == 0x09) return <u8>blank;
  if (byte == 0x0a || byte == 0x0d) return <u8>lineEnd;
  if (byte == 0x2c) return <u8>separator;
  if (byte == 0x29 || byte == 0x5d || byte == 0x7d) return <u8>closer;
  if (byte == 0x3b) return <u8>semicolon;
  if (isDigit(byte) || byte == 0x2d) return <u8>numberStart;
  if (byte == 0x2b || byte == 0x2e) return <u8>rareStart;
  if (byte == 0x49 || byte == 0x4e || byte == 0x69 || byte == 0x6e) return <u8>rareStart;
  if (byte == 0x28 || byte == 0x5b || byte == 0x7b) return <u8>opener;
  return <u8>unknown;
}

// @ts-ignore: decorator
@inline
export function kindOf(byte: usize): u32 {
  return load<u8>(byte, kinds);
}

// @ts-ignore: decorator
@inline
export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

/** Whether a byte of this kind may stand directly behind a number. */
// @ts-ignore: decorator
@inline
export function isDelimiter(kind: u32): bool {
  return kind <= semicolon;
}

// @ts-ignore: decorator
@inline
export function isSpace(kind: u32): bool {
  return kind <= lineEnd;
}

const eightSpaces: u64 = 0x2020202020202020;

/** Over up to eight of them. How many there are in a print depends on the number, so that no branch foresees it. */
// @ts-ignore: decorator
@inline
export function skipSpaces(at: usize): usize {
  return at + <usize>(ctz(load<u64>(at) ^ eightSpaces) >> 3);
}
