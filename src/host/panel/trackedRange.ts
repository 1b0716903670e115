import type { TextRange } from '../../core/array/numericArray.ts';

/** One edit, as VS Code reports it: `rangeLength` units at `rangeOffset` became `text`. */
export interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a range stands after an edit. Text put right before or right behind the range stays outside;
 * an edit that reaches into the range, or replaces just the range, becomes part of it.
 *
 * An edit that replaces the range and more around it, as a change of the line ends or a reload from disk
 * does, says nothing about the range: then what it `held` is looked for in the new text.
 *
 * @returns undefined if that is not there any more
 */
export function moveRange(range: TextRange, edit: Edit, held: string): TextRange | undefined {
  const { rangeOffset, rangeLength, text } = edit;
  const editEnd = rangeOffset + rangeLength;
  const growth = text.length - rangeLength;
  if (editEnd <= range.start) return { start: range.start + growth, end: range.end + growth };
  if (rangeOffset >= range.end) return range;
  const encloses = rangeOffset <= range.start && editEnd >= range.end;
  if (encloses && rangeLength > range.end - range.start) return find(held, range, edit);
  return {
    start: Math.min(range.start, rangeOffset),
    end: Math.max(range.end, editEnd) + growth,
  };
}

/** The occurrence of `held` in the new text that is nearest to where it was, whatever the line ends are. */
function find(held: string, range: TextRange, { rangeOffset, text }: Edit): TextRange | undefined {
  const wanted = held.replaceAll('\r\n', '\n');
  const searched = text.replaceAll('\r\n', '\n');
  if (wanted === '') return undefined;
  const expected = range.start - rangeOffset;
  const before = searched.lastIndexOf(wanted, expected);
  const after = searched.indexOf(wanted, expected);
  const isBeforeNearer = after < 0 || (before >= 0 && expected - before < after - expected);
  const start = isBeforeNearer ? before : after;
  if (start < 0) return undefined;
  const usesPairs = searched.length < text.length;
  const inText = (offset: number) =>
    rangeOffset + offset + (usesPairs ? searched.slice(0, offset).split('\n').length - 1 : 0);
  return { start: inText(start), end: inText(start + wanted.length) };
}
