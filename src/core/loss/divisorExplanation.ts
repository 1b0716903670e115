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
  if (!isWeighted && ignored === 0 && Number.isFinite(sum)) {
    return `mean = sum / ${rowsText(valid)}`;
  }
  const rows =
    ignored === 0 ? rowsText(valid) : `${grouped(valid)} of ${rowsText(valid + ignored)}`;
  const counted = `${rows} ${valid === 1 ? 'counts' : 'count'}`;
  const left = ignored === 0 ? '' : `, ${grouped(ignored)} ${ignored === 1 ? 'is' : 'are'} ignored`;
  const weights = isWeighted ? `; the weights of their targets add up to ${divisor}` : '';
  return `mean = ${fraction(sum, divisor, mean)}: in the convention of ${name}, ${counted}${left}${weights}.`;
}

function fraction(sum: number, divisor: number, mean: number): string {
  // A mean that is defined where there is nothing to divide by need not be the quotient.
  if (divisor === 0 && !Object.is(sum / divisor, mean)) return String(mean);
  const dividend =
    Number.isFinite(mean) && !Number.isFinite(sum) ? 'a sum beyond the largest double' : sum;
  return `${dividend} / ${divisor} = ${mean}`;
}

/** 1,234 */
function grouped(count: number): string {
  return count.toLocaleString('en');
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${grouped(count)} rows`;
}
