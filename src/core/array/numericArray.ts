/**
 * A numeric array read out of a text.
 *
 * `values` is row-major over `shape`. `starts[i]` is the offset, in UTF-16 units of the text that was
 * read, at which the literal of `values[i]` starts; where it ends is found by scanning that one literal
 * again, which costs a number four bytes instead of eight.
 */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly starts: Uint32Array;
}

/** A stretch of text: UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
