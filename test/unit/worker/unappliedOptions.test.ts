import assert from 'node:assert/strict';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { WrittenOptions } from '../../../src/core/reading/targets/writtenOptions.ts';
import { unappliedOptions } from '../../../src/worker/unappliedOptions.ts';

const classes = 2;

/** What is told of options in a call, under options that were set. */
function unapplied(options: LossOptionsInput, given: LossOptionsInput = {}) {
  const texts = Object.entries(options).map(([name, value]) => [name, String(value)] as const);
  const written = { range: { start: 0, end: 1 }, texts: new Map(texts), options };
  const inForce = completeOptions(given, classes);
  return unappliedOptions(written as WrittenOptions, given, inForce, classes);
}

describe('the options in a call that are not applied', () => {
  it('are those that differ from what is in force', () => {
    const told = unapplied({ reduction: 'mean', temperature: 2 }, { temperature: 2 });
    assert.deepEqual(told?.options, { reduction: 'mean' });
  });

  const same: readonly LossOptionsInput[] = [
    { reduction: 'none' },
    { labelSmoothing: 0 },
    { classWeights: [1, 1] },
  ];
  for (const options of same) {
    it(`are none where they make no difference: ${JSON.stringify(options)}`, () => {
      assert.equal(unapplied(options), null);
    });
  }

  const refused: readonly LossOptionsInput[] = [
    { labelSmoothing: 1.5 },
    { temperature: 0 },
    { classWeights: [1, 2.5, 3] },
  ];
  for (const options of refused) {
    it(`are not offered where the loss would refuse them: ${JSON.stringify(options)}`, () => {
      const told = unapplied(options);
      assert.deepEqual(told?.options, {});
      assert.equal(told.notUnderstood.length, 1);
    });
  }
});
