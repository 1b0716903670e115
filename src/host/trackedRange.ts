import type { TextRange } from '../core/array/numericArray.ts';

/** One edit, as VS Code reports it: `rangeLength` units at `rangeOffset` became `text`. */
interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a range stands after an edit. Text put right before or right behind the range stays outside;
 * an edit that reaches into the range, or replaces it whole, becomes part of it.
 */
export function moveRange(range: TextRange, { rangeOffset, rangeLength, text }: Edit): TextRange {
  const editEnd = rangeOffset + rangeLength;
  const growth = text.length - rangeLength;
  if (editEnd <= range.start) return { start: range.start + growth, end: range.end + growth };
  if (rangeOffset >= range.end) return range;
  return {
    start: Math.min(range.start, rangeOffset),
    end: Math.max(range.end, editEnd) + growth,
  };
}
