/** Up to so many classes, all are shown at once. */
const fewClasses = 40;
const topCount = 20;

/** Which classes of a row are worth seeing first. */
export interface ClassSelection {
  readonly classes: readonly number[];
  /** How many others there are, and their probability taken together. */
  readonly rest: { readonly count: number; readonly probability: number } | null;
}

/**
 * All classes if they are few; else those of the highest probability, and some others.
 *
 * @param others the target, say; what is no class is left out
 * @param first the classes to begin with, if not those of the highest probability
 */
export function selectClasses(
  probabilities: Float64Array,
  others: Iterable<number>,
  first: readonly number[] = indicesOfLargest(probabilities, topCount),
): ClassSelection {
  if (probabilities.length <= fewClasses) {
    return { classes: Array.from(probabilities, (_, index) => index), rest: null };
  }
  const shown = new Set(first);
  for (const index of others) {
    if (index >= 0 && index < probabilities.length) shown.add(index);
  }
  let probability = 0;
  probabilities.forEach((p, index) => {
    if (!shown.has(index)) probability += p;
  });
  return { classes: [...shown], rest: { count: probabilities.length - shown.size, probability } };
}

/** The indices of the largest values, largest first; NaN counts as the largest, as it does for argmax. */
export function indicesOfLargest(values: Float64Array, amount: number): number[] {
  const top: number[] = [];
  const rank = (index: number): number => {
    const value = values[index] ?? Number.NaN;
    return Number.isNaN(value) ? Infinity : value;
  };
  for (let index = 0; index < values.length; index++) {
    const last = top.at(-1);
    if (last !== undefined && top.length === amount && rank(index) <= rank(last)) continue;
    let place = top.length;
    while (place > 0 && rank(index) > rank(top[place - 1] ?? 0)) place--;
    top.splice(place, 0, index);
    if (top.length > amount) top.pop();
  }
  return top;
}
