import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { type Diagnostic, diagnose, type Place } from '../../../src/core/loss/diagnostics.ts';
import { explainDivisor } from '../../../src/core/loss/divisorExplanation.ts';
import { summarise, type Summary } from '../../../src/core/loss/evaluation.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { logitsFromProbabilities } from '../../../src/core/loss/normalisedRows.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

type TargetRows = number[] | number[][] | undefined;

const inf = Infinity;

describe('diagnosing', () => {
  const cases: {
    name: string;
    logits: number[][];
    targets: TargetRows;
    options?: LossOptionsInput;
    expected: {
      kind: Diagnostic['kind'];
      severity?: Diagnostic['severity'];
      places?: Place[];
      message?: RegExp;
    }[];
  }[] = [
    { name: 'nothing in ordinary data', logits: [[1, 2, 3]], targets: [0], expected: [] },
    {
      name: 'the first NaN of a row',
      logits: [
        [1, 2, 3],
        [9, NaN, NaN],
      ],
      targets: [0, 0],
      expected: [
        {
          kind: 'logit-nan',
          severity: 'error',
          places: [{ array: 'logits', row: 1, column: 1 }],
          message: /^The logit in row 1, column 1 is NaN: .* its loss is NaN\.$/,
        },
      ],
    },
    {
      name: 'NaN also without targets',
      logits: [[NaN, 1]],
      targets: undefined,
      expected: [{ kind: 'logit-nan', places: [{ array: 'logits', row: 0, column: 0 }] }],
    },
    {
      name: 'Infinity',
      logits: [[1, inf, 3]],
      targets: [0],
      expected: [{ kind: 'logit-infinite', places: [{ array: 'logits', row: 0, column: 1 }] }],
    },
    {
      name: 'a row of nothing but -Infinity',
      logits: [[-inf, -inf]],
      targets: [0],
      expected: [{ kind: 'row-minus-infinite', places: [{ array: 'logits', row: 0, column: 0 }] }],
    },
    {
      name: 'a target at -Infinity',
      logits: [[1, -inf, 3]],
      targets: [1],
      expected: [
        { kind: 'target-minus-infinite', places: [{ array: 'logits', row: 0, column: 1 }] },
      ],
    },
    { name: 'no -Infinity beside the target', logits: [[1, -inf, 3]], targets: [0], expected: [] },
    {
      name: '-Infinity beside a smoothed target',
      logits: [[1, 2, -inf]],
      targets: [0],
      options: { labelSmoothing: 0.1 },
      expected: [
        { kind: 'target-minus-infinite', places: [{ array: 'logits', row: 0, column: 2 }] },
      ],
    },
    {
      name: '0 times infinity in class probabilities, before an infinite loss',
      logits: [[-inf, -inf, 3]],
      targets: [[0.5, 0, 0.5]],
      expected: [{ kind: 'zero-times-infinity', places: [{ array: 'logits', row: 0, column: 1 }] }],
    },
    {
      name: 'an infinite loss of class probabilities',
      logits: [[-inf, 1, 3]],
      targets: [[0.5, 0, 0.5]],
      expected: [
        { kind: 'target-minus-infinite', places: [{ array: 'logits', row: 0, column: 0 }] },
      ],
    },
    {
      name: 'a weight of 0 at a target at -Infinity',
      logits: [[1, -inf, 3]],
      targets: [1],
      options: { classWeights: [1, 0, 1] },
      expected: [{ kind: 'zero-times-infinity' }, { kind: 'weights-sum-to-zero' }],
    },
    {
      name: 'a target probability that is NaN',
      logits: [[1, 2]],
      targets: [[0.5, NaN]],
      expected: [
        {
          kind: 'target-not-finite',
          places: [{ array: 'targets', row: 0, column: 1 }],
          message: /^The target probability NaN in row 0, column 1/,
        },
      ],
    },
    {
      name: 'an overflow',
      logits: [[1.7e308, -1.7e308]],
      targets: [1],
      expected: [{ kind: 'loss-overflow', places: [{ array: 'logits', row: 0, column: 1 }] }],
    },
    {
      name: 'an ignored row with NaN, where the convention lets it through',
      logits: [
        [1, NaN],
        [1, 2],
      ],
      targets: [-100, 1],
      expected: [
        {
          kind: 'ignored-row-poisons-gradient',
          severity: 'warning',
          places: [{ array: 'logits', row: 0, column: 1 }],
        },
      ],
    },
    {
      name: 'no ignored row with NaN, where the convention stops it',
      logits: [
        [1, NaN],
        [1, 2],
      ],
      targets: [-100, 1],
      options: { convention: 'keras' },
      expected: [],
    },
    {
      name: 'every target out of range, though there is no loss',
      logits: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      targets: [2, 0, -1],
      expected: [
        {
          kind: 'target-out-of-range',
          severity: 'error',
          places: [
            { array: 'targets', row: 0 },
            { array: 'targets', row: 2 },
          ],
          message: /^The target 2 of row 0 is not one of the classes\. .* 2 rows\.$/,
        },
      ],
    },
    {
      name: 'a target that wraps',
      logits: [[1, 2]],
      targets: [-1],
      options: { convention: 'numpy' },
      expected: [{ kind: 'target-out-of-range', severity: 'warning' }],
    },
    {
      name: 'a batch that is ignored as a whole',
      logits: [[1, 2]],
      targets: [-100],
      options: { reduction: 'mean' },
      expected: [
        {
          kind: 'all-rows-ignored',
          severity: 'error',
          places: [],
          message: /^The mean is NaN: every row is ignored\.$/,
        },
      ],
    },
    {
      name: 'weights that sum to 0',
      logits: [[1, 2]],
      targets: [1],
      options: { classWeights: [1, 0] },
      expected: [{ kind: 'weights-sum-to-zero', severity: 'warning', message: /^The mean is NaN/ }],
    },
    {
      name: 'probabilities in place of logits',
      logits: [
        [0.1, 0.2, 0.7],
        [0, 1, 0],
        [0.333, 0.333, 0.333],
      ],
      targets: [0, 1, 2],
      expected: [{ kind: 'looks-like-probabilities', severity: 'warning' }],
    },
    {
      name: 'log-probabilities in place of logits',
      logits: [[0.1, 0.2, 0.7].map(Math.log), [-inf, 0, -inf]],
      targets: [0, 1],
      expected: [{ kind: 'looks-like-log-probabilities', severity: 'information' }],
    },
    {
      name: 'no probabilities where one is negative',
      logits: [[1.5, -0.5]],
      targets: [0],
      expected: [],
    },
    {
      name: 'no probabilities in rows that do not all sum to 1',
      logits: [
        [0.1, 0.9],
        [0.5, 0.6],
      ],
      targets: [0, 1],
      expected: [],
    },
    {
      name: 'no probabilities in a single class',
      logits: [[1], [1]],
      targets: [0, 0],
      expected: [],
    },
  ];

  for (const { name, logits, targets, options, expected } of cases) {
    it(`finds ${name}`, () => {
      const found = diagnoseAll(logits, targets, options);
      assert.deepEqual(
        found.map(({ kind }) => kind),
        expected.map(({ kind }) => kind),
      );
      expected.forEach(({ severity, places, message }, i) => {
        if (severity) assert.equal(found[i]!.severity, severity);
        if (places) assert.deepEqual(found[i]!.places, places);
        if (message) assert.match(found[i]!.message, message);
      });
    });
  }

  it('counts all rows, but lists the first 100 places', () => {
    const [nan] = diagnoseAll(
      Array.from({ length: 150 }, () => [1, NaN]),
      undefined,
    );
    assert.equal(nan!.count, 150);
    assert.equal(nan!.places.length, 100);
  });
});

