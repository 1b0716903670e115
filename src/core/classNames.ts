/** What classes are called, by their indices: nothing, or '', for one without a name. */
export type ClassNames = Readonly<Record<number, string>> | null | undefined;

/** Longer names are cut in sentences. */
const mostCharacters = 24;

/** What a class is called; undefined if it has no name. */
export function nameOfClass(names: ClassNames, index: number): string | undefined {
  const name = names?.[index];
  return name === '' ? undefined : name;
}

/** "3 (dog)", or "3" for a class without a name. */
export function classInWords(names: ClassNames, index: number): string {
  return withName(index, nameOfClass(names, index));
}

/** As `classInWords`, without the end of a long name. */
export function classInBrief(names: ClassNames, index: number): string {
  const name = nameOfClass(names, index);
  return withName(index, name && shortened(name, mostCharacters));
}

function withName(index: number, name: string | undefined): string {
  return name === undefined ? String(index) : `${index} (${name})`;
}

export function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  // Half a character of two code units is none.
  const begin = name.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${begin}…`;
}
