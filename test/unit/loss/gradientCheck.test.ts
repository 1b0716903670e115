import fc from 'fast-check';
import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { checkGradient } from '../../../src/core/loss/gradientCheck.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

describe('the gradient check', () => {
  const cases: { name: string; targets: Targets; options: LossOptionsInput }[] = [
    { name: 'class indices', targets: indices(2, 0), options: {} },
    { name: 'an ignored row', targets: indices(2, -100), options: { reduction: 'mean' } },
    {
      name: 'weights and smoothing',
      targets: indices(2, 0),
      options: { classWeights: [1, 2, 3], labelSmoothing: 0.2, reduction: 'mean' },
    },
    { name: 'a low temperature', targets: indices(2, 0), options: { temperature: 0.01 } },
    { name: 'a high temperature', targets: indices(2, 0), options: { temperature: 1e6 } },
    {
      name: 'class probabilities',
      targets: { kind: 'probabilities', probabilities: Float64Array.of(0.2, 0.3, 0.5, 1, 0, 0) },
      options: {},
    },
  ];
  for (const { name, targets, options } of cases) {
    it(`finds the gradient right for ${name}`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 6, maxLength: 6 }),
          (values) => {
            const logits = { rows: 2, classes: 3, values: Float64Array.from(values) };
            const check = runToEnd(checkGradient(logits, targets, completeOptions(options, 3)));
            assert.equal(check.checked, 6);
            const { error, analytic, numeric } = check.worst!;
            // Where a row is nearly flat, what the losses round off is steeper than the slope.
            const rounding = 1e-8 / (options.temperature ?? 1) ** 2;
            const isClose = error < 1e-5 || Math.abs(numeric - analytic) < rounding;
            assert.ok(isClose, JSON.stringify(check.worst));
          },
        ),
        { numRuns: 50 },
      );
    });
  }

  const large: { name: string; values: number[]; targets: Targets; checked: number }[] = [
    { name: 'logits', values: [1e10, 1e10 + 1, 1e10 - 2], targets: indices(0), checked: 3 },
    { name: 'losses', values: [1e8, 1e8 + 1, 0], targets: indices(2), checked: 3 },
    { name: 'negative logits', values: [-1e6, 1 - 1e6, 0], targets: indices(0), checked: 3 },
    {
      name: 'logits without a half',
      values: [2 ** 53, 2 ** 53, 0],
      targets: indices(0),
      checked: 1,
    },
    { name: 'losses without a half', values: [1, 2, 2 ** 53], targets: indices(0), checked: 0 },
  ];
  for (const { name, values, targets, checked } of large) {
    it(`raises no false alarm for large ${name}`, () => {
      const logits = { rows: 1, classes: 3, values: Float64Array.from(values) };
      const check = runToEnd(checkGradient(logits, targets, completeOptions({}, 3)));
      assert.equal(check.checked, checked);
      assert.ok((check.worst?.error ?? 0) < 1e-5, JSON.stringify(check.worst));
    });
  }

  it('compares nothing where the mean divides by 0', () => {
    const logits = { rows: 1, classes: 2, values: Float64Array.of(1, 2) };
    const options = completeOptions({ reduction: 'mean' }, 2);
    const check = runToEnd(checkGradient(logits, indices(-100), options));
    assert.deepEqual(check, { checked: 0, entries: 2 });
  });

  it('finds a gradient wrong that is not the derivative', () => {
    const logits = { rows: 1, classes: 3, values: Float64Array.of(1, 2, 3) };
    const unnormalised: Targets = {
      kind: 'probabilities',
      probabilities: Float64Array.of(0.2, 0.2, 0.2),
    };
    const errorIn = (options: LossOptionsInput) =>
      runToEnd(checkGradient(logits, unnormalised, completeOptions(options, 3))).worst!.error;
    assert.ok(errorIn({ convention: 'pytorch' }) < 1e-8);
    assert.ok(errorIn({ convention: 'keras' }) > 0.1);
  });

  it('samples a large array, and says so', () => {
    const logits = { rows: 500, classes: 100, values: new Float64Array(50_000).map(Math.sin) };
    const targets: Targets = { kind: 'indices', indices: new Int32Array(500) };
    const check = runToEnd(checkGradient(logits, targets, completeOptions({}, 100)));
    assert.deepEqual([check.checked, check.entries], [200, 50_000]);
    assert.ok(check.worst!.error < 1e-7);
  });

  it('leaves out rows without a finite loss', () => {
    const logits = { rows: 2, classes: 2, values: Float64Array.of(NaN, 1, -Infinity, 2) };
    const check = runToEnd(checkGradient(logits, indices(0, 0), completeOptions({}, 2)));
    assert.deepEqual(check, { checked: 0, entries: 4 });
  });
});

function indices(...classes: number[]): Targets {
  return { kind: 'indices', indices: Int32Array.from(classes) };
}
