import { readFileSync } from 'node:fs';

/** A text and what it holds, or why it is refused. Numbers JSON has no notation for are strings. */
export interface ReadingCase {
  readonly id: string;
  readonly text: string;
  readonly languageId: string;
  readonly shape: readonly number[] | null;
  readonly values: readonly (number | string)[] | null;
  readonly targets?: readonly number[];
  readonly refuse: string | null;
  readonly errorOffset?: number;
  /** Whether the text alone does not tell what the language does. */
  readonly needsLanguage?: boolean;
  readonly note: string;
}

export const corpusFiles = ['arrays.jsonl', 'arrays-more.jsonl'] as const;

export function casesOf(file: (typeof corpusFiles)[number]): ReadingCase[] {
  return readFileSync(new URL(`../../golden/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ReadingCase);
}
