import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import { conventions } from './conventions.ts';
import type { Summary } from './evaluation.ts';
import type { Logits } from './logits.ts';
import { normalisedKind } from './normalisedRows.ts';
import type { LossOptions } from './options.ts';
import type { Targets } from './targets.ts';

/** Something about the data that its owner will want to know. */
export interface Diagnostic {
  readonly kind: DiagnosticKind;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** Of how many rows it is true; all of them where it is about the batch. */
  readonly count: number;
  /** Where, in the first of these rows: 100 at most, none where it is about the batch. */
  readonly places: readonly Place[];
}

/** A cell of the logits or of the targets. A class index has no column. */
export interface Place {
  readonly array: 'logits' | 'targets';
  readonly row: number;
  readonly column?: number;
}

type DiagnosticKind = CellKind | BatchKind;

/** What is found in cells: the place is the culprit. */
type CellKind =
  | 'logit-nan'
  | 'logit-infinite'
  | 'row-minus-infinite'
  | 'target-minus-infinite'
  | 'zero-times-infinity'
  | 'target-not-finite'
  | 'loss-overflow'
  | 'ignored-row-poisons-gradient'
  | 'target-out-of-range';

type BatchKind =
  | 'all-rows-ignored'
  | 'weights-sum-to-zero'
  | 'looks-like-probabilities'
  | 'looks-like-log-probabilities';

const mostPlaces = 100;

/** What a finding means, given how the first place and the number of rows read. */
const cellMessages: Readonly<Record<CellKind, (place: string) => string>> = {
  'logit-nan': (place) => `${place} is NaN: the row has no softmax, and its loss is NaN.`,
  'logit-infinite': (place) => `${place} is Infinity: the row has no softmax, and its loss is NaN.`,
  'row-minus-infinite': (place) =>
    `${place} is -Infinity, and so is every other of the row: it has no softmax, and its loss is NaN.`,
  'target-minus-infinite': (place) =>
    `${place} is -Infinity and the loss wants its class: the loss is infinite.`,
  'zero-times-infinity': (place) =>
    `${place} is -Infinity and its class has weight 0 in the loss: 0 times infinity makes the loss NaN.`,
  'target-not-finite': (place) => `${place} is not a finite probability: the loss is not finite.`,
  'loss-overflow': (place) =>
    `${place} is so far below the largest logit of its row that the loss is beyond the largest double.`,
  'ignored-row-poisons-gradient': (place) =>
    `${place} makes the gradient of its row NaN although the row is ignored: 0 times NaN is NaN.`,
  'target-out-of-range': (place) => `${place} is not one of the classes.`,
};

/**
 * What is wrong with the data, or suspicious, and where.
 *
 * @param summary what `summarise` gives for the same arguments; absent if it throws.
 */
export function* diagnose(
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  summary: Summary | undefined,
): Job<Diagnostic[]> {
  const cells = new Map<CellKind, { count: number; places: Place[] }>();
  const pace = new Pace(logits.values.length);
  for (let row = 0; row < logits.rows; row++) {
    const found = findInRow(row, logits, targets, options, summary);
    if (found) {
      const known = cells.get(found.kind) ?? { count: 0, places: [] };
      known.count += 1;
      if (known.places.length < mostPlaces) known.places.push(found.place);
      cells.set(found.kind, known);
    }
    if (pace.spend(logits.classes)) yield pace.fraction;
  }
  return [
    ...[...cells].map(([kind, { count, places }]) => {
      const first = describe(places[0]!, logits, targets);
      const others = count === 1 ? '' : ` So it is in ${count} rows.`;
      const severity = isWarning(kind, options) ? 'warning' : 'error';
      return {
        kind,
        severity,
        message: cellMessages[kind](first) + others,
        count,
        places,
      } as const;
    }),
    ...zeroDivisor(logits.rows, options, summary),
    ...(yield* lookalikes(logits)),
  ];
}

/** What leaves the loss as it is, or is what the convention defines. */
function isWarning(kind: CellKind, { convention }: LossOptions): boolean {
  if (kind === 'target-out-of-range') return conventions[convention].outOfRange.answer !== 'error';
  return kind === 'ignored-row-poisons-gradient';
}

function describe({ array, row, column }: Place, logits: Logits, targets: Targets | undefined) {
  if (array === 'logits') return `The logit in row ${row}, column ${column}`;
  if (targets?.kind === 'indices') return `The target ${targets.indices[row]} of row ${row}`;
  const probability = targets?.probabilities[row * logits.classes + column!];
  return `The target probability ${probability} in row ${row}, column ${column}`;
}

