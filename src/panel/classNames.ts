import type { Summary } from '../protocol/compute.ts';

type ClassNames = Summary['classNames'];

/** Longer names are cut where they stand in columns. */
const mostCharacters = 12;
const mostCharactersNarrow = 8;

/** What a class is called; undefined if it has no name. */
export function nameOfClass(names: ClassNames, index: number): string | undefined {
  const name = names?.[index];
  return name === '' ? undefined : name;
}

/** "3 (dog)", or "3" for a class without a name. */
export function classInWords(names: ClassNames, index: number): string {
  const name = nameOfClass(names, index);
  return name === undefined ? String(index) : `${index} (${name})`;
}

/** For a column: "dog", or "3" for a class without a name. */
export function classTitle(names: ClassNames, index: number, hasRoom: boolean): string {
  return shortened(nameOfClass(names, index) ?? String(index), hasRoom);
}

export function shortened(name: string, hasRoom = true): string {
  const most = hasRoom ? mostCharacters : mostCharactersNarrow;
  if (name.length <= most) return name;
  // Half a character of two code units is none.
  const begin = name.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${begin}…`;
}
