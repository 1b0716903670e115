import fc from 'fast-check';
import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import { type LossCase, lossCases } from './arbitraries.ts';
import { exponential, fixed, logOnePlus, nearest, over } from './fixedPoint.ts';
import { referenceLoss } from './reference.ts';
import { describeEachKernel } from '../kernel/eachKernel.ts';
import { ulpsBetween } from './ulp.ts';

const allowedUlps = 4;
const runs = 300;

describeEachKernel('exactness against arithmetic of 700 digits', () => {
  const worst = new Map<string, number>();

  it(`loss, probabilities and gradient are within ${allowedUlps} ulp at any scale`, () => {
    fc.assert(fc.property(lossCases, checkCase), { numRuns: runs });
  });

  const cases: {
    name: string;
    row: readonly number[];
    target: number;
    options?: LossOptionsInput;
  }[] = [
    {
      name: 'where a large weight meets a subnormal exponential',
      row: [720, 0],
      target: 0,
      options: { classWeights: [1000, 1] },
    },
    {
      name: 'where a low temperature does',
      row: [7.2, 0],
      target: 1,
      options: { temperature: 0.01 },
    },
    {
      name: 'where the lowest temperature makes an ordinary slope of an exponential of e^-1300',
      row: [1.3e-247, 0, 1.2999e-247],
      target: 0,
      options: { temperature: 1e-250 },
    },
    {
      name: 'where weights of the largest and the smallest size meet the lowest temperature',
      row: [7e-249, 0, 6.9e-249],
      target: 1,
      options: { temperature: 1e-250, classWeights: [1e300, 1e-300, 1], reduction: 'mean' },
    },
    {
      name: 'where smoothing meets weights of the smallest size',
      row: [0, 9.1, 0],
      target: 0,
      options: { temperature: 0.0136, classWeights: [1e-300, 3, 1e-300], labelSmoothing: 0.1 },
    },
    {
      name: 'where a temperature puts the logits further apart than the largest double',
      row: [0, -1.7e308, -1e3],
      target: 1,
      options: { temperature: 1e-100, classWeights: [1, 1e-101, 0] },
    },
    {
      name: 'where the logits are further apart than the largest double',
      row: [1.7e308, -1.7e308],
      target: 1,
      options: { classWeights: [1, 0.25] },
    },
    {
      name: 'where the temperature is as large as the logits',
      row: [1e250, -1e250, 3e249],
      target: 1,
      options: { temperature: 1e250 },
    },
  ];
  for (const { name, row, target, options = {} } of cases) {
    it(name, () => {
      checkCase({
        logits: { rows: 1, classes: row.length, values: Float64Array.from(row) },
        targets: { kind: 'indices', indices: Int32Array.of(target) },
        options: completeOptions(options, row.length),
      });
    });
  }

  it('in a row of 200,000 classes, whose sum is rounded as often', () => {
    const values = new Float64Array(200_000).fill(-0.1);
    values[0] = 0;
    const { losses, probabilities } = runToEnd(
      evaluate(
        { rows: 1, classes: values.length, values },
        { kind: 'indices', indices: Int32Array.of(0) },
        completeOptions({}, values.length),
      ),
    );
    const others = BigInt(values.length - 1) * exponential(fixed(-0.1));
    check('hard loss per row', [losses!.loss], [nearest(logOnePlus(others))]);
    check('probabilities', [probabilities[0]!], [nearest(over(fixed(1), fixed(1) + others))]);
  });

  after(() => {
    for (const [field, ulps] of worst) console.log(`      worst ${field}: ${ulps} ulp`);
  });

  function checkCase({ logits, targets, options }: LossCase): void {
    const expected = referenceLoss(logits, targets, options);
    const { losses, probabilities, gradient } = runToEnd(evaluate(logits, targets, options));
    assert.ok(losses && gradient);
    const isDifference = targets.kind === 'probabilities' || options.labelSmoothing > 0;
    const kind = isDifference ? 'soft or smoothed' : 'hard';
    check(`${kind} loss per row`, losses.lossPerRow, expected.lossPerRow);
    check(`${kind} sum`, [losses.sum], [expected.sum]);
    // A subnormal sum has lost digits that a small divisor would bring to light.
    const hasAllDigits = !options.classWeights || expected.sum > 2 ** -1022;
    if (hasAllDigits && expected.lossPerRow.every(Number.isFinite)) {
      check(`${kind} mean`, [losses.mean], [expected.mean]);
    }
    check('probabilities', probabilities, expected.probabilities);
    const scales = isDifference ? expected.gradientTerms : expected.gradient;
    check(`${kind} gradient`, gradient, expected.gradient, scales);
  }

  function check(
    field: string,
    actual: ArrayLike<number>,
    expected: readonly number[],
    scales = expected,
  ): void {
    expected.forEach((value, i) => {
      // Two terms beyond the largest double have no difference.
      if (scales !== expected && scales[i] === Infinity) return;
      const ulps = ulpsBetween(actual[i]!, value, scales[i]);
      worst.set(field, Math.max(ulps, worst.get(field) ?? 0));
      assert.ok(ulps <= allowedUlps, `${field}[${i}] is ${actual[i]}, ${ulps} ulp from ${value}`);
    });
  }
});
