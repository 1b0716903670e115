import type { Quantity, Summary } from '../../protocol/compute.ts';

/**
 * How strongly a cell is tinted, from -1 to 1, by a scale that holds for the whole array, so that
 * a colour means the same wherever one scrolls. 0 for what has no place on the scale.
 */
export type TintScale = (value: number) => number;

/** The logit, positive or negative, that gets half of the strongest tint. */
const halfwayLogit = 5;

export function tintScale(quantity: Quantity, summary: Summary): TintScale {
  if (quantity === 'logits') {
    // Logits have no bounds, and their range in the whole array is not known here.
    return (value) => {
      if (Number.isFinite(value)) return value / (Math.abs(value) + halfwayLogit);
      return Number.isNaN(value) ? 0 : Math.sign(value);
    };
  }
  const bound = quantity === 'gradient' ? largestGradient(summary) : 1;
  return (value) => (Number.isNaN(value) ? 0 : Math.min(Math.max(value / bound, -1), 1));
}

/** The bound of |B p_c - B_c| / T, the gradient of one row in PyTorch's definition, reduced. */
export function largestGradient({ options, losses }: Summary): number {
  const { classWeights = [1], temperature = 1, reduction } = options;
  const divisor = reduction === 'mean' && losses !== null ? losses.divisor : 1;
  const heaviest = classWeights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const bound = heaviest / temperature / Math.abs(divisor);
  // Where no weight counts, or they cancel out, there is no gradient, or no bound.
  return bound > 0 && Number.isFinite(bound) ? bound : 1;
}
