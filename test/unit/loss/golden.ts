import { readFileSync } from 'node:fs';
import type { LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import type { Logits } from '../../../src/core/loss/logits.ts';

type Entry = number | 'NaN' | 'Infinity' | '-Infinity';

interface StoredCase {
  readonly id: string;
  readonly options: LossOptionsInput;
  readonly logits: readonly (readonly Entry[])[];
  readonly targets: readonly number[] | readonly (readonly number[])[];
  readonly expected: {
    readonly loss: Entry;
    readonly lossPerRow: readonly Entry[];
    readonly gradient: readonly (readonly Entry[])[];
    readonly argmax: readonly number[];
    readonly divisor?: number;
  };
  readonly digits: 'mpmath60' | 'pytorch';
}

/** A reference result; its source stands in its file in test/golden. */
export interface GoldenCase {
  readonly id: string;
  readonly options: LossOptionsInput;
  readonly logits: Logits;
  readonly targets: Targets;
  readonly isExact: boolean;
  readonly loss: number;
  readonly lossPerRow: readonly number[];
  readonly gradient: readonly number[];
  readonly argmax: readonly number[];
  readonly divisor: number | undefined;
}

const stored = ['cross_entropy.json', 'extremes.json'].map(
  (name) => readStored(name) as { readonly cases: readonly StoredCase[] },
);

export const goldenCases: readonly GoldenCase[] = stored
  .flatMap(({ cases }) => cases)
  .map(({ id, options, logits, targets, expected, digits }) => ({
    id,
    options,
    logits: logitsOf(logits),
    targets: targetsOf(targets),
    isExact: digits === 'mpmath60',
    loss: Number(expected.loss),
    lossPerRow: expected.lossPerRow.map(Number),
    gradient: expected.gradient.flat().map(Number),
    argmax: expected.argmax,
    divisor: expected.divisor,
  }));

/** What a framework makes of a case; how it was asked stands in test/golden/conventions.json. */
export interface ConventionCase {
  readonly id: string;
  readonly options: LossOptionsInput;
  readonly logits: Logits;
  readonly targets: Targets;
  /** Absent where the framework refuses the case. */
  readonly loss: number | undefined;
  /** Absent where the framework has none. */
  readonly gradient: readonly number[] | undefined;
}

const storedConventions = readStored('conventions.json') as {
  readonly cases: readonly (Omit<StoredCase, 'expected'> & {
    readonly loss?: Entry;
    readonly gradient?: readonly (readonly Entry[])[];
  })[];
};

export const conventionCases: readonly ConventionCase[] = storedConventions.cases.map(
  ({ id, options, logits, targets, loss, gradient }) => ({
    id,
    options,
    logits: logitsOf(logits),
    targets: targetsOf(targets),
    loss: loss === undefined ? undefined : Number(loss),
    gradient: gradient?.flat().map(Number),
  }),
);

function readStored(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8'));
}

function logitsOf(stored: readonly (readonly Entry[])[]): Logits {
  return {
    rows: stored.length,
    classes: stored[0]!.length,
    values: Float64Array.from(stored.flat().map(Number)),
  };
}

function targetsOf(stored: StoredCase['targets']): Targets {
  return typeof stored[0] === 'number'
    ? { kind: 'indices', indices: Int32Array.from(stored as readonly number[]) }
    : { kind: 'probabilities', probabilities: Float64Array.from(stored.flat()) };
}
