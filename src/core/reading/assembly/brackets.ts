import { kindOf, numberStart, skipSpaces } from './bytes';
import { Scan } from './scan';

const closeParenthesis: u32 = 0x29;

/** An open bracket. */
@unmanaged
export class Bracket {
  /** The offset of the opening character. */
  start: u32;
  closer: u32;
  /** How many elements were read. */
  count: i32;
  commas: i32;
  /** How many elements each bracket of this level has; `unknown` before the first is closed. */
  size: i32;
  /** What was before it was opened. */
  valuesBefore: u32;
  startsBefore: u32;
  numberLevelBefore: i32;
  afterValueBefore: i32;
  lineEndedBefore: i32;
  commasBefore: i32;
  firstJoinBefore: i32;
}

// @ts-ignore: decorator
@inline
export function bracketAt(scan: Scan, level: i32): Bracket {
  return changetype<Bracket>(<usize>scan.brackets + <usize>level * offsetof<Bracket>());
}

/** The next bracket inwards, or outwards. */
// @ts-ignore: decorator
@inline
export function inner(bracket: Bracket): Bracket {
  return changetype<Bracket>(changetype<usize>(bracket) + offsetof<Bracket>());
}

// @ts-ignore: decorator
@inline
export function outer(bracket: Bracket): Bracket {
  return changetype<Bracket>(changetype<usize>(bracket) - offsetof<Bracket>());
}

/**
 * What parted two lists that stood one behind the other, both brackets included, and what was known behind it. Mostly
 * all are parted alike, and going through that one by one took a quarter of the time of rows of ten short numbers.
 */
let parting: u64;
let partingBits: u64;
let partingLength: usize;
let partingAfterValue: i32;
let partingLineEnded: i32;

export function forgetParting(): void {
  // Nothing is equal to that.
  parting = 1;
  partingBits = 0;
}

/**
 * Notes what parts the list that is closed at `closedAt` from the one that `bracket` begins, at `at`.
 *
 * @param closedAt 0 where none stands before it
 */
export function noteParting(bracket: Bracket, closedAt: usize, at: usize): void {
  const length = at - closedAt + 1;
  if (length > sizeof<u64>() || load<u8>(closedAt) != bracket.closer) return;
  partingLength = length;
  partingBits = <u64>-1 >> (64 - (<u64>length << 3));
  parting = load<u64>(closedAt) & partingBits;
  partingAfterValue = bracket.afterValueBefore;
  partingLineEnded = bracket.lineEndedBefore;
}

/**
 * Closes a list of numbers and opens the next, if they are parted like those before and numbers follow. All else that
 * is known about them stays as it was: where commas part values blanks cannot, and the other way round.
 *
 * @param values where the next value goes, and `starts` where it starts in the text
 * @returns where the next number stands; 0 if nothing was done
 */
export function enterNextList(
  bracket: Bracket,
  at: usize,
  count: i32,
  values: usize,
  starts: usize,
  toOffset: u32,
): usize {
  const alike = (load<u64>(at) & partingBits) == parting && load<u8>(at) == bracket.closer;
  if (!alike || count != bracket.size) return 0;
  // Parentheses around a single element may be no list.
  if (count == 1 && bracket.closer == closeParenthesis) return 0;
  const next = skipSpaces(at + partingLength);
  if (kindOf(load<u8>(next)) != numberStart) return 0;
  outer(bracket).count++;
  bracket.start = <u32>(at + partingLength) - 1 + toOffset;
  bracket.commas = 0;
  bracket.valuesBefore = <u32>values;
  bracket.startsBefore = <u32>starts;
  bracket.afterValueBefore = partingAfterValue;
  bracket.lineEndedBefore = partingLineEnded;
  return next;
}
