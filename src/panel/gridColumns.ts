import type { Cell as Place, Quantity, Summary } from '../protocol/compute.ts';

/** The columns between the row's number and its classes. */
export type ResultColumn = 'target' | 'argmax' | 'loss' | 'targetProbability' | 'topProbability';

const withTargets: readonly ResultColumn[] = ['target', 'argmax', 'loss', 'targetProbability'];
const withoutTargets: readonly ResultColumn[] = ['argmax', 'topProbability'];
const withRefusedTargets: readonly ResultColumn[] = ['target', ...withoutTargets];

export function resultColumns({ losses, refusal }: Summary): readonly ResultColumn[] {
  if (losses) return withTargets;
  return refusal ? withRefusedTargets : withoutTargets;
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

/** The quantity that can be shown: without a loss there is no gradient. */
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

/** The column of the grid in which a cell of the logits, or a target, stands. */
export function columnOfPlace({ array, column = 0 }: Place, summary: Summary): number {
  const columns = resultColumns(summary);
  return array === 'targets' ? 1 + columns.indexOf('target') : 1 + columns.length + column;
}
