import { isPlain, type Summary } from '../../protocol/compute.ts';
import { type TakenArray, takenQuantities, type TakenQuantity } from '../../protocol/takeAway.ts';
import { type Choice, chosenCells } from '../grid/chosenCells.ts';
import { quantityTitles, shownQuantity } from '../grid/gridColumns.ts';
import { count } from '../numbers.ts';
import type { ViewState } from '../store/viewState.ts';

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

/**
 * What is taken of a quantity: of the cells that are chosen; where that is only one, of all rows that the grid
 * shows, in its order.
 */
export function takenArray(choice: Choice, quantity: TakenQuantity): TakenArray {
  if (choice.range === null) return { quantity, part: shownPart(choice) };
  const cells = chosenCells(choice, false);
  if (!cells) return { quantity, part: null };
  const { arrangement, rows, classes } = cells;
  // Where only results are chosen, there is nothing of a quantity among them.
  const isOfClasses = classes.end > classes.start;
  const isTaken = isOfClasses || quantity === 'losses';
  const part = isTaken ? { arrangement, rows, columns: classes } : shownPart(choice);
  return { quantity, part };
}

/** Null for all rows in their own order. */
function shownPart({ host, windows }: Choice): TakenArray['part'] {
  if (!host?.result || !windows || isPlain(windows.arrangement)) return null;
  const { arrangement, rows } = windows;
  const { classes } = host.result.summary;
  return {
    arrangement,
    rows: { start: 0, end: rows },
    columns: { start: 0, end: classes },
  };
}

/** Of which cells an array is, in words. */
export function describePart({ windows }: Choice, { quantity, part }: TakenArray): string {
  if (!part) return 'of all rows';
  const { rows, columns } = part;
  const rowCount = rows.end - rows.start;
  const isAllOfGrid = rowCount === windows?.rows && columns.end - columns.start === windows.classes;
  if (isAllOfGrid) return `of the ${count(rowCount, 'row')} that the grid shows, in its order`;
  const rowsText = count(rowCount, 'chosen row');
  if (quantity === 'losses') return `of ${rowsText}`;
  return `of ${rowsText} × ${count(columns.end - columns.start, 'class', 'classes')}`;
}
