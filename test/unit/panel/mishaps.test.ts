import assert from 'node:assert/strict';
import { completeOptions } from '../../../src/core/loss/options.ts';
import { mishapsOf } from '../../../src/panel/steps/mishaps.ts';
import type { StepArithmetic } from '../../../src/protocol/steps.ts';
import type { Session } from '../../../src/worker/session.ts';
import { stepsOf } from '../../../src/worker/steps.ts';

const stable: StepArithmetic = { format: 'float64', subtractsLargest: true };
const naive: StepArithmetic = { format: 'float64', subtractsLargest: false };

function mishaps(row: number[], arithmetic: StepArithmetic, temperature = 1) {
  const logits = { rows: 1, classes: row.length, values: Float64Array.from(row) };
  const session = {
    logits,
    options: completeOptions({ temperature }, row.length),
    results: {},
  } as unknown as Session;
  const found = mishapsOf(stepsOf(session, { row: 0, arithmetic }));
  return Object.fromEntries(Object.entries(found).filter(([, notes]) => notes.length > 0));
}

const cases: readonly [
  name: string,
  row: number[],
  arithmetic: StepArithmetic,
  expected: Readonly<Record<string, string[]>>,
][] = [
  ['nothing where nothing goes wrong', [1, 2], naive, {}],
  ['nothing where the largest is subtracted', [1000, 999], stable, {}],
  [
    'overflow, and what comes of it',
    [1000, 0],
    naive,
    {
      exponentials: ['Overflow: e to the 1000 is too large for float64.'],
      probabilities: ['∞ / ∞ is not a number.'],
      logarithms: ['The logarithm of 0 is −∞, although the probability is not really 0.'],
    },
  ],
  [
    'underflow of all, and what comes of it',
    [-1000, -1001],
    naive,
    {
      exponentials: ['Underflow: e to the -1000 is too small for float64, and becomes 0.'],
      probabilities: ['0 / 0 is not a number.'],
    },
  ],
  [
    'underflow of one',
    [0, -1000],
    stable,
    { exponentials: ['Underflow: e to the -1000 is too small for float64, and becomes 0.'] },
  ],
  [
    'a sum that overflows although no term does',
    [709.5, 709.5],
    naive,
    {
      total: ['Overflow: the sum is too large for float64.'],
      logarithms: ['The logarithm of 0 is −∞, although the probability is not really 0.'],
    },
  ],
  [
    'a logit beyond the format',
    [70000, 0],
    { format: 'float16', subtractsLargest: true },
    {
      scaled: ['Overflow: 70000 becomes too large for float16.'],
      shifted: ['Infinity minus itself is not a number.'],
    },
  ],
  [
    'an infinite logit',
    [Infinity, 0],
    stable,
    { shifted: ['Infinity minus itself is not a number.'] },
  ],
  ['a logit that is minus infinite, and no mishap', [-Infinity, 0], stable, {}],
];

describe('what goes wrong in the steps of a row', () => {
  for (const [name, row, arithmetic, expected] of cases) {
    it(name, () => assert.deepEqual(mishaps(row, arithmetic), expected));
  }
});
