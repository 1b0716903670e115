import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { summarise } from '../../../src/core/loss/evaluation.ts';
import { logitsFromArray } from '../../../src/core/loss/logits.ts';
import { type Targets, targetsFromArray } from '../../../src/core/loss/targets.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { WrittenOptions } from '../../../src/core/reading/targets/writtenOptions.ts';
import { unappliedOptions } from '../../../src/worker/unappliedOptions.ts';

const logits = logitsFromArray({ shape: [2, 2], values: Float64Array.of(1, 2, 3, 4) });

function targetsOf(...indices: number[]): Targets {
  return targetsFromArray({ shape: [2], values: Float64Array.from(indices) }, logits);
}

/** What is told of options in a call, under options that were set. */
function unapplied(
  { convention, ...options }: LossOptionsInput,
  given: LossOptionsInput = {},
  targets = targetsOf(0, 1),
) {
  const texts = Object.entries(options).map(([name, value]) => [name, String(value)] as const);
  const written = { range: { start: 0, end: 1 }, texts: new Map(texts), options, convention };
  const inForce = completeOptions(given, logits.classes);
  const results = runToEnd(summarise(logits, undefined, inForce));
  const evaluated = { logits, targets, options: inForce, results };
  return runToEnd(unappliedOptions(written as WrittenOptions, given, evaluated));
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

  it('are with them the convention of the framework, where it makes a difference with them', () => {
    const weighted: LossOptionsInput = { labelSmoothing: 0.1, classWeights: [1, 2] };
    const told = unapplied({ ...weighted, convention: 'keras' });
    assert.deepEqual(told?.options, { ...weighted, convention: 'keras' });
    assert.equal(told.framework, 'Keras');
    const smoothed = unapplied({ labelSmoothing: 0.1, convention: 'keras' });
    assert.deepEqual(smoothed?.options, { labelSmoothing: 0.1 });
    assert.equal(smoothed.framework, null);
  });

  it('are the convention alone where that makes a difference, unless it is in force', () => {
    const told = unapplied({ convention: 'optax' }, {}, targetsOf(0, -1));
    assert.deepEqual(told?.options, { convention: 'optax' });
    assert.equal(told.framework, 'Optax');
    assert.equal(unapplied({ convention: 'optax' }), null);
    assert.equal(
      unapplied({ convention: 'optax' }, { convention: 'optax' }, targetsOf(0, -1)),
      null,
    );
  });

  it('are not the convention of a framework that would refuse an option that is set', () => {
    const call: LossOptionsInput = { reduction: 'mean', convention: 'onnx' };
    const targets = targetsOf(-1, 0);
    assert.deepEqual(unapplied(call, {}, targets)?.options, call);
    const told = unapplied(call, { labelSmoothing: 0.1 }, targets);
    assert.deepEqual(told?.options, { reduction: 'mean' });
    assert.equal(told.framework, null);
  });
});
