import type { MathMLTemplateResult } from 'lit';
import type { ClassSteps, StepsResult } from '../../protocol/steps.ts';
import type { Digits } from '../numbers.ts';
import {
  formula,
  fraction,
  logarithm,
  minusLogarithmOf,
  numeral,
  operand,
  over,
  power,
  subscript,
  type Term,
} from './mathml.ts';
import { mishapsOf } from './mishaps.ts';
import { linesOf, partakers, type Step, sumOf } from './step.ts';

/** From the logits to the probabilities, and to the logarithms of those that have a part in the loss. */
export function softmaxSteps(result: StepsResult, digits: Digits): Step[] {
  const { classes, temperature, largest, total, logTotal, arithmetic, loss } = result;
  const { subtractsLargest, format } = arithmetic;
  const isDivided = temperature !== 1;
  const isScaled = isDivided || format !== 'float64';
  const logit = isScaled ? 'u' : 'z';
  const n = (value: number) => numeral(value, digits);
  const exponentOf = (index: Term | number) =>
    subtractsLargest ? formula(subscript(logit, index), '−', 'm') : subscript(logit, index);
  const exponentialOf = (index: Term | number) => power('e', exponentOf(index));
  const eachClass = (line: (steps: ClassSteps) => MathMLTemplateResult[]) => linesOf(classes, line);
  const mishaps = mishapsOf(result);

  const scaling: Step = {
    title: isDivided ? 'Divide the logits by the temperature' : `Round the logits to ${format}`,
    law: isDivided
      ? formula(subscript('u', 'k'), '=', fraction(subscript('z', 'k'), 'T'))
      : formula(subscript('u', 'k'), '≈', subscript('z', 'k')),
    lines: eachClass(({ index, logit, scaled }) => [
      subscript('u', index),
      isDivided ? fraction(n(logit), n(temperature)) : n(logit),
      n(scaled),
    ]),
    notes: mishaps.scaled,
  };
  const subtraction: Step[] = [
    {
      title: 'Find the largest logit',
      law: formula('m', '=', over('max', 'k', subscript(logit, 'k')), '=', n(largest)),
      notes: [],
    },
    {
      title: 'Subtract it: no exponential will be larger than 1',
      lines: eachClass(({ index, scaled, shifted }) => [
        exponentOf(index),
        formula(n(scaled), '−', operand(largest, digits)),
        n(shifted),
      ]),
      notes: mishaps.shifted,
    },
  ];
  const softmax: Step[] = [
    {
      title: 'Take the exponentials',
      lines: eachClass(({ index, shifted, exponential }) => [
        exponentialOf(index),
        power('e', n(shifted)),
        n(exponential),
      ]),
      notes: mishaps.exponentials,
    },
    {
      title: 'Add them up',
      law: formula('S', '=', over('∑', 'k', exponentialOf('k'))),
      parts: sumOf(classes, ({ exponential }) => n(exponential), n(total)),
      notes: mishaps.total,
    },
    {
      title: 'Divide by the sum: the probabilities',
      law: formula(subscript('p', 'k'), '=', fraction(exponentialOf('k'), 'S')),
      lines: eachClass(({ index, exponential, probability }) => [
        subscript('p', index),
        fraction(n(exponential), n(total)),
        n(probability),
      ]),
      notes: mishaps.probabilities,
    },
  ];
  const logarithms: Step = {
    title: 'Take the logarithms',
    ...(subtractsLargest && {
      law: formula(minusLogarithmOf('k'), '=', logarithm('S'), '−', '(', exponentOf('k'), ')'),
    }),
    lines: linesOf(partakers(result), ({ index, shifted, probability, surprisal }) => [
      minusLogarithmOf(index),
      subtractsLargest
        ? formula(n(logTotal), '−', operand(shifted, digits))
        : formula('−', logarithm(n(probability))),
      n(surprisal),
    ]),
    notes: mishaps.logarithms,
  };
  return [
    ...(isScaled ? [scaling] : []),
    ...(subtractsLargest ? subtraction : []),
    ...softmax,
    ...(loss ? [logarithms] : []),
  ];
}
