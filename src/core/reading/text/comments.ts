import { lineEnd } from './characters.ts';
import type { CodeNotation } from '../notation.ts';

/** The offset behind the comment that begins at `at`; `at` itself if none does. */
export function skipComment(text: string, at: number, end: number, notation: CodeNotation): number {
  for (const [open, close] of notation.blockComments ?? []) {
    if (!text.startsWith(open, at)) continue;
    const closed = text.indexOf(close, at + open.length);
    return closed < 0 ? end : Math.min(end, closed + close.length);
  }
  for (const open of notation.lineComments) {
    if (text.startsWith(open, at)) return lineEnd(text, at, end);
  }
  return at;
}
