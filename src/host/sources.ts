import { Range, type Selection, type TextDocument } from 'vscode';
import type { TextRange } from '../core/array/numericArray.ts';
import type { Source } from '../core/reading/reader.ts';

/** How much text on either side of the selection the reader may look at for targets, in UTF-16 units. */
const surroundings = 100_000;

/** Cuts out of a document what the reader needs; nothing is parsed here. `selections` must not be empty. */
export function sourceOf(document: TextDocument, selections: readonly TextRange[]): Source {
  const first = Math.min(...selections.map(({ start }) => start));
  const last = Math.max(...selections.map(({ end }) => end));
  const start = Math.max(0, first - surroundings);
  const range = new Range(document.positionAt(start), document.positionAt(last + surroundings));
  return {
    text: document.getText(range),
    start: document.offsetAt(range.start),
    selections,
    languageId: document.languageId,
  };
}

export function rangesOf(document: TextDocument, selections: readonly Selection[]): TextRange[] {
  return selections.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  }));
}

export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}
