import assert from 'node:assert/strict';
import { barScale } from '../../../src/panel/bars.ts';
import { selectClasses } from '../../../src/panel/classSelection.ts';
import { tintScale } from '../../../src/panel/tint.ts';
import { summaryOf } from '../../panel/states.ts';

describe('bars', () => {
  it('start at a common zero and reach to their values', () => {
    const scale = barScale(Float64Array.of(-1, 0, 3));
    assert.deepEqual(scale(-1), { start: 0, length: 0.25, negative: true });
    assert.deepEqual(scale(0), { start: 0.25, length: 0, negative: false });
    assert.deepEqual(scale(3), { start: 0.25, length: 0.75, negative: false });
  });

  it('are drawn from zero though all values are far from it', () => {
    assert.deepEqual(barScale(Float64Array.of(8, 10))(8), {
      start: 0,
      length: 0.8,
      negative: false,
    });
  });

  it('leave NaN out, and let an infinite value fill its side', () => {
    const scale = barScale(Float64Array.of(-1, 1, NaN, Infinity));
    assert.equal(scale(NaN), undefined);
    assert.deepEqual(scale(Infinity), { start: 0.5, length: 0.5, negative: false });
    assert.deepEqual(scale(-Infinity), { start: 0, length: 0.5, negative: true });
  });

  it('have no length where all values are zero, and a finite one at the ends of the doubles', () => {
    assert.equal(barScale(Float64Array.of(0, 0))(0)?.length, 0);
    const scale = barScale(Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE));
    assert.equal(scale(Number.MAX_VALUE)?.length, 0.5);
  });
});

describe('the classes of a row that are shown first', () => {
  it('are all of them if they are few', () => {
    const { classes, rest } = selectClasses(Float64Array.of(0.2, 0.5, 0.3), 0);
    assert.deepEqual(classes, [0, 1, 2]);
    assert.equal(rest, null);
  });

  const many = Float64Array.from({ length: 1000 }, (_, index) => ((index * 37) % 1000) / 499_500);

  it('are the twenty most probable, the most probable first', () => {
    const { classes } = selectClasses(many, null);
    const order = Array.from(many.keys()).sort((a, b) => (many[b] ?? 0) - (many[a] ?? 0));
    assert.deepEqual(classes, order.slice(0, 20));
  });

  it('have the target among them, and the rest counted and summed', () => {
    const { classes, rest } = selectClasses(many, 0);
    assert.equal(classes.length, 21);
    assert.equal(classes.at(-1), 0);
    assert.ok(rest);
    assert.equal(rest.count, 979);
    const shown = classes.reduce((sum, index) => sum + (many[index] ?? 0), 0);
    assert.ok(Math.abs(shown + rest.probability - 1) < 1e-12);
  });

  it('do not repeat the target, and leave out one that is no class', () => {
    const top = selectClasses(many, null).classes[3] ?? -1;
    assert.equal(selectClasses(many, top).classes.length, 20);
    assert.equal(selectClasses(many, -100).classes.length, 20);
  });

  it('begin with NaN, as argmax does, and with the first of equals', () => {
    const equal = new Float64Array(50).fill(0.02);
    equal[7] = NaN;
    assert.deepEqual(selectClasses(equal, null).classes.slice(0, 4), [7, 0, 1, 2]);
  });
});

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
