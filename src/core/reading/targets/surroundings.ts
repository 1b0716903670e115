import type { TextRange } from '../../array/numericArray.ts';

/** What is looked at of a document. */
export interface Excerpt {
  readonly text: string;
  /** The document offset of `text[0]`. */
  readonly start: number;
  readonly languageId: string;
}

/** A text with logits in it, and how far around them something is looked for. */
export interface Surroundings {
  readonly text: string;
  readonly logits: TextRange;
  /** What is looked through: before the logits, and behind them. */
  readonly parts: readonly [before: TextRange, behind: TextRange];
}

/** Farther away than this, nothing is looked for. */
const farthest = 100_000;

export function surroundingsOf(text: string, logits: TextRange): Surroundings {
  const parts: Surroundings['parts'] = [
    { start: Math.max(0, logits.start - farthest), end: logits.start },
    { start: logits.end, end: Math.min(text.length, logits.end + farthest) },
  ];
  return { text, logits, parts };
}

/** Where a pattern matches around the logits. */
export function* matchesAround(
  { text, parts }: Surroundings,
  pattern: RegExp,
): Generator<TextRange> {
  for (const { start, end } of parts) {
    for (const match of text.slice(start, end).matchAll(pattern)) {
      const at = start + match.index;
      yield { start: at, end: at + match[0].length };
    }
  }
}
