/** Up to so many classes, all are shown at once. */
const fewClasses = 40;
const topCount = 20;

/** Which classes of a row are worth seeing first. */
export interface ClassSelection {
  readonly classes: readonly number[];
  /** How many others there are, and their probability taken together. */
  readonly rest: { readonly count: number; readonly probability: number } | null;
}

/** All classes if they are few; else those of the highest probability, and the target. */
export function selectClasses(probabilities: Float64Array, target: number | null): ClassSelection {
  if (probabilities.length <= fewClasses) {
    return { classes: Array.from(probabilities, (_, index) => index), rest: null };
  }
  const classes = indicesOfLargest(probabilities, topCount);
  const isClass = target !== null && target >= 0 && target < probabilities.length;
  if (isClass && !classes.includes(target)) classes.push(target);
  const shown = new Set(classes);
  let probability = 0;
  probabilities.forEach((p, index) => {
    if (!shown.has(index)) probability += p;
  });
  return { classes, rest: { count: probabilities.length - classes.length, probability } };
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
