/**
 * One direction of a scrolled area that holds equally large items: which of them can be seen.
 *
 * Chromium cannot lay out a box longer than 2^25 device pixels, and a million rows at 200 % zoom are
 * longer. So the box that is scrolled has a bounded length, and a scroll position stands for a
 * proportional offset in the content.
 */
export interface Axis {
  readonly count: number;
  readonly itemSize: number;
  /** Pixels before the first item that scroll with the items. */
  readonly lead: number;
  /** Pixels at the start of the viewport that are covered by what does not scroll. */
  readonly frozen: number;
  /** Pixels that can be seen at once, the frozen ones included. */
  readonly viewport: number;
}

/** Items from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Within Chromium's bound up to 500 % zoom. */
const longestBox = 6_000_000;

/** @internal Outside of this file, for its tests only. */
export function contentLength(axis: Axis): number {
  return axis.lead + axis.count * axis.itemSize;
}

export function boxLength(axis: Axis): number {
  return Math.min(contentLength(axis), longestBox);
}

/** How many pixels of content one pixel of scrolling passes. */
function contentPerScroll(axis: Axis): number {
  const box = boxLength(axis);
  if (box <= axis.viewport) return 1;
  return (contentLength(axis) - axis.viewport) / (box - axis.viewport);
}

/**
 * The offset that a scroll position stands for.
 * @param intended an offset that was scrolled to: it still holds if the position has only been rounded
 */
export function offsetAtScroll(axis: Axis, scroll: number, intended?: number): number {
  const onlyRounded =
    intended !== undefined && Math.abs(scrollAtOffset(axis, intended) - scroll) < 1;
  return onlyRounded ? intended : scroll * contentPerScroll(axis);
}

export function scrollAtOffset(axis: Axis, offset: number): number {
  return offset / contentPerScroll(axis);
}

/** Where an item starts in the content. */
export function itemStart(axis: Axis, index: number): number {
  return axis.lead + index * axis.itemSize;
}

/** The items that can be seen from an offset, and a few more on either side: one at least, if there are any. */
export function visibleSpan(axis: Axis, offset: number, overscan: number): Span {
  const first = Math.floor((offset + axis.frozen - axis.lead) / axis.itemSize);
  const last = Math.ceil((offset + axis.viewport - axis.lead) / axis.itemSize);
  const end = Math.min(Math.max(last + overscan, 1), axis.count);
  return { start: Math.min(Math.max(first - overscan, 0), end), end };
}

/** The offset nearest to the present one at which a stretch of the content is wholly in view. */
export function offsetToShow(axis: Axis, offset: number, start: number, length: number): number {
  const latest = start - axis.frozen;
  const earliest = start + length - axis.viewport;
  const nearest = Math.min(Math.max(offset, earliest), latest);
  return Math.min(Math.max(nearest, 0), Math.max(contentLength(axis) - axis.viewport, 0));
}
