import type { ResultColumn, Summary } from '../protocol/compute.ts';
import { type Digits, formatNumber, fullPrecision } from './numbers.ts';
import type { RowResults } from './rowWindows.ts';

/** What a cell between the row's number and its classes says. */
export interface ResultCell {
  readonly text: string;
  /** The text at full precision, and what is worth knowing about it. */
  readonly name: string;
  /** Of a row, or about a target, that does not count. */
  readonly quiet: boolean;
  readonly wrong: boolean;
  /** Infinite, or not a number, or a target that is not a class. */
  readonly special: boolean;
}

export function resultCell(
  column: ResultColumn,
  results: RowResults,
  summary: Summary,
  digits: Digits,
): ResultCell {
  const { target, argmax } = results;
  const { classes } = summary;
  const ignored = isIgnored(results, summary);
  const targetClass = target === null ? null : classOfTarget(target, classes);
  const value = resultValue(column, results, summary);
  if (value === null) {
    return column === 'target'
      ? { ...noResult, text: 'soft', name: 'soft: class probabilities' }
      : noResult;
  }
  const isIndex = column === 'target' || column === 'argmax';
  const hit = targetClass === argmax;
  const hasSoftmax = !Number.isNaN(results.topProbability);
  const wrong = column === 'argmax' && targetClass !== null && !ignored && !(hit && hasSoftmax);
  const noClass =
    column === 'target' &&
    targetClass !== null &&
    !ignored &&
    (targetClass < 0 || targetClass >= classes);
  const remarks = [
    wrong && (hit ? ', without a softmax' : ', not the target'),
    noClass && ', not a class',
    ignored && column === 'target' && ', ignored',
  ];
  return {
    text: formatNumber(value, isIndex ? 'full' : digits),
    name: fullPrecision(value) + (remarks.find((remark) => remark !== false) ?? ''),
    quiet: ignored,
    wrong,
    special: noClass || !Number.isFinite(value),
  };
}

const noResult: ResultCell = { text: '–', name: 'none', quiet: true, wrong: false, special: false };

/** Null where the row has no such thing. */
export function resultValue(
  column: ResultColumn,
  results: RowResults,
  summary: Summary,
): number | null {
  if (column === 'share') {
    const { loss } = results;
    const sum = summary.losses?.sum;
    return loss === null || sum === undefined || sum === 0 ? null : loss / sum;
  }
  if (column === 'targetProbability' && isIgnored(results, summary)) return null;
  return results[column];
}

/** Only an ignored target has no probability: some conventions do not ignore, but wrap. */
function isIgnored({ target, targetProbability }: RowResults, { options }: Summary): boolean {
  return target === options.ignoreIndex && Number.isNaN(targetProbability ?? Number.NaN);
}

/** The class that a target stands for: where a convention takes negative ones, they count from the last. */
export function classOfTarget(target: number, classes: number): number {
  return target < 0 ? target + classes : target;
}
