import type { Cell as Place, Quantity, ResultColumn, Summary } from '../../protocol/compute.ts';

const withTargets: readonly ResultColumn[] = [
  'target',
  'argmax',
  'loss',
  'share',
  'targetProbability',
  'margin',
];
const withoutTargets: readonly ResultColumn[] = ['argmax', 'topProbability', 'margin'];
const withRefusedTargets: readonly ResultColumn[] = ['target', ...withoutTargets];

/** The columns between the row's number and its classes. */
export function resultColumns({ losses, refusal }: Summary): readonly ResultColumn[] {
  if (losses) return withTargets;
  return refusal ? withRefusedTargets : withoutTargets;
}

export const resultExplanations: Readonly<Record<ResultColumn, string>> = {
  target: 'The class that is right',
  argmax: 'The class that is predicted: that of the largest logit',
  loss: 'The loss of the row',
  share: 'The loss of the row as a part of the sum of all',
  targetProbability: 'The probability of the target',
  topProbability: 'The probability of the argmax',
  margin: 'By how much the probability of the argmax exceeds that of the runner-up',
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

/** What a column of the grid shows of a row, if that may stand in the document: a logit, or its target. */
export function placeInColumn(row: number, column: number, summary: Summary): Place | undefined {
  const index = classOfColumn(column, summary);
  if (index !== undefined) return { array: 'logits', row, column: index };
  return resultColumns(summary)[column - 1] === 'target' ? { array: 'targets', row } : undefined;
}

/** The column of the grid in which a cell of the logits, or a target, stands. */
export function columnOfPlace({ array, column = 0 }: Place, summary: Summary): number {
  const columns = resultColumns(summary);
  return array === 'targets' ? 1 + columns.indexOf('target') : 1 + columns.length + column;
}
