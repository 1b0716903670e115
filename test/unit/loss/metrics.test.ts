import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { calibrationOf } from '../../../src/core/loss/calibration.ts';
import { summarise } from '../../../src/core/loss/evaluation.ts';
import { measure, type Metrics, topAccuracy } from '../../../src/core/loss/metrics.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

const log = Math.log;

describe('measures of a row', () => {
  const cases: {
    name: string;
    row: number[];
    target?: number;
    options?: LossOptionsInput;
    entropy: number;
    margin: number;
    rank?: number;
  }[] = [
    { name: 'equal logits', row: [5, 5, 5, 5], target: 2, entropy: log(4), margin: 0, rank: 2 },
    {
      name: 'probabilities 1/4 and 3/4',
      row: [0, log(3)],
      target: 0,
      entropy: 0.25 * log(4) + 0.75 * log(4 / 3),
      margin: 0.5,
      rank: 1,
    },
    {
      name: 'the same, at temperature 1/2',
      row: [0, log(3) / 2],
      options: { temperature: 0.5 },
      target: 1,
      entropy: 0.25 * log(4) + 0.75 * log(4 / 3),
      margin: 0.5,
      rank: 0,
    },
    { name: 'a single class', row: [7], target: 0, entropy: 0, margin: 1, rank: 0 },
    { name: '-Infinity', row: [0, -Infinity, 0], target: 1, entropy: log(2), margin: 0, rank: 2 },
    {
      name: 'near certainty',
      row: [50, 0],
      target: 0,
      entropy: 51 * Math.exp(-50),
      margin: 1,
      rank: 0,
    },
    {
      name: 'a row without a softmax',
      row: [NaN, 1],
      target: 1,
      entropy: NaN,
      margin: NaN,
      rank: 2,
    },
    {
      name: 'an ignored row without a softmax',
      row: [NaN, 1],
      target: -100,
      entropy: NaN,
      margin: NaN,
      rank: -1,
    },
    { name: 'an ignored row', row: [0, 0], target: -100, entropy: log(2), margin: 0, rank: -1 },
  ];
  for (const { name, row, target, options, entropy, margin, rank } of cases) {
    it(name, () => {
      const { rows } = metricsOf([row], target === undefined ? undefined : [target], options);
      assertClose(rows.entropy[0]!, entropy);
      assertClose(rows.margin[0]!, margin);
      assert.equal(rows.rank?.[0], rank);
    });
  }
});

describe('measures of a batch', () => {
  const logits = [
    [3, 2, 1, 0],
    [3, 2, 1, 0],
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [3, 2, 1, NaN],
  ];
  const targets = [0, 1, 3, -100, 0];

  it('accuracy, over the rows that count', () => {
    assertClose(metricsOf(logits, targets).predictions!.accuracy, 2 / 4);
  });

  it('accuracy, to which a row without a softmax is wrong whatever its argmax is', () => {
    const { accuracy, perplexity, calibration, confusions } = metricsOf(
      [
        [1, NaN],
        [-Infinity, -Infinity],
        [0, 0],
      ],
      [1, 0, 0],
    ).predictions!;
    assertClose(accuracy, 1 / 3);
    assertClose(perplexity, 2);
    assertClose(calibration.expectedError, 0.5);
    assert.deepEqual(confusions, [{ target: 0, predicted: 0, count: 1 }]);
  });

  it('accuracy among the k likeliest', () => {
    const rank = Int32Array.of(0, 3, -1, 1);
    assert.deepEqual(
      [1, 2, 3, 4].map((k) => topAccuracy(rank, k)),
      [1 / 3, 2 / 3, 2 / 3, 1],
    );
  });

  it('perplexity, whatever weights and smoothing are', () => {
    const perplexity = (options: LossOptionsInput) =>
      metricsOf(logits.slice(0, 3), targets.slice(0, 3), options).predictions!.perplexity;
    const l = log(1 + Math.exp(-1) + Math.exp(-2) + Math.exp(-3));
    assertClose(perplexity({}), Math.exp(l + 1 / 3));
    assertClose(
      perplexity({ classWeights: [1, 5, 1, 1], labelSmoothing: 0.3 }),
      Math.exp(l + 1 / 3),
    );
  });

  it('is finite for a probability that underflows', () => {
    const { predictions } = metricsOf(
      [
        [800, 0],
        [1, 1],
        [1, 1],
      ],
      [1, 0, 0],
    );
    assertClose(Math.log(predictions!.perplexity), (800 + 2 * log(2)) / 3);
  });

  it('confusions, the most frequent first', () => {
    const { predictions } = metricsOf([...logits, [9, 0, 0, 0]], [...targets, 0]);
    assert.deepEqual(predictions!.confusions, [
      { target: 0, predicted: 0, count: 2 },
      { target: 1, predicted: 0, count: 1 },
      { target: 3, predicted: 3, count: 1 },
    ]);
  });

  it('means over the rows with a softmax', () => {
    const { meanConfidence, meanEntropy, meanMargin } = metricsOf(
      [
        [0, 0],
        [NaN, 0],
        [0, log(3)],
      ],
      undefined,
    );
    assertClose(meanConfidence, (0.5 + 0.75) / 2);
    assertClose(meanMargin, 0.25);
    assertClose(meanEntropy, (log(2) + 0.25 * log(4) + 0.75 * log(4 / 3)) / 2);
  });

  it('no predictions without class-index targets', () => {
    assert.equal(metricsOf(logits, undefined).predictions, undefined);
  });
});

describe('the expected calibration error', () => {
  it('weighs the gaps of the bins by their rows', () => {
    const confidence = Float64Array.of(0.95, 0.99, 0.6, 0.61, 0.3, 0.8);
    const rank = Int32Array.of(0, 1, 0, 0, 0, -1);
    const { expectedError, bins } = calibrationOf(confidence, rank);
    assertClose(expectedError, (Math.abs(1 - 1.94) + 0.4 + 0.39 + 0.7) / 5);
    assert.deepEqual(
      bins.map(({ count }) => count),
      [1, 1, 1, 2],
    );
    assert.deepEqual(
      bins.map(({ accuracy }) => accuracy),
      [1, 1, 1, 0.5],
    );
  });

  it('puts a confidence on an edge into the lower bin', () => {
    const { bins } = calibrationOf(Float64Array.of(1 / 3, 1), Int32Array.of(0, 0));
    assert.deepEqual(
      bins.map(({ to }) => to),
      [5 / 15, 1],
    );
  });
});

function metricsOf(
  rows: readonly (readonly number[])[],
  targets: readonly number[] | undefined,
  input: LossOptionsInput = {},
): Metrics {
  const logits = {
    rows: rows.length,
    classes: rows[0]!.length,
    values: Float64Array.from(rows.flat()),
  };
  const options = completeOptions(input, logits.classes);
  const indices: Targets | undefined = targets && {
    kind: 'indices',
    indices: Int32Array.from(targets),
  };
  const summary = runToEnd(summarise(logits, indices, options));
  return runToEnd(measure(logits, indices, options, summary));
}

function assertClose(actual: number, expected: number): void {
  if (Object.is(actual, expected)) return;
  const error = Math.abs(actual - expected);
  assert.ok(error <= 1e-14 * Math.max(Math.abs(expected), 1e-10), `${actual} is not ${expected}`);
}
