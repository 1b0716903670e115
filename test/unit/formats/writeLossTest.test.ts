import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestFramework, testFrameworks } from '../../../src/core/formats/names.ts';
import { writeLossTest } from '../../../src/core/formats/lossTest/writeLossTest.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

interface Evaluated {
  readonly logits: readonly (readonly number[])[];
  readonly targets: readonly number[] | readonly (readonly number[])[];
  readonly options?: LossOptionsInput;
}

const logits = [
  [1, 2, 3, 5],
  [4, 5, 2, 3],
];
const probabilities = [
  [0.5, 0.25, 0.25, 0],
  [0, 0, 0, 1],
];
const classWeights = [1, 2, 0.5, 3];

/** Each is written with every framework in test/golden/loss-tests; all of them were run and passed. */
const cases: Readonly<Record<string, Evaluated>> = {
  sum: { logits, targets: [3, 1] },
  'mean of weighted rows that count': {
    logits,
    targets: [3, -100],
    options: { reduction: 'mean', classWeights },
  },
  'smoothed at a temperature': {
    logits,
    targets: [3, 1],
    options: { labelSmoothing: 0.1, temperature: 2, convention: 'optax' },
  },
  'smoothed, weighted, with an ignored row': {
    logits,
    targets: [0, 1],
    options: { reduction: 'mean', labelSmoothing: 0.1, classWeights, ignoreIndex: 0 },
  },
  'class probabilities with weights of classes': {
    logits,
    targets: probabilities,
    options: { reduction: 'mean', classWeights },
  },
  'class probabilities with weights of rows': {
    logits,
    targets: probabilities,
    options: { reduction: 'mean', labelSmoothing: 0.2, classWeights, convention: 'keras' },
  },
  'mean over rows that count, with weights of rows': {
    logits,
    targets: [3, -1],
    options: { reduction: 'mean', classWeights, ignoreIndex: -1, convention: 'keras' },
  },
  'an index from the end, and masked classes': {
    logits: [
      [1, -Infinity, 3, 5],
      [4, 5, -Infinity, 3],
    ],
    targets: [-1, 1],
    options: { convention: 'optax' },
  },
};

function written(framework: TestFramework, evaluated: Evaluated): string {
  const { logits: rows, targets: given, options: input = {} } = evaluated;
  const [{ length: classes } = []] = rows;
  const batch = { rows: rows.length, classes: classes, values: Float64Array.from(rows.flat()) };
  const targets: Targets =
    typeof given[0] === 'number'
      ? { kind: 'indices', indices: Int32Array.from(given as number[]) }
      : { kind: 'probabilities', probabilities: Float64Array.from(given.flat()) };
  const options = completeOptions(input, classes);
  const { losses, gradient } = runToEnd(evaluate(batch, targets, options));
  const tested = { logits: batch, targets, options, loss: losses!.loss, gradient: gradient! };
  return runToEnd(writeLossTest(framework, tested, 1_000));
}

describe('a loss as a test', () => {
  for (const [name, evaluated] of Object.entries(cases)) {
    for (const framework of testFrameworks) {
      it(`is as it was when it was run: ${name}, ${framework}`, () => {
        const file = `../../golden/loss-tests/${name} - ${framework}.py`;
        const expected = readFileSync(new URL(file, import.meta.url), 'utf8');
        assert.equal(written(framework, evaluated), expected);
      });
    }
  }

  const refused: readonly (readonly [why: string, Evaluated, RegExp])[] = [
    [
      'a target that is no class',
      { logits, targets: [3, 7], options: { convention: 'optax' } },
      /target of row 1 is not a class/,
    ],
    ['NaN', { logits: [[1, NaN]], targets: [0] }, /Row 0 has no softmax, .* NaN/],
    ['Infinity', { logits: [[1, Infinity]], targets: [0] }, /Row 0 has no softmax, .* Infinity/],
    [
      'an infinite loss',
      { logits: [[1, -Infinity]], targets: [1] },
      /loss or its gradient is not finite/,
    ],
    [
      'a mean of nothing',
      {
        logits,
        targets: [-100, -100],
        options: { reduction: 'mean', convention: 'keras' },
      },
      /mean divides by 0/,
    ],
    [
      'a gradient that is no derivative',
      { logits, targets: logits, options: { convention: 'keras' } },
      /probabilities of row 0 sum to 11: what Keras/,
    ],
    [
      'numbers beyond double precision',
      { logits: [[1, 2]], targets: [1], options: { temperature: 1e-250 } },
      /Frameworks cannot compute this/,
    ],
    [
      'more than there is room for',
      { logits: [Array.from({ length: 501 }, () => 0)], targets: [0] },
      /more than 1,000 characters/,
    ],
  ];
  for (const [why, evaluated, message] of refused) {
    for (const framework of testFrameworks) {
      it(`is not written, but refused in words: ${why}, ${framework}`, () => {
        assert.throws(() => written(framework, evaluated), { name: 'WritingError', message });
      });
    }
  }
});
