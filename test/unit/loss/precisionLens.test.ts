import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runToEnd } from '../../../src/core/job.ts';
import { floatFormats } from '../../../src/core/loss/floatFormats.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import {
  measurePrecision,
  type PrecisionMethod,
  type PrecisionResult,
} from '../../../src/core/loss/precisionLens.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

/** ES2025, which the library types of ES2023 do not know. */
const { f16round } = Math as unknown as { readonly f16round: (value: number) => number };

describe('rounding to a format', () => {
  const [, float16, bfloat16] = floatFormats;

  it('of 16 bits is what the engine does', () => {
    const anyDouble = fc.oneof(
      fc.double({ noNaN: true }),
      fc.double({ min: -70000, max: 70000, noNaN: true }),
      fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
      fc.constantFrom(65504, 65519.99, 65520, 2 ** -24, 2 ** -25, 2 ** -25 * 1.001, 1 + 2 ** -11),
    );
    fc.assert(
      fc.property(anyDouble, (value) => {
        assert.equal(float16!.round(value) + 0, f16round(value) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  const cases: [number, number][] = [
    [1 + 2 ** -8, 1],
    [1 + 2 ** -8 + 2 ** -20, 1 + 2 ** -7],
    [1 + 3 * 2 ** -8, 1 + 2 ** -6],
    [3.3895313892515355e38, 3.3895313892515355e38],
    [3.4e38, Infinity],
    [-3.4e38, -Infinity],
    [1e-50, 0],
    [2 ** -133, 2 ** -133],
  ];
  for (const [value, expected] of cases) {
    it(`of bfloat16 takes ${value} to ${expected}`, () => {
      assert.equal(bfloat16!.round(value), expected);
    });
  }
});

describe('the precision lens', () => {
  it('sees nothing wrong with small logits in float32', () => {
    const result = measure([[1, 2, 3]], [0], 'float32', 'stable');
    assert.deepEqual([result.overflows, result.underflows, result.wrongArgmax], [0, 0, 0]);
    assert.ok(result.lossError! < 2e-7);
  });

  const cases: {
    name: string;
    logits: number[][];
    targets?: number[];
    options?: LossOptionsInput;
    format: PrecisionResult['format'];
    method: PrecisionMethod;
    expected: Partial<PrecisionResult>;
  }[] = [
    {
      name: 'e^100 overflows float32, if the largest logit is not subtracted',
      logits: [[100, 0]],
      targets: [0],
      format: 'float32',
      method: 'naive',
      expected: { overflows: 1, loss: NaN, lossError: NaN },
    },
    {
      name: 'e^100 does not overflow, if it is',
      logits: [[100, 0]],
      targets: [1],
      format: 'float32',
      method: 'stable',
      expected: { overflows: 0, underflows: 0, loss: 100, lossError: 0 },
    },
    {
      name: 'a probability that underflows has an infinite loss, naively',
      logits: [[0, -200]],
      targets: [1],
      format: 'float32',
      method: 'naive',
      expected: { underflows: 1, loss: Infinity, lossError: Infinity },
    },
    {
      name: 'float16 has no logit of 70000',
      logits: [[70000, 0]],
      targets: [0],
      format: 'float16',
      method: 'stable',
      expected: { overflows: 1, loss: NaN },
    },
    {
      name: 'bfloat16 cannot tell 100.1 from 100.2, so the first wins',
      logits: [
        [100.1, 100.2],
        [100, 200],
      ],
      targets: [0, 0],
      format: 'bfloat16',
      method: 'stable',
      expected: { wrongArgmax: 1 },
    },
    {
      name: 'float32 can',
      logits: [[100.1, 100.2]],
      format: 'float32',
      method: 'stable',
      expected: {
        format: 'float32',
        method: 'stable',
        overflows: 0,
        underflows: 0,
        wrongArgmax: 0,
      },
    },
    {
      name: 'weights, smoothing and ignored rows count',
      logits: [
        [1, 0],
        [0, 1],
      ],
      targets: [-100, 1],
      options: { classWeights: [1, 2], labelSmoothing: 0.5, reduction: 'mean' },
      format: 'float32',
      method: 'stable',
      // (0.5 * 2 * l1 + 0.25 * (1 * l0 + 2 * l1)) / 2 with l1 = log(1 + 1/e), l0 = l1 + 1
      expected: { loss: (1.75 * 0.3132617 + 0.25) / 2 },
    },
    {
      name: 'float32 loses 1,000 exponentials that are too small one by one',
      logits: [[0, ...new Array<number>(1000).fill(-17)]],
      targets: [0],
      format: 'float32',
      method: 'stable',
      expected: { loss: 0, lossError: 1 },
    },
    {
      name: 'float16 has no sum of 70,000 ones',
      logits: [new Array<number>(70_000).fill(0)],
      targets: [0],
      format: 'float16',
      method: 'naive',
      expected: { overflows: 1, loss: Infinity },
    },
    {
      name: 'but it has the logarithm of the sum, which is kept in float32',
      logits: [new Array<number>(70_000).fill(0)],
      targets: [0],
      format: 'float16',
      method: 'stable',
      expected: { overflows: 0, loss: 11.15625 },
    },
    {
      name: 'a row without a softmax is not counted',
      logits: [[NaN, 0]],
      targets: [0],
      format: 'float16',
      method: 'naive',
      expected: { overflows: 0, underflows: 0, wrongArgmax: 0, loss: NaN },
    },
  ];
  for (const { name, logits, targets, options, format, method, expected } of cases) {
    it(`${name} (${format}, ${method})`, () => {
      const result = measure(logits, targets, format, method, options);
      if (!targets) assert.deepEqual(result, expected);
      for (const [key, value] of Object.entries(expected)) {
        const actual = result[key as keyof PrecisionResult];
        if (typeof value === 'number' && Number.isFinite(value)) {
          assert.ok(Math.abs((actual as number) - value) < 1e-6, `${key} is ${actual}`);
        } else assert.equal(actual, value);
      }
    });
  }
});

function measure(
  rows: readonly (readonly number[])[],
  targets: readonly number[] | undefined,
  format: PrecisionResult['format'],
  method: PrecisionMethod,
  options: LossOptionsInput = {},
): PrecisionResult {
  const logits = {
    rows: rows.length,
    classes: rows[0]!.length,
    values: Float64Array.from(rows.flat()),
  };
  const indices: Targets | undefined = targets && {
    kind: 'indices',
    indices: Int32Array.from(targets),
  };
  const results = runToEnd(
    measurePrecision(logits, indices, completeOptions(options, logits.classes)),
  );
  return results.find((result) => result.format === format && result.method === method)!;
}
