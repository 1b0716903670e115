import type { Summary } from '../protocol/compute.ts';
import type { ResultColumn } from './gridColumns.ts';
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
  { classes, options }: Summary,
  digits: Digits,
): ResultCell {
  const { target, argmax } = results;
  // Only an ignored target has no probability: some conventions do not ignore, but wrap.
  const ignored =
    target === options.ignoreIndex && Number.isNaN(results.targetProbability ?? Number.NaN);
  const targetClass = target === null ? null : classOfTarget(target, classes);
  const value = results[column];
  // An ignored row has no probability of its target.
  if (value === null || (ignored && column === 'targetProbability')) {
    return column === 'target'
      ? { ...noResult, text: 'soft', name: 'soft: class probabilities' }
      : noResult;
  }
  const isIndex = column === 'target' || column === 'argmax';
  const wrong = column === 'argmax' && targetClass !== null && !ignored && targetClass !== argmax;
  const noClass =
    column === 'target' &&
    targetClass !== null &&
    !ignored &&
    (targetClass < 0 || targetClass >= classes);
  const remarks = [
    wrong && ', not the target',
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

/** A result as it is copied: the number alone. */
export function copiedResult(column: ResultColumn, results: RowResults): string {
  const value = results[column];
  return value === null ? '' : fullPrecision(value);
}

/** The class that a target stands for: where a convention takes negative ones, they count from the last. */
export function classOfTarget(target: number, classes: number): number {
  return target < 0 ? target + classes : target;
}
