import { classInBrief, type ClassNames } from '../classNames.ts';
import { toNumber } from '../kernel/doubleDouble.ts';
import { classOf, ignored, makeRowBatch, undefinedClass } from './batch.ts';
import { conventions } from './conventions.ts';
import { demandOf } from './demand.ts';
import type { Summary } from './evaluation.ts';
import type { Logits } from './logits.ts';
import { isSumOfProbabilities } from './normalisedRows.ts';
import type { LossOptions } from './options.ts';
import type { Targets } from './targets.ts';

/** A cell of the logits or of the targets. A class index has no column. */
export interface Place {
  readonly array: 'logits' | 'targets';
  readonly row: number;
  readonly column?: number;
}

/** What is found in a row. The place is the culprit. */
export interface RowFinding {
  readonly kind: RowKind;
  readonly place: Place;
}

export type RowKind =
  | 'logit-nan'
  | 'logit-infinite'
  | 'row-minus-infinite'
  | 'target-minus-infinite'
  | 'zero-times-infinity'
  | 'target-not-finite'
  | 'loss-overflow'
  | 'ignored-row-poisons-gradient'
  | 'target-out-of-range'
  | 'target-wraps'
  | 'ignore-index-not-offered'
  | 'target-negative'
  | 'target-sum';

/** What `diagnose` is given; without a loss, the summary is of the softmax alone. */
export interface Evaluated {
  readonly logits: Logits;
  readonly targets: Targets | undefined;
  readonly options: LossOptions;
  readonly summary: Summary;
  readonly classNames: ClassNames;
  /** Whether the logits are the logarithms of the probabilities that their owner knows. */
  readonly areLogarithms: boolean;
}

/** What leaves the loss as it is, or is what the convention defines. */
const warnings: readonly RowKind[] = [
  'ignored-row-poisons-gradient',
  'target-wraps',
  'ignore-index-not-offered',
  'target-negative',
  'target-sum',
];

export function severityOf(kind: RowKind): 'error' | 'warning' {
  return warnings.includes(kind) ? 'warning' : 'error';
}

type Finder = (row: number, evaluated: Evaluated) => RowFinding | undefined;

/** One thing may be found about the target of a row, and one about its logits. */
export const finders: readonly Finder[] = [findInTarget, findInLogits];

