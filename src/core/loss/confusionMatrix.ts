/** How often a target was predicted as a class. */
export interface Confusion {
  readonly target: number;
  readonly predicted: number;
  readonly count: number;
}

export interface ConfusionMatrix {
  /** The classes that have a row and a column of their own, in order. */
  readonly classes: readonly number[];
  /** Whether a last row and column stand for all the other classes together. */
  readonly hasOthers: boolean;
  /** Row-major: a row for each target, a column for each prediction. */
  readonly counts: readonly number[];
}

/** @param atMost of more classes than this, only those that are most often confused, and may be none */
export function confusionMatrix(
  confusions: readonly Confusion[],
  classes: number,
  atMost: number,
): ConfusionMatrix {
  const hasOthers = classes > atMost;
  const shown = hasOthers
    ? mostConfused(confusions, atMost)
    : Array.from({ length: classes }, (_, index) => index);
  const places = new Map(shown.map((index, place) => [index, place]));
  const side = shown.length + (hasOthers ? 1 : 0);
  const counts = new Array<number>(side * side).fill(0);
  for (const { target, predicted, count } of confusions) {
    const row = places.get(target) ?? shown.length;
    const column = places.get(predicted) ?? shown.length;
    counts[row * side + column]! += count;
  }
  return { classes: shown, hasOthers, counts };
}

/** The classes that are taken for others, or others for them, in most rows. */
function mostConfused(confusions: readonly Confusion[], amount: number): number[] {
  const rows = new Map<number, number>();
  for (const { target, predicted, count } of confusions) {
    if (target === predicted) continue;
    for (const index of [target, predicted]) rows.set(index, (rows.get(index) ?? 0) + count);
  }
  return [...rows]
    .sort(([a, rowsOfA], [b, rowsOfB]) => rowsOfB - rowsOfA || a - b)
    .slice(0, amount)
    .map(([index]) => index)
    .sort((a, b) => a - b);
}
