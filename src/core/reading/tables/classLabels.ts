const separator = /[^\p{L}\p{N}]/u;

/** Finds the classes that labels name. */
export class ClassLabels {
  /** From exact names to likely ones: in each, a label that could be several classes is none (-1). */
  private readonly indices: readonly ReadonlyMap<string, number>[];

  /** @param names what the classes are called */
  constructor(names: readonly string[]) {
    const own = withoutShared(names);
    const lowerCase = (name: string) => name.toLowerCase();
    this.indices = [names, own, names.map(lowerCase), own.map(lowerCase)].map(indicesOf);
  }

  /**
   * The class that is called so, but for the case and what all names begin or end with: `Dog` is `logit_dog` beside
   * `logit_cat`.
   *
   * @returns undefined if there is none, -1 if there are several
   */
  find(label: string): number | undefined {
    const [exact, own, lower, ownLower] = this.indices;
    const lowerLabel = label.toLowerCase();
    return (
      exact!.get(label) ?? own!.get(label) ?? lower!.get(lowerLabel) ?? ownLower!.get(lowerLabel)
    );
  }
}

function indicesOf(names: readonly string[]): Map<string, number> {
  const indices = new Map<string, number>();
  for (const [index, name] of names.entries()) indices.set(name, indices.has(name) ? -1 : index);
  return indices;
}

/** The names without the words that all of them begin and end with. */
function withoutShared(names: readonly string[]): readonly string[] {
  const [first = ''] = names;
  if (names.every((name) => name === first)) return names;
  let before = 0;
  while (names.every((name) => before + 1 < name.length && name[before] === first[before]))
    before++;
  while (before > 0 && !separator.test(first[before - 1]!)) before--;
  let behind = 0;
  while (
    names.every(
      (name) => before + behind + 1 < name.length && name.at(-1 - behind) === first.at(-1 - behind),
    )
  )
    behind++;
  while (behind > 0 && !separator.test(first.at(-behind)!)) behind--;
  return names.map((name) => name.slice(before, name.length - behind));
}
