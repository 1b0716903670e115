import fc from 'fast-check';
import assert from 'node:assert/strict';
import { exponentiate, unbias } from '../../../src/core/kernel/exponential.ts';
import { logOnePlus as kernelLogOnePlus } from '../../../src/core/kernel/logarithm.ts';
import { stepHigh, stepLow } from '../../../src/core/kernel/powersOfTwo.ts';
import { exponential, fixed, logOnePlus, nearest, over, times } from './fixedPoint.ts';

describe('the kernel, against arithmetic of 700 digits', () => {
  it('has powers of two to 2^-104', () => {
    stepHigh.forEach((high, i) => {
      const power = fixed(high) + fixed(stepLow[i]!);
      let product = fixed(1);
      stepHigh.forEach(() => (product = times(product, power)));
      const error = nearest(over(product, fixed(2 ** i)) - fixed(1)) / stepHigh.length;
      assert.ok(Math.abs(error) < 2 ** -104, `2^(${i}/256) is off by ${error}`);
    });
  });

  it('exponentiates to 2^-59', () => {
    const exponents = fc.oneof(
      fc.double({ min: -1055, max: 0, noNaN: true }),
      fc.double({ min: -1, max: 0, noNaN: true }),
      fc.constantFrom(0, -0, -5e-324, -Math.LN2, -745.13, -708.4),
    );
    fc.assert(
      fc.property(exponents, fc.double({ min: -0.5, max: 0.5, noNaN: true }), (x, fraction) => {
        const low = fraction * 2 ** -52 * x;
        const pair = [Float64Array.of(x), Float64Array.of(low)] as const;
        exponentiate(...pair, 1);
        const expected = exponential(fixed(x) + fixed(low));
        const actual = times(fixed(pair[0][0]!) + fixed(pair[1][0]!), fixed(unbias));
        const error = nearest(over(actual - expected, expected));
        assert.ok(Math.abs(error) < 2 ** -59, `e^${x} is off by ${error}`);
      }),
      { numRuns: 500 },
    );
  });

  it('takes logarithms to 2^-58', () => {
    const numbers = fc.oneof(
      fc.double({ min: 0, max: 1e8, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 1e-30, max: 0.01, noNaN: true }),
    );
    fc.assert(
      fc.property(
        numbers.filter((x) => x > 1e-250),
        (x) => {
          const actual = kernelLogOnePlus({ high: x, low: x * 2 ** -55 });
          const expected = logOnePlus(fixed(x) + fixed(x * 2 ** -55));
          const difference = fixed(actual.high) + fixed(actual.low) - expected;
          const error = nearest(over(difference, expected));
          assert.ok(Math.abs(error) < 2 ** -58, `log(1 + ${x}) is off by ${error}`);
        },
      ),
      { numRuns: 200 },
    );
  });
});
