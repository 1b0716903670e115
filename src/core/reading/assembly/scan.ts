/**
 * What TypeScript and the scanners tell each other, in 32-bit integers: plainScanner.ts has the same order.
 * Addresses are those of bytes in the memory; offsets count from the beginning of the whole text.
 */
@unmanaged
export class Scan {
  /** The next byte to read. */
  at: u32;
  /** Behind the bytes that are here. There a line end stands if the text ends too, otherwise a zero. */
  end: u32;
  /** What makes the address of a byte its offset in the text. */
  toOffset: u32;
  /** Where the next value goes, and where it starts in the text. */
  values: u32;
  starts: u32;
  /** The table of `nearestDouble`. */
  powersOfFive: u32;
  /** Numbers for TypeScript to finish, as the addresses of their values, starts and ends; room for so many. */
  longNumbers: u32;
  longNumberCount: i32;
  longNumberLimit: i32;

  // Lists

  /** The brackets that are open within the one that the scan began in, and that one. */
  brackets: u32;
  level: i32;
  /** How many levels there is room for. */
  levels: i32;
  /** The level whose elements are numbers; `unknown` before the first. */
  numberLevel: i32;
  /** Whether a value stands before, with no comma behind it. */
  afterValue: i32;
  /** Whether a line ended since the last value. */
  lineEnded: i32;
  /** Whether commas part any values. */
  commas: i32;
  /** Where the first value starts that nothing but blanks part from the one before; `unknown` if none does. */
  firstJoin: i32;
  /** Whether a comma at level 0 begins options. */
  optionsFollow: i32;
  /** Where line ends at level 0 part rows: 0 nowhere, 1 where no comma stands before, 2 everywhere. */
  rowBreaks: i32;

  // Rows

  /** The byte that parts cells; a space stands for any blanks. */
  cellSeparator: u32;
  /** How many cells each row has; `unknown` before the first. */
  columns: i32;
  /** How many cells of the unfinished row were read, and the offset at which that starts. */
  cells: i32;
  rowStart: u32;
  /** Where the offsets go at which the next row starts and ends. */
  edges: u32;

  /** Leaves a number to TypeScript. @returns whether there was room for it */
  leave(start: usize, end: usize, value: usize): bool {
    if (this.longNumberCount == this.longNumberLimit) return false;
    const note = <usize>this.longNumbers + <usize>(this.longNumberCount * noteBytes);
    this.longNumberCount++;
    store<u32>(note, <u32>value);
    store<u32>(note + 4, <u32>start);
    store<u32>(note + 8, <u32>end);
    return true;
  }
}

const noteBytes = 12;

export const unknown = -1;
