import type { RowDetail } from '../../protocol/compute.ts';
import { type Scale, scaleOf, scaleOfLogits, scaleOfProbabilities } from './scale.ts';

/** What is shown of every class: a number, maybe with a bar, or with one that can be dragged. */
export type Measure = {
  readonly title: string;
  readonly explanation: string;
  readonly values: Float64Array;
} & ({ readonly kind: 'number' } | { readonly kind: 'bar' | 'slider'; readonly scale: Scale });

/**
 * The measures of a row.
 *
 * @param logits those that are wanted, which may be ahead of the rest
 * @param before what they were when the same row was shown last. From there scales only grow, so that what
 *   moves while a logit is changed are the bars.
 */
export function measuresOf(
  detail: RowDetail,
  logits: Float64Array,
  before: readonly Measure[],
): Measure[] {
  const measures: Measure[] = [];
  const add = (
    kind: 'bar' | 'slider',
    title: string,
    explanation: string,
    values: Float64Array | null,
    scaleFor: (values: Float64Array, other?: Scale) => Scale,
  ): void => {
    if (!values) return;
    const other = before.find((measure) => measure.title === title);
    const scale = scaleFor(values, other && 'scale' in other ? other.scale : undefined);
    measures.push({ kind, title, explanation, values, scale });
  };
  const { probabilities, targetProbabilities, gradient, lossIfTarget } = detail;
  add('slider', 'z', 'Logit', logits, scaleOfLogits);
  add('bar', 'p', 'Probability', probabilities, scaleOfProbabilities);
  add('bar', 'q', 'Probability as target', targetProbabilities, scaleOfProbabilities);
  add('bar', 'gradient', 'Derivative of the loss by the logit', gradient, scaleOf);
  if (lossIfTarget) {
    measures.push({
      kind: 'number',
      title: 'loss if target',
      explanation: 'The loss of the row, were this class its target',
      values: lossIfTarget,
    });
  }
  return measures;
}