interface Found {
  readonly kind: CellKind;
  readonly place: Place;
}

function findInRow(
  row: number,
  logits: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  summary: Summary | undefined,
): Found | undefined {
  const rules = conventions[options.convention];
  const target = targets?.kind === 'indices' ? targets.indices[row]! : undefined;
  const isIgnored = target === options.ignoreIndex && rules.ignoreIndex.answer !== 'not offered';
  if (target !== undefined && !isIgnored && (target < 0 || target >= logits.classes)) {
    return { kind: 'target-out-of-range', place: { array: 'targets', row } };
  }
  if (!summary) return undefined;

  if (Number.isNaN(summary.confidence[row])) {
    const column = summary.argmax[row]!;
    const place = { array: 'logits', row, column } as const;
    if (isIgnored) {
      const isPoisoned = rules.ignoredRowGradient.answer === 'NaN';
      return isPoisoned ? { kind: 'ignored-row-poisons-gradient', place } : undefined;
    }
    const largest = logits.values[row * logits.classes + column]!;
    if (Number.isNaN(largest)) return { kind: 'logit-nan', place };
    return { kind: largest > 0 ? 'logit-infinite' : 'row-minus-infinite', place };
  }

  const loss = summary.losses?.lossPerRow[row];
  if (loss === undefined || Number.isFinite(loss)) return undefined;
  return findInFiniteSoftmax(row, logits, targets, options, loss);
}

/** Why a row that has a softmax has no finite loss: a target, a -Infinity where the loss looks, or an overflow. */
function findInFiniteSoftmax(
  row: number,
  { classes, values }: Logits,
  targets: Targets | undefined,
  options: LossOptions,
  loss: number,
): Found {
  const start = row * classes;
  const z = values.subarray(start, start + classes);
  const target = targets?.kind === 'indices' ? targets.indices[row]! : undefined;
  const q =
    targets?.kind === 'probabilities'
      ? targets.probabilities.subarray(start, start + classes)
      : undefined;
  const share = options.labelSmoothing / classes;
  const coefficientOf = (column: number): number => {
    const own = q?.[column] ?? (column === target ? 1 : 0);
    return (options.classWeights?.[column] ?? 1) * (own * (1 - options.labelSmoothing) + share);
  };
  const isLookedAt = (column: number) => q !== undefined || share > 0 || column === target;

  const wrong = q?.findIndex((probability) => !Number.isFinite(probability)) ?? -1;
  if (wrong >= 0)
    return { kind: 'target-not-finite', place: { array: 'targets', row, column: wrong } };
  const minusInfinite = [...z.keys()].filter(
    (column) => z[column] === -Infinity && isLookedAt(column),
  );
  const infinite =
    minusInfinite.find((column) => Number.isNaN(loss) === (coefficientOf(column) === 0)) ??
    minusInfinite[0];
  if (infinite !== undefined) {
    const kind = Number.isNaN(loss) ? 'zero-times-infinity' : 'target-minus-infinite';
    return { kind, place: { array: 'logits', row, column: infinite } };
  }
  const lowest = target ?? z.reduce((best, logit, column) => (logit < z[best]! ? column : best), 0);
  return { kind: 'loss-overflow', place: { array: 'logits', row, column: lowest } };
}

function zeroDivisor(
  rows: number,
  options: LossOptions,
  summary: Summary | undefined,
): Diagnostic[] {
  const losses = summary?.losses;
  if (losses?.divisor !== 0) return [];
  const mean = `The mean is ${losses.mean}`;
  const [kind, reason] =
    losses.valid === 0
      ? (['all-rows-ignored', 'every row is ignored'] as const)
      : (['weights-sum-to-zero', 'the class weights of the targets sum to 0'] as const);
  const severity = options.reduction === 'mean' ? 'error' : 'warning';
  return [{ kind, severity, message: `${mean}: ${reason}.`, count: rows, places: [] }];
}

function* lookalikes(logits: Logits): Job<Diagnostic[]> {
  const kind = yield* normalisedKind(logits);
  const batch = { count: logits.rows, places: [] };
  if (kind === 'probabilities') {
    const message =
      'Every row is non-negative and sums to 1: these look like probabilities, not logits. The loss takes their softmax once more; treat them as probabilities to avoid that.';
    return [{ kind: 'looks-like-probabilities', severity: 'warning', message, ...batch }];
  }
  if (kind === 'log-probabilities') {
    const message =
      'The exponentials of every row sum to 1: these look like log-probabilities. Their softmax is what they stand for, so the loss is right.';
    return [{ kind: 'looks-like-log-probabilities', severity: 'information', message, ...batch }];
  }
  return [];
}
