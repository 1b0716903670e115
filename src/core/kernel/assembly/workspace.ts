/**
 * The memory that a thread works with, as offsets from its beginning: the group of rows that is being evaluated, an
 * array per quantity, and what is needed on the way.
 */

/** Where the indices into a table go on their way out of a vector: 16 bytes for each vector at work. */
export const indicesAt: usize = 0;

export const groupAt: usize = 64;

/** So many rows are evaluated together, so that no step has to wait for the last one of the row before. A multiple of 4. */
export const rowsAtMost: i32 = 64;

/** An odd last row has a neighbour that nobody looks at. */
const arrayBytes: usize = 8 * rowsAtMost;
export const largest: usize = 0;
/** The octave that the exponentials of a row refer to. */
export const reference: usize = arrayBytes;
/** The class of the largest logit, as an integer. */
export const largestClass: usize = 2 * arrayBytes;
export const exponentialOfLargest: usize = 3 * arrayBytes;
/** The exponentials of all other classes, as a sum of two doubles. */
export const othersHigh: usize = 4 * arrayBytes;
export const othersLow: usize = 5 * arrayBytes;
/** The class of the target, as an integer; that of the largest logit where there is no target. */
export const targetClass: usize = 6 * arrayBytes;
export const targetLogit: usize = 7 * arrayBytes;
export const exponentialOfTarget: usize = 8 * arrayBytes;
export const weight: usize = 9 * arrayBytes;
/** What turns an exponential into a probability, as a sum of two doubles. */
export const probabilityHigh: usize = 10 * arrayBytes;
export const probabilityLow: usize = 11 * arrayBytes;
/** What turns it into a slope. */
export const slopeHigh: usize = 12 * arrayBytes;
export const slopeLow: usize = 13 * arrayBytes;
export const targetSlope: usize = 14 * arrayBytes;
/** 0 where a row was evaluated; other bits where it cannot be in this way. */
export const doubt: usize = 15 * arrayBytes;

/** What the sum of all exponentials lost when it was rounded. */
export const totalRest: usize = 16 * arrayBytes;
/** The exponentials of all other classes / that of the largest, as a sum of two doubles. */
export const ratioHigh: usize = 17 * arrayBytes;
export const ratioLow: usize = 18 * arrayBytes;
/** 1 / the exponential of the largest logit. */
export const reciprocal: usize = 19 * arrayBytes;
/** log(1 + ratio) */
export const logarithm: usize = 20 * arrayBytes;

/** Exponentials that are not kept. */
export const exponentialsAt: usize = groupAt + 21 * arrayBytes;

/** So many exponentials, with their logits, stay in a cache that is near to the processor. */
export const exponentialsAtMost: i32 = 4096;

export const workspaceBytes: usize = exponentialsAt + 8 * <usize>exponentialsAtMost;
