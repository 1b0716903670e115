import type { Summary } from '../protocol/compute.ts';
import { isIgnored, type ResultColumn } from './gridColumns.ts';
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
  /** Infinite, or not a number. */
  readonly special: boolean;
}

export function resultCell(
  column: ResultColumn,
  results: RowResults,
  { classes, options }: Summary,
  digits: Digits,
): ResultCell {
  const { target, argmax } = results;
  const ignored = target !== null && isIgnored(target, classes, options);
  const value = results[column];
  // An ignored row has no probability of its target.
  if (value === null || (ignored && column === 'targetProbability')) {
    return column === 'target'
      ? { ...noResult, text: 'soft', name: 'soft: class probabilities' }
      : noResult;
  }
  const isIndex = column === 'target' || column === 'argmax';
  const wrong = column === 'argmax' && target !== null && !ignored && target !== argmax;
  const remark = wrong ? ', not the target' : ignored && column === 'target' ? ', ignored' : '';
  return {
    text: formatNumber(value, isIndex ? 'full' : digits),
    name: fullPrecision(value) + remark,
    quiet: ignored,
    wrong,
    special: !Number.isFinite(value),
  };
}

const noResult: ResultCell = { text: '–', name: 'none', quiet: true, wrong: false, special: false };

/** A result as it is copied: the number alone. */
export function copiedResult(column: ResultColumn, results: RowResults): string {
  const value = results[column];
  return value === null ? '' : fullPrecision(value);
}
