import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { completeOptions } from '../../../src/core/loss/options.ts';
import { type GoldenCase, goldenCases } from './golden.ts';
import { referenceLoss } from './reference.ts';
import { describeEachKernel } from '../kernel/eachKernel.ts';
import { ulpsBetween } from './ulp.ts';

const allowedUlps = 4;

/** The 60 digits of the stored results resolve losses and slopes down to this part of the logits' size. */
const storedResolution = 1e-57;

describeEachKernel('the golden cases', () => {
  const worst = new Map<string, { ulps: number; id: string }>();

  for (const golden of goldenCases) {
    it(golden.id, () => {
      const options = completeOptions(golden.options, golden.logits.classes);
      const { argmax, losses, gradient } = runToEnd(
        evaluate(golden.logits, golden.targets, options),
      );
      assert.ok(losses && gradient);
      assert.deepEqual([...argmax], golden.argmax);
      if (golden.divisor !== undefined) {
        check(golden, 'divisor', [losses.divisor], [golden.divisor]);
      }
      check(golden, 'loss', [losses.loss], [golden.loss]);
      check(golden, 'loss per row', losses.lossPerRow, golden.lossPerRow);
      check(golden, 'gradient', gradient, golden.gradient, largerTerms(golden));
    });
  }

  after(() => {
    for (const [field, { ulps, id }] of worst) {
      console.log(`      worst ${field}: ${ulps} ulp (${id})`);
    }
  });

  function check(
    golden: GoldenCase,
    field: string,
    actual: ArrayLike<number>,
    expected: readonly number[],
    scales: readonly number[] = expected,
  ): void {
    const size = Math.max(...golden.logits.values.map(Math.abs));
    const unresolved = (golden.isExact ? size : 0) * storedResolution;
    assert.equal(actual.length, expected.length);
    expected.forEach((value, i) => {
      const ulps = ulpsBetween(actual[i]!, value, scales[i]);
      if (Math.abs(actual[i]! - value) < unresolved) return;
      if (ulps > (worst.get(field)?.ulps ?? -1)) worst.set(field, { ulps, id: golden.id });
      assert.ok(ulps <= allowedUlps, `${field}[${i}] is ${actual[i]}, ${ulps} ulp from ${value}`);
    });
  }
});

/** Where a gradient is a difference by definition, its error counts in ulps of the larger of its two terms. */
function largerTerms({
  isExact,
  logits,
  targets,
  options,
}: GoldenCase): readonly number[] | undefined {
  const isDifference = targets.kind === 'probabilities' || (options.labelSmoothing ?? 0) > 0;
  if (!isExact || !isDifference) return undefined;
  return referenceLoss(logits, targets, completeOptions(options, logits.classes)).gradientTerms;
}
