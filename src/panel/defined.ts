/** The entries that are not undefined. */
export function defined<Entries extends object>(entries: Entries) {
  const present = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as {
    [Name in keyof Entries]?: Exclude<Entries[Name], undefined>;
  };
}
