/**
 * Where the largest values are, the largest first, in one pass: a row may have a million. NaN counts as
 * the largest, as it does for the argmax.
 */
export function indicesOfLargest(values: Float64Array, amount: number): number[] {
  const top: { readonly index: number; readonly rank: number }[] = [];
  values.forEach((value, index) => {
    const rank = Number.isNaN(value) ? Infinity : value;
    if (top.length === amount && !(rank > (top.at(-1)?.rank ?? Infinity))) return;
    const place = top.findIndex((entry) => rank > entry.rank);
    top.splice(place < 0 ? top.length : place, 0, { index, rank });
    top.length = Math.min(top.length, amount);
  });
  return top.map(({ index }) => index);
}