function findInTarget(
  row: number,
  { logits: { classes }, targets, options }: Evaluated,
): RowFinding | undefined {
  if (targets?.kind === 'indices') {
    const target = targets.indices[row]!;
    const known = classOf(target, classes, options);
    const place = { array: 'targets', row } as const;
    if (known === ignored) return undefined;
    if (known < 0) return { kind: 'target-out-of-range', place };
    if (target === options.ignoreIndex) return { kind: 'ignore-index-not-offered', place };
    return target < 0 ? { kind: 'target-wraps', place } : undefined;
  }
  if (targets?.kind === 'probabilities') {
    const q = targets.probabilities.subarray(row * classes, (row + 1) * classes);
    const negative = q.findIndex((value) => value < 0);
    if (negative >= 0) {
      return { kind: 'target-negative', place: { array: 'targets', row, column: negative } };
    }
    const sum = sumOf(q);
    if (Number.isFinite(sum) && !isSumOfProbabilities(sum)) {
      return { kind: 'target-sum', place: { array: 'targets', row, column: 0 } };
    }
  }
  return undefined;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function findInLogits(row: number, evaluated: Evaluated): RowFinding | undefined {
  const { logits, targets, options, summary } = evaluated;
  if (Number.isNaN(summary.confidence[row])) {
    const column = summary.argmax[row]!;
    const place = { array: 'logits', row, column } as const;
    const target = targets?.kind === 'indices' ? targets.indices[row]! : undefined;
    if (target !== undefined && classOf(target, logits.classes, options) === ignored) {
      const isPoisoned = conventions[options.convention].ignoredRowGradient.answer === 'NaN';
      return isPoisoned ? { kind: 'ignored-row-poisons-gradient', place } : undefined;
    }
    const largest = logits.values[row * logits.classes + column]!;
    if (Number.isNaN(largest)) return { kind: 'logit-nan', place };
    return { kind: largest > 0 ? 'logit-infinite' : 'row-minus-infinite', place };
  }
  const loss = summary.losses?.lossPerRow[row];
  if (loss === undefined || Number.isFinite(loss)) return undefined;
  return findInFiniteSoftmax(row, evaluated, loss);
}

/** Why a row that has a softmax has no finite loss: a target, a -Infinity where the loss looks, or an overflow. */
function findInFiniteSoftmax(
  row: number,
  { logits, targets, options }: Evaluated,
  loss: number,
): RowFinding | undefined {
  const { classes } = logits;
  const batch = makeRowBatch(logits, targets, options, row);
  const z = batch.logits.values;
  const q = batch.probabilities;
  const target = batch.classOfRow?.[0];
  if (target === undefinedClass) return undefined;

  const wrong = q?.findIndex((probability) => !Number.isFinite(probability)) ?? -1;
  if (wrong >= 0) {
    return { kind: 'target-not-finite', place: { array: 'targets', row, column: wrong } };
  }
  const { ofRow, ofTarget, spread } = demandOf(batch, options);
  const coefficients = new Float64Array(classes);
  spread?.(0, 0, classes, coefficients);
  if (target !== undefined) coefficients[target]! += toNumber(ofTarget(target));
  const hasNoWeight = (column: number) => coefficients[column]! * ofRow(0, target) === 0;
  const minusInfinite = [...z.keys()].filter(
    (column) => z[column] === -Infinity && (spread !== undefined || column === target),
  );
  const infinite =
    minusInfinite.find((column) => Number.isNaN(loss) === hasNoWeight(column)) ?? minusInfinite[0];
  if (infinite !== undefined) {
    const kind = Number.isNaN(loss) ? 'zero-times-infinity' : 'target-minus-infinite';
    return { kind, place: { array: 'logits', row, column: infinite } };
  }
  const lowest = target ?? z.reduce((best, logit, column) => (logit < z[best]! ? column : best), 0);
  return { kind: 'loss-overflow', place: { array: 'logits', row, column: lowest } };
}

/** What a finding means, in a sentence. */
export function messageOf({ kind, place }: RowFinding, evaluated: Evaluated): string {
  const { logits, targets, options, classNames, areLogarithms } = evaluated;
  const { name, unnormalisedGradient } = conventions[options.convention];
  const cell = describe(place, evaluated);
  const zero = areLogarithms ? '0' : '-Infinity';
  switch (kind) {
    case 'logit-nan':
      return `${cell} is NaN: the row has no softmax, and its loss is NaN. The argmax is the first NaN, as in NumPy and PyTorch.`;
    case 'logit-infinite':
      return `${cell} is Infinity: the row has no softmax, and its loss is NaN.`;
    case 'row-minus-infinite':
      return `${cell} is ${zero}, and so is every other of the row: it has no softmax, and its loss is NaN.`;
    case 'target-minus-infinite':
      return `${cell} is ${zero} and the loss wants its class: the loss is infinite.`;
    case 'zero-times-infinity':
      return `${cell} is ${zero} and its class has weight 0 in the loss: 0 times infinity makes the loss NaN.`;
    case 'target-not-finite':
      return `${cell} is not a finite probability: the loss is not finite.`;
    case 'loss-overflow':
      return `${cell} is so far below the largest of its row that the loss${options.classWeights ? ', times its weight,' : ''} is beyond the largest double.`;
    case 'ignored-row-poisons-gradient':
      return `${cell} makes the gradient of its row NaN although the row is ignored: 0 times NaN is NaN.`;
    case 'target-out-of-range': {
      const consequence =
        classOfPlace() === undefinedClass
          ? `in the convention of ${name}, its loss is NaN`
          : 'there is no loss';
      return `${cell} is not one of the classes 0 to ${logits.classes - 1}: ${consequence}.`;
    }
    case 'target-wraps':
      return `${cell} counts from the last class in the convention of ${name}: it means class ${classInBrief(classNames, classOfPlace())}.`;
    case 'ignore-index-not-offered':
      return `${cell} is the ignore index, but ${name} has none: the row counts, with class ${classInBrief(classNames, classOfPlace())}.`;
    case 'target-negative':
      return `${cell} is negative: no probability is.`;
    case 'target-sum': {
      const gradient =
        unnormalisedGradient.answer === 'p - q'
          ? ` The gradient of ${name}, p - q, is not the derivative of the loss there.`
          : '';
      return `The target probabilities of row ${place.row} sum to ${sumOfPlace()}, not to 1.${gradient}`;
    }
  }

  function classOfPlace(): number {
    if (targets?.kind !== 'indices') return undefinedClass;
    return classOf(targets.indices[place.row]!, logits.classes, options);
  }

  function sumOfPlace(): number | undefined {
    if (targets?.kind !== 'probabilities') return undefined;
    const start = place.row * logits.classes;
    return sumOf(targets.probabilities.subarray(start, start + logits.classes));
  }
}

function describe(
  { array, row, column }: Place,
  { logits, targets, classNames, areLogarithms }: Evaluated,
): string {
  if (array === 'logits') return `The ${areLogarithms ? 'probability' : 'logit'} ${inRow()}`;
  if (targets?.kind === 'indices') return `The target ${targets.indices[row]} of row ${row}`;
  const probability = targets?.probabilities[row * logits.classes + column!];
  return `The target probability ${probability} ${inRow()}`;

  function inRow(): string {
    return `in row ${row}, column ${classInBrief(classNames, column!)}`;
  }
}
