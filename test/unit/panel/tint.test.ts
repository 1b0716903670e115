import assert from 'node:assert/strict';
import { tintScale } from '../../../src/panel/grid/tint.ts';
import { summaryOf } from '../../panel/states.ts';

describe('tints', () => {
  const summary = summaryOf('example');

  it('are as strong as a probability or a gradient is large', () => {
    assert.equal(tintScale('probabilities', summary)(0.25), 0.25);
    assert.equal(tintScale('gradient', summary)(-0.75), -0.75);
  });

  it('take into account what bounds the gradient', () => {
    const options = { reduction: 'mean', classWeights: [1, 4], temperature: 2 } as const;
    const bound = 4 / 2 / (summary.losses?.divisor ?? NaN);
    assert.equal(tintScale('gradient', { ...summary, options })(bound / 2), 0.5);
  });

  it('keep their sides, and are none where nothing counts, whatever the weights are', () => {
    const { losses } = summary;
    const gradient = (classWeights: number[], divisor = 2) =>
      tintScale('gradient', {
        ...summary,
        losses: losses && { ...losses, divisor },
        options: { reduction: 'mean', classWeights },
      });
    assert.equal(gradient([-4, 1])(1), 0.5);
    assert.equal(gradient([1, -4], -2)(-1), -0.5);
    assert.equal(gradient([0, 0])(0), 0);
    assert.equal(gradient([1, -1], 0)(0), 0);
  });

  it('grow with a logit, and stay below the full strength', () => {
    const scale = tintScale('logits', summary);
    assert.equal(scale(5), 0.5);
    assert.equal(scale(-5), -0.5);
    assert.ok(scale(1e300) <= 1 && scale(1e300) > scale(100));
  });

  it('are full for infinities and absent for NaN', () => {
    for (const quantity of ['gradient', 'probabilities', 'logits'] as const) {
      assert.equal(tintScale(quantity, summary)(Infinity), 1);
      assert.equal(tintScale(quantity, summary)(NaN), 0);
    }
  });
});
