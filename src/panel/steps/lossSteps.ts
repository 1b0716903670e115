import type { MathMLTemplateResult } from 'lit';
import { classInBrief, type ClassNames } from '../../protocol/compute.ts';
import type { StepsResult } from '../../protocol/steps.ts';
import { type Digits, formatNumber } from '../numbers.ts';
import {
  formula,
  fraction,
  indicator,
  minusLogarithmOf,
  numeral,
  operand,
  over,
  subscript,
  type Term,
} from './mathml.ts';
import { linesOf, partakers, type Step, sumOf } from './step.ts';

/** From the logarithms of the probabilities to the loss and its gradient; none for a row without a loss. */
export function lossSteps(
  result: StepsResult,
  labelSmoothing: number,
  digits: Digits,
  names: ClassNames,
): Step[] {
  const { classes, loss, target, temperature } = result;
  if (!loss) return [];
  const { isSpread, weights, coefficientTotal, divisor, isMean } = loss;
  const n = (value: number) => numeral(value, digits);
  const y = target.kind === 'class' ? target.index : undefined;
  /** A factor, unless it is 1. */
  const times = (factor: number, value: MathMLTemplateResult) =>
    factor === 1 ? value : formula(n(factor), '×', value);

  const shares: Step = {
    title: 'What each class counts',
    law: formula(subscript('B', 'k'), '=', shareLaw(result, labelSmoothing)),
    lines: linesOf(classes, ({ index, coefficient }) => [subscript('B', index), n(coefficient)]),
    notes: [],
  };
  const weight = weights === 'none' ? [] : [subscript('w', 'y')];
  const row: Step = {
    title: `The loss of the row${y === undefined ? '' : `, whose target y is ${classInBrief(names, y)}`}`,
    law: isSpread
      ? formula('ℓ', '=', over('∑', 'k', subscript('B', 'k'), '(', minusLogarithmOf('k'), ')'))
      : formula('ℓ', '=', ...parenthesised(weight, minusLogarithmOf('y'))),
    parts:
      isSpread || weights !== 'none'
        ? sumOf(
            partakers(result),
            ({ coefficient, surprisal }) =>
              formula(n(coefficient), '×', operand(surprisal, digits)),
            n(loss.value),
          )
        : [formula('=', n(loss.value))],
    notes: roundingNote(loss, digits),
  };

  const slope = (index: Term | number) =>
    fraction(formula('∂', 'L'), formula('∂', subscript('z', index)));
  const p = subscript('p', 'k');
  const own = isSpread
    ? formula('B', p, '−', subscript('B', 'k'))
    : formula(...parenthesised(weight, formula(p, '−', indicator('k', 'y'))));
  const divisors = [temperature !== 1 && 'T', isMean && 'D'].filter((name) => name !== false);
  const scale = temperature * divisor;
  const gradient: Step = {
    title: 'The gradient',
    law: formula(
      slope('k'),
      '=',
      divisors.length > 0 ? fraction(own, formula(...divisors)) : own,
      ...(isSpread ? [',', 'B', '=', n(coefficientTotal)] : []),
      ...(isMean ? [',', 'D', '=', n(divisor)] : []),
    ),
    lines: linesOf(classes, ({ index, probability, coefficient, slope: outcome }) => {
      const difference = formula(
        times(coefficientTotal, n(probability)),
        '−',
        operand(coefficient, digits),
      );
      return [slope(index), scale === 1 ? difference : fraction(difference, n(scale)), n(outcome)];
    }),
    notes: [],
  };
  return [...(isSpread ? [shares] : []), row, gradient];
}

/** The definition of B_k. */
function shareLaw({ target, loss }: StepsResult, labelSmoothing: number): MathMLTemplateResult {
  const isSoft = target.kind === 'probabilities';
  const aim = isSoft ? subscript('q', 'k') : indicator('k', 'y');
  const smoothed =
    labelSmoothing === 0 ? aim : formula('(', '1', '−', 'ε', ')', aim, '+', fraction('ε', 'C'));
  const weights: Readonly<Record<NonNullable<StepsResult['loss']>['weights'], Term[]>> = {
    none: [],
    'per class': [subscript('w', 'k')],
    'per row': [subscript('w', 'y')],
  };
  return formula(...parenthesised(weights[loss?.weights ?? 'none'], smoothed));
}

function parenthesised(factor: readonly Term[], value: MathMLTemplateResult): Term[] {
  return factor.length === 0 ? [value] : [...factor, '(', value, ')'];
}

function roundingNote(
  { value, exact }: NonNullable<StepsResult['loss']>,
  digits: Digits,
): string[] {
  const [rounded, full] = [formatNumber(value, digits), formatNumber(exact, digits)];
  return rounded === full ? [] : [`Without rounding at every step, it is ${full}.`];
}
