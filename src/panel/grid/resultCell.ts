import { nameOfClass, type ResultColumn, type Summary } from '../../protocol/compute.ts';
import { shortenedInColumn } from '../classNames.ts';
import {
  type Digits,
  formatNumber,
  fullPrecision,
  type NumberNotation,
  unlessPercent,
} from '../numbers.ts';
import type { RowResults } from './rowWindows.ts';

interface CellFormat {
  readonly digits: Digits;
  readonly notation: NumberNotation;
  /** For long names of classes. */
  readonly hasRoom: boolean;
}

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
  format: CellFormat,
): ResultCell {
  const { target, argmax } = results;
  const { classes, classNames } = summary;
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
  const className = isIndex && !ignored && nameOfClass(classNames, classOfTarget(value, classes));
  const named = className ? ` (${className})` : '';
  const indexText = className ? shortenedInColumn(className, format.hasRoom) : String(value);
  return {
    text: isIndex ? indexText : formatResult(column, value, format),
    name: fullPrecision(value) + named + (remarks.find((remark) => remark !== false) ?? ''),
    quiet: ignored,
    wrong,
    special: noClass || !Number.isFinite(value),
  };
}

function formatResult(
  column: ResultColumn,
  value: number,
  { digits, notation }: CellFormat,
): string {
  if (column === 'loss') return formatNumber(value, digits, unlessPercent(notation));
  // A share reads best as a percentage, and needs few digits.
  if (column === 'share' && notation === 'automatic') return formatNumber(value, 3, 'percent');
  return formatNumber(value, digits, notation);
}

const noResult: ResultCell = { text: '–', name: 'none', quiet: true, wrong: false, special: false };

/** Null where the row has no such thing. @internal Outside of this file, for its tests only. */
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
