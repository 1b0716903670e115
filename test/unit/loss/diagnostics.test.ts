import assert from 'node:assert/strict';
import type { ClassNames } from '../../../src/core/classNames.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { type Diagnostic, diagnose, misfitOf } from '../../../src/core/loss/diagnostics.ts';
import { explainDivisor } from '../../../src/core/loss/divisorExplanation.ts';
import { summarise, type Summary } from '../../../src/core/loss/evaluation.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { logitsFromProbabilities } from '../../../src/core/loss/normalisedRows.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Place } from '../../../src/core/loss/rowDiagnostics.ts';
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
          message:
            /^The logit in row 1, column 1 is NaN: .* its loss is NaN\. The argmax is the first NaN, as in NumPy and PyTorch\.$/,
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
          message:
            /^The target 2 of row 0 is not one of the classes 0 to 1: there is no .* 2 rows\.$/,
        },
      ],
    },
    {
      name: 'a target that wraps',
      logits: [[1, 2]],
      targets: [-1],
      options: { convention: 'numpy' },
      expected: [
        {
          kind: 'target-wraps',
          severity: 'warning',
          message:
            /^The target -1 of row 0 counts from the last class .* NumPy: it means class 1\.$/,
        },
      ],
    },
    {
      name: 'a target that makes the loss NaN',
      logits: [[1, 2]],
      targets: [2],
      options: { convention: 'optax' },
      expected: [
        { kind: 'target-out-of-range', severity: 'error', message: /of Optax, its loss is NaN\.$/ },
      ],
    },
    {
      name: 'a target without a one-hot label to smooth',
      logits: [[1, 2]],
      targets: [-1],
      options: { convention: 'optax', labelSmoothing: 0.1 },
      expected: [{ kind: 'target-out-of-range', message: /0 to 1: there is no loss\.$/ }],
    },
    {
      name: 'a weight that takes the loss beyond the largest double',
      logits: [[0, -3]],
      targets: [1],
      options: { classWeights: [1, 1e308] },
      expected: [{ kind: 'loss-overflow', message: /the loss, times its weight, is beyond/ }],
    },
    {
      name: 'an ignore index that the convention does not have',
      logits: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      targets: [0, 1, 0],
      options: { convention: 'numpy', ignoreIndex: 0 },
      expected: [
        {
          kind: 'ignore-index-not-offered',
          severity: 'warning',
          places: [
            { array: 'targets', row: 0 },
            { array: 'targets', row: 2 },
          ],
          message:
            /^The target 0 of row 0 is the ignore index, but NumPy has none: the row counts, with class 0\. .* 2 rows\.$/,
        },
      ],
    },
    {
      name: 'an ignore index that is not, but wraps',
      logits: [[1, 2]],
      targets: [-1],
      options: { convention: 'optax', ignoreIndex: -1 },
      expected: [{ kind: 'ignore-index-not-offered', message: /with class 1\.$/ }],
    },
    {
      name: 'NaN also where there is no loss',
      logits: [
        [1, NaN],
        [1, 2],
      ],
      targets: [7, 0],
      expected: [
        { kind: 'target-out-of-range', places: [{ array: 'targets', row: 0 }] },
        { kind: 'logit-nan', places: [{ array: 'logits', row: 0, column: 1 }] },
      ],
    },
    {
      name: 'target probabilities that are negative, or do not sum to 1',
      logits: [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      targets: [
        [1.5, -0.5],
        [0.5, 0.25],
        [0.3335, 0.667],
      ],
      expected: [
        {
          kind: 'target-negative',
          severity: 'warning',
          places: [{ array: 'targets', row: 0, column: 1 }],
          message: /^The target probability -0\.5 in row 0, column 1 is negative/,
        },
        {
          kind: 'target-sum',
          severity: 'warning',
          places: [{ array: 'targets', row: 1, column: 0 }],
          message: /^The target probabilities of row 1 sum to 0\.75, not to 1\.$/,
        },
      ],
    },
    {
      name: 'what such a sum does to the gradient',
      logits: [[1, 2]],
      targets: [[0.5, 0.25]],
      options: { convention: 'keras' },
      expected: [{ kind: 'target-sum', message: /p - q, is not the derivative/ }],
    },
    {
      name: 'a sum of losses that overflows',
      logits: [
        [1.7e308, 0],
        [1.7e308, 0],
      ],
      targets: [1, 1],
      expected: [{ kind: 'sum-overflow', severity: 'error', places: [] }],
    },
    {
      name: 'that the mean of such losses is finite',
      logits: [
        [1.7e308, 0],
        [1.7e308, 0],
      ],
      targets: [1, 1],
      options: { reduction: 'mean' },
      expected: [{ kind: 'sum-overflow', severity: 'warning' }],
    },
    {
      name: "a class beside the target's at -Infinity, where the weight is that of the row",
      logits: [[1, 2, -inf]],
      targets: [0],
      options: { convention: 'keras', labelSmoothing: 0.1, classWeights: [1, 1, 0] },
      expected: [
        { kind: 'target-minus-infinite', places: [{ array: 'logits', row: 0, column: 2 }] },
      ],
    },
    {
      name: 'log-probabilities, also where a temperature makes others of them',
      logits: [[0.1, 0.2, 0.7].map(Math.log)],
      targets: [0],
      options: { temperature: 2 },
      expected: [{ kind: 'looks-like-log-probabilities', message: /at temperature 1 only/ }],
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
      name: 'negative weights',
      logits: [[1, 2, 3]],
      targets: [1],
      options: { classWeights: [1, -2, -0.5] },
      expected: [
        {
          kind: 'weight-negative',
          severity: 'warning',
          places: [],
          message: /^The weight of class 1 is negative \(-2\), and so is another: /,
        },
      ],
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

  it('speaks of probabilities where that is what the values are', () => {
    const logits = [
      [0, 1],
      [0, 0],
    ].map((row) => row.map(Math.log));
    const messages = diagnoseAll(logits, [0, 0], {}, true).map(({ message }) => message);
    assert.match(messages[0]!, /^The probability in row 0, column 0 is 0 and the loss wants/);
    assert.match(messages[1]!, /^The probability in row 1, column 0 is 0, and so is every other/);
  });

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
    const { values } = runToEnd(logitsFromProbabilities(matrix([[0.25, 0.75, 0]])));
    assert.deepEqual([...values], [Math.log(0.25), Math.log(0.75), -inf]);
  });

  it('yields on the way', () => {
    const logits = { rows: 1000, classes: 400, values: new Float64Array(400_000).fill(1 / 400) };
    assert.ok([...logitsFromProbabilities(logits)].length >= 4);
  });

  it('refuses a negative value, naming its place', () => {
    assert.throws(
      () =>
        runToEnd(
          logitsFromProbabilities(
            matrix([
              [1, 0],
              [0.5, -0.5],
            ]),
          ),
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
  const zeros = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  const far = [
    [1.7e308, 0],
    [1.7e308, 0],
  ];
  const cases: {
    logits?: number[][];
    targets: TargetRows;
    options: LossOptionsInput;
    expected: RegExp;
  }[] = [
    { targets: [0, 1, 1], options: {}, expected: /^mean = sum \/ 3 rows$/ },
    {
      logits: Array.from({ length: 1234 }, () => [1, 2]),
      targets: Array.from({ length: 1234 }, () => 1),
      options: {},
      expected: /^mean = sum \/ 1,234 rows$/,
    },
    {
      targets: [0, -100, 1],
      options: { classWeights: [0.5, 4] },
      expected:
        /^mean = 3\.119\d+ \/ 4\.5 = 0\.6931\d+: in the convention of PyTorch, 2 of 3 rows count, 1 is ignored; the weights of their targets add up to 4\.5\.$/,
    },
    {
      targets: [0, -100, 1],
      options: { classWeights: [0.5, 4], convention: 'keras' },
      expected: / \/ 2 = .* in the convention of Keras, 2 of 3 rows count, 1 is ignored\.$/,
    },
    {
      targets: [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      options: { classWeights: [0.5, 4] },
      expected: /^mean = sum \/ 3 rows$/,
    },
    {
      targets: [-100, -100, -100],
      options: {},
      expected: /^mean = 0 \/ 0 = NaN: .* 0 of 3 rows count, 3 are ignored\.$/,
    },
    {
      targets: [-100, -100, -100],
      options: { convention: 'keras' },
      expected: /^mean = 0: .* 0 of 3 rows count, 3 are ignored\.$/,
    },
    {
      targets: [0, 0, 0],
      options: { classWeights: [0, 1], labelSmoothing: 0.1 },
      expected: /^mean = NaN: .* 3 rows count; the weights of their targets add up to 0\.$/,
    },
    {
      logits: far,
      targets: [1, 1],
      options: {},
      expected: /^mean = a sum beyond the largest double \/ 2 = 1\.7e\+308: .* 2 rows count\.$/,
    },
    {
      logits: [[0, -inf]],
      targets: [1],
      options: {},
      expected: /^mean = Infinity \/ 1 = Infinity: .* 1 row counts\.$/,
    },
  ];
  for (const { logits = zeros, targets, options, expected } of cases) {
    it(JSON.stringify([logits[0], targets, options]), () => {
      const complete = completeOptions(options, 2);
      const { losses } = runToEnd(summarise(matrix(logits), targetsOf(targets), complete));
      assert.match(explainDivisor(losses!, complete), expected);
    });
  }
});

describe('diagnosing named classes', () => {
  const names = ['cat', 'dog', '', 'a guinea pig of the Andes'];
  const cases: [logits: number[], target: number, options: LossOptionsInput, says: string][] = [
    [[0, NaN, 0, 0], 0, {}, 'The logit in row 0, column 1 (dog) is NaN'],
    [[0, 0, NaN, 0], 0, {}, 'The logit in row 0, column 2 is NaN'],
    [[0, 0, 0, NaN], 0, {}, 'column 3 (a guinea pig of the And…) is NaN'],
    [[0, 0, 0, 0], -4, { convention: 'numpy' }, 'it means class 0 (cat).'],
    [[0, 0, 0, 0], 1, { convention: 'numpy', ignoreIndex: 1 }, 'with class 1 (dog).'],
    [[0, 0, 0, 0], 0, { classWeights: [1, -2, 1, 1] }, 'The weight of class 1 (dog) is negative'],
  ];
  for (const [logits, target, options, says] of cases) {
    it(`says: ${says}`, () => {
      const [found] = diagnoseAll([logits], [target], options, false, names);
      assert.ok(found?.message.includes(says), found?.message);
    });
  }
});

function diagnoseAll(
  rows: number[][],
  targets: TargetRows,
  input: LossOptionsInput = {},
  areLogarithms = false,
  classNames: ClassNames = null,
) {
  const logits = matrix(rows);
  const options = completeOptions(input, logits.classes);
  let summary: Summary;
  try {
    summary = runToEnd(summarise(logits, targetsOf(targets), options));
  } catch (error) {
    assert.ok(error instanceof LossError);
    summary = runToEnd(summarise(logits, undefined, options));
  }
  return runToEnd(
    diagnose({
      logits,
      targets: targetsOf(targets),
      options,
      summary,
      classNames,
      areLogarithms,
    }),
  );
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

describe('an array that is called like targets but is not taken for them', () => {
  const logits = { rows: 2, classes: 3, values: new Float64Array(6) };
  const cases: readonly [shape: number[], reason: RegExp][] = [
    [[2], /: not all of its values are class indices from 0 to 2\.$/],
    [[2, 3], /: not all of its rows are probabilities that add up to 1\.$/],
    [[5], /: it has 5 values, where there should be 2 class indices from 0 to 2, or 2 × 3 class/],
    [[2, 2], /: it has the shape 2 × 2, where/],
  ];
  for (const [shape, reason] of cases) {
    it(`is told why, with the shape ${shape.join(' x ')}`, () => {
      assert.match(misfitOf({ name: 'labels', shape }, logits).message, reason);
    });
  }

  it('is told with the row of the entry that does not fit, where it is a column', () => {
    const reason = '"fish" in row 1 is none of cat, dog, bird';
    const { message, count, places } = misfitOf({ column: 'label', reason, row: 1 }, logits);
    assert.equal(message, `The column “label” is not taken for the targets: ${reason}.`);
    assert.equal(count, 1);
    assert.deepEqual(places, [{ array: 'logits', row: 1 }]);
  });
});