describe('treating values as probabilities', () => {
  it('takes logits whose softmax they are', () => {
    const { values } = logitsFromProbabilities(matrix([[0.25, 0.75, 0]]));
    assert.deepEqual([...values], [Math.log(0.25), Math.log(0.75), -inf]);
  });

  it('refuses a negative value, naming its place', () => {
    assert.throws(
      () =>
        logitsFromProbabilities(
          matrix([
            [1, 0],
            [0.5, -0.5],
          ]),
        ),
      (error) =>
        error instanceof LossError &&
        error.row === 1 &&
        error.column === 1 &&
        error.message.startsWith('Row 1 has -0.5 in column 1,'),
    );
  });
});

describe('the divisor, explained', () => {
  const logits = matrix([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  const cases: { targets: TargetRows; options: LossOptionsInput; expected: RegExp }[] = [
    {
      targets: [0, 1, 1],
      options: {},
      expected:
        /= 2\.07944\d+ \/ 3 = 0\.6931\d+: in PyTorch's convention, there are 3 rows that count\.$/,
    },
    {
      targets: [0, -100, 1],
      options: { classWeights: [0.5, 4] },
      expected:
        / \/ 4\.5 = .* the weights of the targets of the 2 rows that count add up to 4\.5; 1 row ignored\.$/,
    },
    {
      targets: [0, -100, 1],
      options: { classWeights: [0.5, 4], convention: 'keras' },
      expected: / \/ 2 = .* in Keras's convention, there are 2 rows that count; 1 row ignored\.$/,
    },
    {
      targets: [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      options: { classWeights: [0.5, 4] },
      expected: / \/ 3 = .* there are 3 rows that count\.$/,
    },
  ];
  for (const { targets, options, expected } of cases) {
    it(JSON.stringify([targets, options]), () => {
      const complete = completeOptions(options, 2);
      const { losses } = runToEnd(summarise(logits, targetsOf(targets), complete));
      assert.match(explainDivisor(losses!, complete), expected);
    });
  }
});

function diagnoseAll(rows: number[][], targets: TargetRows, input: LossOptionsInput = {}) {
  const logits = matrix(rows);
  const options = completeOptions(input, logits.classes);
  let summary: Summary | undefined;
  try {
    summary = runToEnd(summarise(logits, targetsOf(targets), options));
  } catch (error) {
    assert.ok(error instanceof LossError);
  }
  return runToEnd(diagnose(logits, targetsOf(targets), options, summary));
}

function matrix(rows: readonly (readonly number[])[]) {
  return { rows: rows.length, classes: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

function targetsOf(targets: TargetRows): Targets | undefined {
  if (!targets) return undefined;
  return typeof targets[0] === 'number'
    ? { kind: 'indices', indices: Int32Array.from(targets as number[]) }
    : { kind: 'probabilities', probabilities: Float64Array.from(targets.flat()) };
}
