import { conventions } from './conventions.ts';
import type { Losses } from './evaluation.ts';
import type { LossOptions } from './options.ts';

/** The fraction behind the mean, in words: what is divided by what, and why. */
export function explainDivisor(
  { sum, mean, divisor, valid, ignored, targetProbability }: Losses,
  { classWeights, convention }: LossOptions,
): string {
  const { name, meanDivisor } = conventions[convention];
  const isWeighted =
    classWeights !== undefined &&
    targetProbability !== undefined &&
    meanDivisor.answer === 'sum of weights';
  const counted = `${rowsText(valid)} that ${valid === 1 ? 'counts' : 'count'}`;
  const left = ignored === 0 ? '' : `; ${rowsText(ignored)} ignored`;
  const what = isWeighted
    ? `the weights of the targets of the ${counted} add up to ${divisor}`
    : `there ${valid === 1 ? 'is' : 'are'} ${counted}`;
  return `mean = sum / divisor = ${sum} / ${divisor} = ${mean}: in ${name}'s convention, ${what}${left}.`;
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
