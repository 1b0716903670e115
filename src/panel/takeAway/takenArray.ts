import type { Summary } from '../../protocol/compute.ts';
import { type TakenArray, takenQuantities, type TakenQuantity } from '../../protocol/takeAway.ts';
import { quantityTitles, shownQuantity } from '../gridColumns.ts';
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

/** What a command takes: what the grid shows. */
export function shownArray({ quantity }: ViewState, summary: Summary): TakenArray {
  return { quantity: shownQuantity(quantity, summary), part: null };
}
