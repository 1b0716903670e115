import assert from 'node:assert/strict';
import {
  count,
  type Digits,
  formatNumber,
  fullPrecision,
  type NumberNotation,
  shortestCount,
} from '../../../src/panel/numbers.ts';

describe('numbers in the panel', () => {
  const formats: [value: number, digits: Digits, text: string][] = [
    [0.015219428864155927, 6, '0.0152194'],
    [0.015219428864155927, 3, '0.0152'],
    [0.015219428864155927, 'full', '0.015219428864155927'],
    [-0.1690473394560486, 4, '-0.1690'],
    [-0.169, 4, '-0.169'],
    [5, 6, '5'],
    [100000, 6, '100000'],
    [1234567, 6, '1.23457e+6'],
    [0.0001, 6, '0.0001'],
    [0.00001234567, 6, '1.23457e-5'],
    [-3.720075976020836e-44, 3, '-3.72e-44'],
    [1.7976931348623157e308, 3, '1.80e+308'],
    [5e-324, 6, '4.94066e-324'],
    [0, 6, '0'],
    [-0.997, 3, '-0.997'],
    [-0.9999, 3, '-0.999'],
    [0.999999, 4, '0.9999'],
    [1, 3, '1'],
    [1.0001, 3, '1.00'],
    [-0.00001, 3, '-1e-5'],
    [NaN, 6, 'NaN'],
    [Infinity, 3, '∞'],
    [-Infinity, 'full', '-∞'],
  ];
  for (const [value, digits, text] of formats) {
    it(`shows ${value} with ${digits} digits as ${text}`, () => {
      assert.equal(formatNumber(value, digits), text);
    });
  }

  for (const [amount, text] of [
    [12, '12'],
    [999, '999'],
    [1234, '1k'],
    [123456, '123k'],
    [7654321, '8M'],
  ] as const) {
    it(`shortens the count ${amount} to ${text}`, () => {
      assert.equal(shortestCount(amount), text);
    });
  }

  const notations: [value: number, notation: NumberNotation, digits: Digits, text: string][] = [
    [0.5, 'fixed', 3, '0.500'],
    [-1234.56789, 'fixed', 4, '-1234.5679'],
    [1e-7, 'fixed', 6, '0.000000'],
    [1e300, 'fixed', 3, '1e+300'],
    [0.1, 'fixed', 'full', '0.1'],
    [0.5, 'scientific', 3, '5.00e-1'],
    [1234.56789, 'scientific', 4, '1.235e+3'],
    [0.1, 'scientific', 'full', '1e-1'],
    [0.07, 'percent', 'full', '7 %'],
    [0.123456, 'percent', 3, '12.3 %'],
    [1, 'percent', 3, '100 %'],
    [0.99999, 'percent', 3, '99.9 %'],
    [0.00999, 'percent', 4, '0.999 %'],
    [1e-9, 'percent', 3, '1e-7 %'],
    [NaN, 'percent', 3, 'NaN'],
    [-Infinity, 'fixed', 3, '-∞'],
  ];
  for (const [value, notation, digits, text] of notations) {
    it(`shows ${value} as ${notation} with ${digits} digits as ${text}`, () => {
      assert.equal(formatNumber(value, digits, notation), text);
    });
  }

  for (const value of [0.1 + 0.2, -0, 5e-324, 1e21, NaN, -Infinity, 3.720075976020836e-44]) {
    it(`gives ${fullPrecision(value)} at full precision, as text that reads back as the same number`, () => {
      assert.ok(Object.is(Number(fullPrecision(value)), value));
    });
  }

  it('counts in words, with grouped thousands', () => {
    assert.equal(count(1, 'row'), '1 row');
    assert.equal(count(1_000_000, 'row'), '1,000,000 rows');
    assert.equal(count(2, 'class', 'classes'), '2 classes');
  });
});
