import type { Summary } from '../../protocol/compute.ts';
import { type TakenArray, takenQuantities, type TakenQuantity } from '../../protocol/takeAway.ts';
import { type Choice, chosenCells } from '../chosenCells.ts';
import { quantityTitles, shownQuantity } from '../gridColumns.ts';
import { count } from '../numbers.ts';
import type { ViewState } from '../viewState.ts';

export const takenTitles: Readonly<Record<TakenQuantity, string>> = {
  ...quantityTitles,
  losses: 'Losses per row',
};

/** What there is to take: without a loss, neither losses nor a gradient. */
export function takeableQuantities({ losses }: Summary): readonly TakenQuantity[] {
  return takenQuantities.filter(
    (quantity) => losses !== null || quantity === 'logits' || quantity === 'probabilities',
  );
}

/** The quantity that is to be taken: the one that is chosen for it, or else the one that the grid shows. */
export function takenQuantity({ taken, quantity }: ViewState, summary: Summary): TakenQuantity {
  const shown = shownQuantity(quantity, summary);
  return taken !== null && takeableQuantities(summary).includes(taken) ? taken : shown;
}

/** What is taken of a quantity: of the cells that are chosen, or of all where that is only one. */
export function takenArray(choice: Choice, quantity: TakenQuantity): TakenArray {
  const cells = choice.range === null ? null : chosenCells(choice, false);
  if (!cells) return { quantity, part: null };
  const { arrangement, rows, classes } = cells;
  // Where only results are chosen, there is nothing of a quantity among them.
  const isOfClasses = classes.end > classes.start;
  const part =
    isOfClasses || quantity === 'losses' ? { arrangement, rows, columns: classes } : null;
  return { quantity, part };
}

/** Of which cells an array is, in words. */
export function describePart({ quantity, part }: TakenArray): string {
  if (!part) return 'of all rows';
  const { rows, columns } = part;
  const rowsText = count(rows.end - rows.start, 'chosen row');
  if (quantity === 'losses') return `of ${rowsText}`;
  return `of ${rowsText} × ${count(columns.end - columns.start, 'class', 'classes')}`;
}
