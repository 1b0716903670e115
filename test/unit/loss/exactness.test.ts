import fc from 'fast-check';
import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { lossCases } from './arbitraries.ts';
import { referenceLoss } from './reference.ts';
import { ulpsBetween } from './ulp.ts';

const allowedUlps = 4;
const runs = Number(process.env['EXACTNESS_RUNS'] ?? 300);

describe('exactness against arithmetic of 700 digits', () => {
  const worst = new Map<string, number>();

  it(`loss, probabilities and gradient are within ${allowedUlps} ulp at any scale`, () => {
    fc.assert(
      fc.property(lossCases, ({ logits, targets, options }) => {
        const expected = referenceLoss(logits, targets, options);
        const { losses, probabilities, gradient } = runToEnd(evaluate(logits, targets, options));
        assert.ok(losses && gradient);
        const isDifference = targets.kind === 'probabilities' || options.labelSmoothing > 0;
        const kind = isDifference ? 'soft or smoothed' : 'hard';
        check(`${kind} loss per row`, losses.lossPerRow, expected.lossPerRow);
        check(`${kind} sum`, [losses.sum], [expected.sum]);
        if (expected.lossPerRow.every(Number.isFinite)) {
          check(`${kind} mean`, [losses.mean], [expected.mean]);
        }
        check('probabilities', probabilities, expected.probabilities);
        const scales = isDifference ? expected.gradientTerms : expected.gradient;
        check(`${kind} gradient`, gradient, expected.gradient, scales);
      }),
      { numRuns: runs },
    );
  });

  after(() => {
    for (const [field, ulps] of worst) console.log(`      worst ${field}: ${ulps} ulp`);
  });

  function check(
    field: string,
    actual: ArrayLike<number>,
    expected: readonly number[],
    scales = expected,
  ): void {
    expected.forEach((value, i) => {
      const ulps = ulpsBetween(actual[i]!, value, scales[i]);
      worst.set(field, Math.max(ulps, worst.get(field) ?? 0));
      assert.ok(ulps <= allowedUlps, `${field}[${i}] is ${actual[i]}, ${ulps} ulp from ${value}`);
    });
  }
});
