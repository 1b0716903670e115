import type { LossOptions } from '../../../src/core/loss/options.ts';
import type { Logits } from '../../../src/core/loss/logits.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import { exponential, fixed, logOnePlus, nearest, over, times } from './fixedPoint.ts';

export interface ReferenceResult {
  readonly lossPerRow: readonly number[];
  readonly sum: number;
  readonly mean: number;
  readonly probabilities: readonly number[];
  readonly gradient: readonly number[];
  /** For each entry of the gradient, the larger of the two terms whose difference it is. */
  readonly gradientTerms: readonly number[];
}

/** The loss by the textbook's formulas (PyTorch's convention), in arithmetic that rounds once, at the end. */
export function referenceLoss(
  { rows, classes, values }: Logits,
  targets: Targets,
  options: LossOptions,
): ReferenceResult {
  const zero = 0n;
  const one = fixed(1);
  const temperature = fixed(options.temperature);
  const smoothing = fixed(options.labelSmoothing);
  const weights = Array.from({ length: classes }, (_, c) => fixed(options.classWeights?.[c] ?? 1));
  const share = smoothing / BigInt(classes);
  const isIgnored = (row: number) =>
    targets.kind === 'indices' && targets.indices[row] === options.ignoreIndex;

  const coefficientsOf = (row: number) =>
    weights.map((weight, c) => {
      if (isIgnored(row)) return zero;
      if (targets.kind === 'probabilities') {
        const q = fixed(targets.probabilities[row * classes + c]!);
        return times(weight, times(one - smoothing, q) + share);
      }
      const target = targets.indices[row]!;
      const ofTarget = c === target ? times(one - smoothing, weight) : zero;
      return ofTarget + times(share, weight);
    });

  let divisor = zero;
  for (let row = 0; row < rows; row++) {
    if (targets.kind === 'probabilities') divisor += one;
    else if (!isIgnored(row)) divisor += weights[targets.indices[row]!]!;
  }

  const losses: bigint[] = [];
  const probabilities: number[] = [];
  const gradient: number[] = [];
  const gradientTerms: number[] = [];
  for (let row = 0; row < rows; row++) {
    const z = Array.from(values.subarray(row * classes, (row + 1) * classes), fixed);
    const largest = z.reduce((a, b) => (a > b ? a : b));
    const scaled = z.map((value) => over(value - largest, temperature));
    const exponentials = scaled.map(exponential);
    const total = exponentials.reduce((a, b) => a + b);
    const log = logOnePlus(total - one);
    const coefficients = coefficientsOf(row);
    const weight = coefficients.reduce((a, b) => a + b);
    losses.push(coefficients.map((b, c) => times(b, log - scaled[c]!)).reduce((a, b) => a + b));
    coefficients.forEach((coefficient, c) => {
      const p = over(exponentials[c]!, total);
      const first = toSlope(times(weight, p));
      const second = toSlope(coefficient);
      probabilities.push(nearest(p));
      gradient.push(nearest(first - second));
      gradientTerms.push(Math.max(Math.abs(nearest(first)), Math.abs(nearest(second))));
    });
  }
  const sum = losses.reduce((a, b) => a + b);
  return {
    lossPerRow: losses.map(nearest),
    sum: nearest(sum),
    mean: divisor === zero ? NaN : nearest(over(sum, divisor)),
    probabilities,
    gradient,
    gradientTerms,
  };

  function toSlope(value: bigint): bigint {
    const isMean = options.reduction === 'mean' && divisor !== zero;
    const reduced = isMean ? over(value, divisor) : value;
    return over(reduced, temperature);
  }
}
