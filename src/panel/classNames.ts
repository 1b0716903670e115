import { html, type TemplateResult } from 'lit';
import {
  classInBrief,
  classInWords,
  type ClassNames,
  nameOfClass,
  shortened,
} from '../protocol/compute.ts';

/** Longer names are cut where they stand in columns. */
const mostCharacters = 12;
const mostCharactersNarrow = 8;

/** For a column: "dog", or "3" for a class without a name. */
export function classTitle(names: ClassNames, index: number, hasRoom: boolean): string {
  return shortenedInColumn(nameOfClass(names, index) ?? String(index), hasRoom);
}

export function shortenedInColumn(name: string, hasRoom = true): string {
  return shortened(name, hasRoom ? mostCharacters : mostCharactersNarrow);
}

/** For a sentence: "3 (dog)". The whole of a long name is in the tooltip. */
export function classMention(names: ClassNames, index: number): TemplateResult | string {
  const [whole, brief] = [classInWords(names, index), classInBrief(names, index)];
  return whole === brief ? whole : html`<span title=${whole}>${brief}</span>`;
}
