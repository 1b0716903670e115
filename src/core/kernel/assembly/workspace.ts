/**
 * The memory that a thread works with, as offsets from its beginning: a few small things, then the group of
 * rows that is being evaluated, then what narrow or wide rows need beside it.
 */

/** Where the indices into a table go on their way out of a vector: 16 bytes for each vector at work. */
export const indicesAt: usize = 0;

/** The octaves that exponentials refer to, lane by lane. */
export const referencesAt: usize = 32;

/** Running sums, lane by lane: of doubles as 16 bytes of high parts and 16 of low ones, of floats as four doubles. */
export const sumsAt: usize = 48;

/** Exponentials that are only summed are written over each other here. */
export const unwantedAt: usize = 80;

export const groupAt: usize = 128;

/** So many rows are evaluated together, so that no step has to wait for the last one of the row before. */
export const rowsPerGroup: i32 = 64;

/** Of a group of rows, an array per quantity. An odd last row has a neighbour that nobody looks at. */
const arrayBytes: usize = 8 * rowsPerGroup;
export const largest: usize = 0;
/** The octave that the exponentials of a row refer to. */
export const reference: usize = arrayBytes;
/** The exponentials of all classes but the argmax, as a sum of two doubles. */
export const othersHigh: usize = 2 * arrayBytes;
export const othersLow: usize = 3 * arrayBytes;
export const exponentialOfLargest: usize = 4 * arrayBytes;
export const exponentialOfTarget: usize = 5 * arrayBytes;
export const targetLogit: usize = 6 * arrayBytes;
/** The class of the target, as an integer; the argmax where there is none. */
export const targetClass: usize = 7 * arrayBytes;
/** All bits set where the target is the argmax; else 0. */
export const isCertain: usize = 8 * arrayBytes;
export const weight: usize = 9 * arrayBytes;
/** What turns an exponential into a probability, as a sum of two doubles. */
export const probabilityHigh: usize = 10 * arrayBytes;
export const probabilityLow: usize = 11 * arrayBytes;
/** What turns it into a slope. */
export const slopeHigh: usize = 12 * arrayBytes;
export const slopeLow: usize = 13 * arrayBytes;
export const targetSlope: usize = 14 * arrayBytes;
/** The others over the largest, again as a sum of two doubles. */
export const ratioHigh: usize = 15 * arrayBytes;
export const ratioLow: usize = 16 * arrayBytes;
/** The loss where it is next to that ratio. */
export const tinyLoss: usize = 17 * arrayBytes;
/** 0 where a row was evaluated; NaN where it cannot be in this way. */
export const doubt: usize = 18 * arrayBytes;
const groupBytes: usize = 19 * arrayBytes;

export const restAt: usize = groupAt + groupBytes;
