import assert from 'node:assert/strict';
import {
  barOn,
  placeOn,
  scaleOf,
  scaleOfLogits,
  scaleOfProbabilities,
  slideByKey,
  snapTo,
} from '../../../../src/panel/row/scale.ts';

describe('a scale of bars', () => {
  it('reaches from round numbers below the least to round ones above the largest value', () => {
    assert.deepEqual(scaleOf(Float64Array.of(-0.169, 0.112)), { least: -0.18, most: 0.12 });
  });

  it('has zero on it though all values are far from it', () => {
    assert.deepEqual(scaleOf(Float64Array.of(8, 10)), { least: 0, most: 10 });
    assert.deepEqual(scaleOf(Float64Array.of(-8, -10)), { least: -10, most: 0 });
  });

  it('is that of the finite values', () => {
    const scale = scaleOf(Float64Array.of(-1, 1, NaN, Infinity, -Infinity));
    assert.deepEqual(scale, { least: -1, most: 1 });
  });

  it('stays what it was while all values find room on it, and else grows', () => {
    const before = { least: -1, most: 4 };
    assert.equal(scaleOf(Float64Array.of(-0.5, 3), before), before);
    assert.deepEqual(scaleOf(Float64Array.of(5), before), { least: -1, most: 5 });
  });

  it('leaves room on both sides of logits to draw them out', () => {
    assert.deepEqual(scaleOfLogits(Float64Array.of(1, 2, 3, 5)), { least: -2, most: 7 });
    assert.deepEqual(scaleOfLogits(Float64Array.of(0, 0)), { least: -0.25, most: 0.25 });
    const before = { least: -2, most: 7 };
    assert.equal(scaleOfLogits(Float64Array.of(6.9), before), before);
  });

  it('reaches to 1 for probabilities, unless all of them are small', () => {
    assert.deepEqual(scaleOfProbabilities(Float64Array.of(0.3, 0.7)), { least: 0, most: 1 });
    assert.deepEqual(scaleOfProbabilities(Float64Array.of(2e-5, 1e-5)), { least: 0, most: 2e-5 });
  });
});

describe('a bar', () => {
  const scale = { least: -1, most: 3 };

  it('starts at zero and ends at its value', () => {
    assert.deepEqual(barOn(scale, -1), { start: 0, length: 0.25, negative: true });
    assert.deepEqual(barOn(scale, 0), { start: 0.25, length: 0, negative: false });
    assert.deepEqual(barOn(scale, 3), { start: 0.25, length: 0.75, negative: false });
  });

  it('is not drawn for NaN, and fills its side for an infinity', () => {
    assert.equal(barOn(scale, NaN), undefined);
    assert.deepEqual(barOn(scale, Infinity), { start: 0.25, length: 0.75, negative: false });
    assert.deepEqual(barOn(scale, -Infinity), { start: 0, length: 0.25, negative: true });
  });

  it('has a finite length where all values are zero, and where they are at the ends of the doubles', () => {
    assert.equal(barOn(scaleOf(Float64Array.of(0, 0)), 0)?.length, 0);
    const widest = scaleOfLogits(Float64Array.of(-Number.MAX_VALUE, Number.MAX_VALUE));
    assert.equal(placeOn(widest, 0), 0.5);
    assert.equal(barOn(widest, Number.MAX_VALUE)?.length, 0.5);
  });
});

describe('a bar as a slider', () => {
  const scale = { least: -2, most: 7 };

  it('is dragged to decimals with few digits, also where the step is no double', () => {
    assert.equal(snapTo(scale, 0.30000000000000004), 0.3);
    assert.equal(snapTo(scale, 1.2345), 1.2);
    assert.equal(snapTo({ least: 0, most: 1e-8 }, 1.2345e-9), 1.2e-9);
    assert.equal(snapTo({ least: -5e5, most: 0 }, -123_456), -125_000);
  });

  for (const [key, from, to] of [
    ['ArrowRight', 1, 1.1],
    ['ArrowUp', 0.2, 0.3],
    ['ArrowLeft', 1, 0.9],
    ['ArrowDown', 0, -0.1],
    ['PageUp', 1, 2],
    ['PageDown', 1, 0],
    ['Home', 1, -2],
    ['End', 1, 7],
    ['ArrowRight', 0.8309526605439513, 0.9],
    ['ArrowRight', 7, 7.1],
    ['ArrowRight', -Infinity, -1.9],
    ['ArrowLeft', Infinity, 6.9],
    ['ArrowRight', NaN, 0.1],
  ] as const) {
    it(`goes from ${from} to ${to} by ${key}`, () => {
      assert.equal(slideByKey(scale, from, key), to);
    });
  }

  it('is not moved by other keys', () => {
    assert.equal(slideByKey(scale, 1, 'Tab'), undefined);
  });
});
