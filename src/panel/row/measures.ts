import type { RowDetail } from '../../protocol/compute.ts';
import { type Scale, scaleOf, scaleOfLogits, scaleOfProbabilities } from './scale.ts';

/** What is shown of every class: a number, and a bar if there is a scale. */
export interface Measure {
  readonly title: string;
  readonly explanation: string;
  readonly values: Float64Array;
  readonly scale?: Scale;
}

/**
 * The measures of a row.
 *
 * @param before what they were when the same row was shown last. Scales only grow until another row is
 *   chosen, so that what moves while a logit is changed are the bars.
 */
export function measuresOf(detail: RowDetail, before: readonly Measure[]): Measure[] {
  const measures: Measure[] = [];
  const add = (
    title: string,
    explanation: string,
    values: Float64Array | null,
    scaleFor?: (values: Float64Array, other?: Scale) => Scale,
  ): void => {
    if (!values) return;
    const other = before.find((measure) => measure.title === title)?.scale;
    measures.push({
      ...{ title, explanation, values },
      ...(scaleFor && { scale: scaleFor(values, other) }),
    });
  };
  add('z', 'Logit', detail.logits, scaleOfLogits);
  add('p', 'Probability', detail.probabilities, scaleOfProbabilities);
  add('q', 'Probability as target', detail.targetProbabilities, scaleOfProbabilities);
  add('gradient', 'Derivative of the loss by the logit', detail.gradient, scaleOf);
  add('loss if target', 'The loss of the row, were this class its target', detail.lossIfTarget);
  return measures;
}
