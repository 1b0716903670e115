import type { ClassSteps, StepsResult } from '../../protocol/steps.ts';
import { fullPrecision } from '../numbers.ts';

/** Where, at each step, finite numbers become infinite, 0, or no number at all: in sentences. */
export function mishapsOf({ classes, largest, total, arithmetic: { format } }: StepsResult) {
  const shown = classes.filter((steps) => steps !== null);
  const first = (goesWrong: (steps: ClassSteps) => boolean, say: (steps: ClassSteps) => string) => {
    const found = shown.find(goesWrong);
    return found ? [say(found)] : [];
  };
  const { isFinite } = Number;
  const power = ({ shifted }: ClassSteps) => `e to the ${fullPrecision(shifted)}`;
  const hasInfinite = shown.some(({ exponential }) => exponential === Infinity);
  return {
    scaled: first(
      ({ logit, scaled }) => isFinite(logit) && !isFinite(scaled),
      ({ logit }) => `Overflow: ${fullPrecision(logit)} becomes too large for ${format}.`,
    ),
    shifted: first(
      ({ scaled, shifted }) => scaled === largest && Number.isNaN(shifted),
      ({ scaled }) => `${fullPrecision(scaled)} minus itself is not a number.`,
    ),
    exponentials: [
      ...first(
        ({ shifted, exponential }) => isFinite(shifted) && exponential === Infinity,
        (steps) => `Overflow: ${power(steps)} is too large for ${format}.`,
      ),
      ...first(
        ({ shifted, exponential }) => isFinite(shifted) && exponential === 0,
        (steps) => `Underflow: ${power(steps)} is too small for ${format}, and becomes 0.`,
      ),
    ],
    total:
      total === Infinity && !hasInfinite ? [`Overflow: the sum is too large for ${format}.`] : [],
    probabilities: [
      ...(hasInfinite ? ['∞ / ∞ is not a number.'] : []),
      ...(total === 0 ? ['0 / 0 is not a number.'] : []),
    ],
    logarithms: first(
      ({ probability, surprisal, scaled }) =>
        probability === 0 && surprisal === Infinity && isFinite(scaled),
      () => 'The logarithm of 0 is −∞, although the probability is not really 0.',
    ),
  };
}
