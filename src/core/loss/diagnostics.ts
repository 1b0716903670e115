import { classInBrief, type ClassNames } from '../classNames.ts';
import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import type { Summary } from './evaluation.ts';
import { extentText, type Logits } from './logits.ts';
import { normalisedKind } from './normalisedRows.ts';
import type { LossOptions } from './options.ts';
import {
  type Evaluated,
  finders,
  messageOf,
  type Place,
  type RowKind,
  severityOf,
} from './rowDiagnostics.ts';
import { neededTargets } from './targets.ts';

/** Something about the data that its owner will want to know. */
export interface Diagnostic {
  readonly kind: RowKind | BatchKind;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** Of how many rows it is true; all of them where it is about the batch. */
  readonly count: number;
  /** Where, in the first of these rows: 100 at most, none where it is about the batch. */
  readonly places: readonly Place[];
}

type BatchKind =
  | 'all-rows-ignored'
  | 'weights-sum-to-zero'
  | 'weight-negative'
  | 'sum-overflow'
  | 'targets-do-not-fit'
  | 'looks-like-probabilities'
  | 'looks-like-log-probabilities';

const mostPlaces = 100;

/** What is wrong with the data, or suspicious, and where. */
export function* diagnose(evaluated: Evaluated): Job<Diagnostic[]> {
  const { logits, options, summary, classNames } = evaluated;
  const found = new Map<RowKind, { count: number; places: Place[] }>();
  const pace = new Pace(logits.values.length);
  for (let row = 0; row < logits.rows; row++) {
    for (const find of finders) {
      const finding = find(row, evaluated);
      if (!finding) continue;
      const { kind, place } = finding;
      const known = found.get(kind) ?? { count: 0, places: [] };
      known.count += 1;
      if (known.places.length < mostPlaces) known.places.push(place);
      found.set(kind, known);
    }
    if (pace.spend(logits.classes)) yield pace.fraction;
  }
  return [
    ...[...found].map(([kind, { count, places }]) => {
      const message = messageOf({ kind, place: places[0]! }, evaluated);
      const others = count === 1 ? '' : ` So it is in ${count} rows.`;
      return { kind, severity: severityOf(kind), message: message + others, count, places };
    }),
    ...zeroDivisor(logits.rows, options, summary),
    ...negativeWeights(logits.rows, options, summary, classNames),
    ...sumOverflow(logits.rows, options, summary),
    ...(yield* lookalikes(logits, options)),
  ];
}

/** What is told of an array or a column that is called like targets, where there are none. */
export function misfitOf(
  misfit:
    | { readonly name: string; readonly shape: readonly number[] }
    | { readonly column: string; readonly reason: string; readonly row: number },
  logits: Logits,
): Diagnostic {
  const { rows, classes } = logits;
  const kind = 'targets-do-not-fit';
  if ('column' in misfit) {
    const { column, reason, row } = misfit;
    const message = `The column “${column}” is not taken for the targets: ${reason}.`;
    return { kind, severity: 'information', message, count: 1, places: [{ array: 'logits', row }] };
  }
  const { name, shape } = misfit;
  const length = shape.reduce((product, axis) => product * axis, 1);
  const reason =
    length === rows
      ? `not all of its values are class indices from 0 to ${classes - 1}`
      : length === rows * classes
        ? 'not all of its rows are probabilities that add up to 1'
        : `it has ${extentText(shape)}, where there should be ${neededTargets(logits)}`;
  const message = `The array “${name}” nearby is not taken for the targets: ${reason}.`;
  return { kind, severity: 'information', message, count: rows, places: [] };
}

function zeroDivisor(rows: number, options: LossOptions, { losses }: Summary): Diagnostic[] {
  if (losses?.divisor !== 0) return [];
  const mean = `The mean is ${losses.mean}`;
  const [kind, reason] =
    losses.valid === 0
      ? (['all-rows-ignored', 'every row is ignored'] as const)
      : (['weights-sum-to-zero', 'the class weights of the targets sum to 0'] as const);
  const severity = options.reduction === 'mean' ? 'error' : 'warning';
  return [{ kind, severity, message: `${mean}: ${reason}.`, count: rows, places: [] }];
}

function negativeWeights(
  rows: number,
  { classWeights = [] }: LossOptions,
  { losses }: Summary,
  classNames: ClassNames,
): Diagnostic[] {
  const first = classWeights.findIndex((weight) => weight < 0);
  if (!losses || first < 0) return [];
  const others = classWeights.reduce((count, weight) => count + Number(weight < 0), -1);
  const more = ['', ', and so is another'][others] ?? `, and so are ${others} others`;
  const message = `The weight of class ${classInBrief(classNames, first)} is negative (${classWeights[first]})${more}: the worse such a class is predicted, the lower is the loss, and there is no bound to that. PyTorch takes such weights without a word.`;
  return [{ kind: 'weight-negative', severity: 'warning', message, count: rows, places: [] }];
}

function sumOverflow(rows: number, options: LossOptions, { losses }: Summary): Diagnostic[] {
  if (!losses || Number.isFinite(losses.sum) || !losses.lossPerRow.every(Number.isFinite)) {
    return [];
  }
  const severity =
    options.reduction === 'mean' && Number.isFinite(losses.mean) ? 'warning' : 'error';
  const message =
    'Every row has a finite loss, but together they are beyond the largest double: the sum is infinite.';
  return [{ kind: 'sum-overflow', severity, message, count: rows, places: [] }];
}

function* lookalikes(logits: Logits, { temperature }: LossOptions): Job<Diagnostic[]> {
  const kind = yield* normalisedKind(logits);
  const batch = { count: logits.rows, places: [] };
  if (kind === 'probabilities') {
    const message =
      'Every row is non-negative and sums to 1: these look like probabilities, not logits. The loss takes their softmax once more; treat them as probabilities to avoid that.';
    return [{ kind: 'looks-like-probabilities', severity: 'warning', message, ...batch }];
  }
  if (kind === 'log-probabilities') {
    const consequence =
      temperature === 1
        ? 'Their softmax is what they stand for, so the loss is right.'
        : `Their softmax is what they stand for at temperature 1 only; at ${temperature} it is that of their scaled logits.`;
    const message = `The exponentials of every row sum to 1: these look like log-probabilities. ${consequence}`;
    return [{ kind: 'looks-like-log-probabilities', severity: 'information', message, ...batch }];
  }
  return [];
}
