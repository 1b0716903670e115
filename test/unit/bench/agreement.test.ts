import assert from 'node:assert/strict';
import { disagreement, type LossAnswer } from '../../bench/loss/agreement.ts';
import { firstDifference } from '../../bench/reading/bits.ts';

describe('the agreement of contenders', () => {
  const reference: LossAnswer = {
    loss: 2,
    argmax: Int32Array.of(0, 2),
    gradient: Float64Array.of(-0.25, 0.125, 0.125, 0.25, -0.5, 0.25),
  };

  it('is found where answers differ by rounding', () => {
    const gradient = reference.gradient.map((value) => value * (1 + 2e-16));
    assert.equal(disagreement({ ...reference, gradient }, reference, 'float64'), undefined);
  });

  it('allows float32 its rounding', () => {
    const gradient = Float32Array.from(reference.gradient, (value) => value + 1e-8);
    const answer = { ...reference, loss: 2.00001, gradient };
    assert.equal(disagreement(answer, reference, 'float32'), undefined);
    assert.match(disagreement(answer, reference, 'float64') ?? '', /loss/);
  });

  const faults: [what: string, fault: Partial<LossAnswer>, message: RegExp][] = [
    ['the sum for the mean', { loss: 4 }, /The loss is 4 and not 2/],
    ['no loss', { loss: NaN }, /The loss is NaN/],
    ['another argmax', { argmax: Int32Array.of(0, 1) }, /The argmax at 1 is 1 and not 2/],
    [
      'probabilities for the gradient',
      { gradient: Float64Array.of(0.75, 0.125, 0.125, 0.25, 0.5, 0.25) },
      /The gradient at 0 is 0.75 and not -0.25/,
    ],
    ['half a gradient', { gradient: new Float64Array(3) }, /3 entries and not 6/],
    ['NaN in the gradient', { gradient: reference.gradient.with(5, NaN) }, /at 5 is NaN/],
  ];
  for (const [what, fault, message] of faults) {
    for (const type of ['float64', 'float32'] as const) {
      it(`is denied to ${what} in ${type}`, () => {
        assert.match(disagreement({ ...reference, ...fault }, reference, type) ?? '', message);
      });
    }
  }
});

describe('the agreement of readers', () => {
  it('takes every bit', () => {
    const numbers = Float64Array.of(0.1, -0, NaN);
    assert.equal(firstDifference(numbers.slice(), numbers), undefined);
    assert.match(firstDifference(Float64Array.of(0.1, 0, NaN), numbers) ?? '', /Number 1/);
    assert.match(
      firstDifference(Float64Array.of(0.1 + 2 ** -56, -0, NaN), numbers) ?? '',
      /Number 0/,
    );
  });

  it('takes every number', () => {
    assert.match(
      firstDifference(Float64Array.of(1), Float64Array.of(1, 2)) ?? '',
      /1 numbers of 2/,
    );
  });
});
