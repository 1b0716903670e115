import { Bracket, bracketAt, forgetParting, inner, noteParting, outer } from './brackets';
import {
  blank,
  closer,
  isSpace,
  kindOf,
  lineEnd,
  numberStart,
  opener,
  rareStart,
  separator,
} from './bytes';
import { readConstant, readDecimal } from './numbers';
import { Scan, unknown } from './scan';
import { readSeries, readSpacedSeries } from './series';

const comma: u32 = 0x2c;
const openParenthesis: u32 = 0x28;
const closeParenthesis: u32 = 0x29;
const openBracket: u32 = 0x5b;
const closeBracket: u32 = 0x5d;
const openBrace: u32 = 0x7b;
const closeBrace: u32 = 0x7d;

/** `[`, up to nine digits, commas and points, and `]`: this may be the size in a type, `[3]float64{`. */
const longestSize: u32 = 11;

/**
 * Reads on in nested lists, up to what TypeScript has to look at: everything that is no plain number, no
 * bracket and no separator, and everything that may be a mistake. The rules are those of listBuilder.ts.
 */
export function scanList(scan: Scan): void {
  const end: usize = scan.end;
  const toOffset = scan.toOffset;
  let at: usize = scan.at;
  let values: usize = scan.values;
  let starts: usize = scan.starts;
  let level = scan.level;
  let numberLevel = scan.numberLevel;
  let bracket = bracketAt(scan, level);
  let count = bracket.count;
  let afterValue = scan.afterValue != 0;
  let lineEnded = scan.lineEnded != 0;
  let commas = scan.commas != 0;
  let firstJoin = scan.firstJoin;
  forgetParting();
  // Where the list ends that stands before, with no other bracket since.
  let closedAt: usize = 0;
  for (let next = numberLevel == unknown ? 1 : numberLevel + 1; next < scan.levels; next++) {
    bracketAt(scan, next).size = unknown;
  }
  while (at < end) {
    const byte: u32 = load<u8>(at);
    const kind = kindOf(byte);
    if (kind == blank) {
      at++;
    } else if (kind == numberStart || kind == rareStart) {
      if (afterValue && !mayJoin(at, commas, bracket)) break;
      if (lineEnded && level == 0 && scan.rowBreaks > i32(!afterValue)) break;
      if (numberLevel != level) {
        if (numberLevel != unknown) break;
        numberLevel = level;
      }
      const joins = afterValue;
      const start = <i32>(<u32>at + toOffset);
      scan.values = <u32>values;
      scan.starts = <u32>starts;
      bracket.count = count;
      // Mostly more of them follow that are parted alike.
      const byCommas = !joins && firstJoin == unknown && (level > 0 || !scan.optionsFollow);
      if (kind == numberStart && byCommas) {
        at = readSeries(scan, at, comma, true, bracket);
      } else if (kind == numberStart && joins) {
        at = readSpacedSeries(scan, at, true, bracket);
      }
      if (scan.values != <u32>values) {
        values = scan.values;
        starts = scan.starts;
        afterValue = scan.afterValue != 0;
      } else {
        let next = readDecimal(at, values, scan, true);
        if (next == 0) next = readConstant(at, values);
        if (next == 0) break;
        store<u32>(starts, start);
        values += sizeof<f64>();
        starts += sizeof<u32>();
        at = next;
        bracket.count++;
        afterValue = true;
      }
      count = bracket.count;
      lineEnded = count == 0 && bracket.lineEndedBefore != 0;
      if (joins && firstJoin == unknown) firstJoin = start;
      if (byCommas && count > i32(afterValue)) {
        commas = true;
        bracket.commas = 1;
      }
    } else if (kind == separator) {
      if (!afterValue || firstJoin != unknown || (level == 0 && scan.optionsFollow)) break;
      commas = true;
      bracket.commas = 1;
      afterValue = false;
      lineEnded = false;
      at++;
    } else if (kind == lineEnd) {
      lineEnded = true;
      at++;
    } else if (kind == opener) {
      if (numberLevel == level || level + 1 == scan.levels) break;
      if (afterValue && !mayJoin(at, commas, bracket)) break;
      if ((byte == openBrace) != (bracket.closer == closeBrace)) break;
      // A conversion or an array constructor of Fortran may begin so.
      if (byte == openParenthesis) {
        const next = kindOf(load<u8>(at + 1));
        if (next != numberStart && next != opener) break;
      }
      const start = <u32>at + toOffset;
      bracket.count = count;
      bracket = inner(bracket);
      level++;
      bracket.start = start;
      bracket.closer = byte == openParenthesis ? closeParenthesis : byte + 2;
      bracket.commas = 0;
      bracket.valuesBefore = <u32>values;
      bracket.startsBefore = <u32>starts;
      bracket.numberLevelBefore = numberLevel;
      bracket.afterValueBefore = i32(afterValue);
      bracket.lineEndedBefore = i32(lineEnded);
      bracket.commasBefore = i32(commas);
      bracket.firstJoinBefore = firstJoin;
      if (afterValue && firstJoin == unknown) firstJoin = <i32>start;
      noteParting(bracket, closedAt, at);
      closedAt = 0;
      count = 0;
      afterValue = false;
      at++;
    } else if (kind == closer) {
      if (level == 0 || byte != bracket.closer || count == 0) break;
      if (byte == closeBracket && isSize(at, <u32>at + toOffset - bracket.start)) break;
      // Parentheses around a single element are no list.
      if (byte == closeParenthesis && count == 1 && !bracket.commas) break;
      if (bracket.size == unknown) bracket.size = count;
      else if (bracket.size != count) break;
      closedAt = at;
      bracket = outer(bracket);
      level--;
      count = bracket.count + 1;
      afterValue = true;
      lineEnded = false;
      at++;
    } else {
      break;
    }
  }
  const elements = level > 0 && (count == 0 || numberLevel == level);
  if (elements && bracket.closer == closeBracket) {
    const length = <u32>at + toOffset - bracket.start;
    if (length <= longestSize) {
      // TypeScript looks at the whole of what may be a size.
      at -= length;
      values = bracket.valuesBefore;
      starts = bracket.startsBefore;
      numberLevel = bracket.numberLevelBefore;
      afterValue = bracket.afterValueBefore != 0;
      lineEnded = bracket.lineEndedBefore != 0;
      commas = bracket.commasBefore != 0;
      firstJoin = bracket.firstJoinBefore;
      bracket = outer(bracket);
      level--;
      count = bracket.count;
    }
  }
  bracket.count = count;
  scan.at = <u32>at;
  scan.values = <u32>values;
  scan.starts = <u32>starts;
  scan.level = level;
  scan.numberLevel = numberLevel;
  scan.afterValue = i32(afterValue);
  scan.lineEnded = i32(lineEnded);
  scan.commas = i32(commas);
  scan.firstJoin = firstJoin;
}

/** Whether a value may follow another one with nothing but blanks between: in square brackets without commas. */
// @ts-ignore: decorator
@inline
function mayJoin(at: usize, commas: bool, bracket: Bracket): bool {
  return !commas && bracket.closer == closeBracket && isSpace(kindOf(load<u8>(at - 1)));
}

/** Whether the bracket that is closed at `at` may be a size in a type, by its length and what follows. */
// @ts-ignore: decorator
@inline
function isSize(at: usize, length: u32): bool {
  if (length >= longestSize) return false;
  const byte: u32 = load<u8>(at + 1);
  const kind = kindOf(byte);
  if (kind == separator || kind == closer) return false;
  if (!isSpace(kind)) return true;
  const next: u32 = load<u8>(at + 2);
  // A zero stands for what is not here yet.
  return next == openBrace || next == 0;
}
