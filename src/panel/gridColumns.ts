import type { Quantity, Summary } from '../protocol/compute.ts';
import type { LossOptionsInput } from '../core/loss/options.ts';

/** The columns between the row's number and its classes. */
export type ResultColumn = 'target' | 'argmax' | 'loss' | 'targetProbability' | 'topProbability';

const withTargets: readonly ResultColumn[] = ['target', 'argmax', 'loss', 'targetProbability'];
const withoutTargets: readonly ResultColumn[] = ['argmax', 'topProbability'];

export function resultColumns(summary: Summary): readonly ResultColumn[] {
  return summary.losses ? withTargets : withoutTargets;
}

export const resultTitles: Readonly<Record<ResultColumn, string>> = {
  target: 'target',
  argmax: 'argmax',
  loss: 'loss',
  targetProbability: 'p(target)',
  topProbability: 'p(argmax)',
};

export const quantityTitles: Readonly<Record<Quantity, string>> = {
  gradient: 'Gradient',
  probabilities: 'Probabilities',
  logits: 'Logits',
};

/** The quantity that can be shown: without targets there is no gradient. */
export function shownQuantity(wanted: Quantity, summary: Summary): Quantity {
  return wanted === 'gradient' && !summary.losses ? 'probabilities' : wanted;
}

/** Where a grid column belongs: column 0 is the row's header, then the results, then the classes. */
export function classOfColumn(column: number, summary: Summary): number | undefined {
  const index = column - 1 - resultColumns(summary).length;
  return index >= 0 && index < summary.classes ? index : undefined;
}

export function gridColumnCount(summary: Summary): number {
  return 1 + resultColumns(summary).length + summary.classes;
}

/** A target that is no class can only be the index to be ignored: the loss rejects all others. */
export function isIgnored(target: number, classes: number, options: LossOptionsInput): boolean {
  return target === options.ignoreIndex || target < 0 || target >= classes;
}
