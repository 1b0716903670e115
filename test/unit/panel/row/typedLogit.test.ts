import assert from 'node:assert/strict';
import { readLogit } from '../../../../src/panel/row/typedLogit.ts';

describe('a logit as people type it', () => {
  for (const [text, value] of [
    ['1.5', 1.5],
    [' -2 ', -2],
    ['+3', 3],
    ['−4', -4],
    ['.5', 0.5],
    ['7.', 7],
    ['1e-3', 0.001],
    ['-1E+2', -100],
    ['-0', -0],
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['-Infinity', -Infinity],
    ['∞', Infinity],
    ['-np.inf', -Infinity],
    ['nan', NaN],
    ['math.nan', NaN],
    ['', undefined],
  ] as const) {
    it(`is read: “${text}”`, () => {
      assert.deepEqual(readLogit(text), { value });
    });
  }

  for (const [text, problem] of [
    ['one', /“one” is not a number/],
    ['0x10', /not a number/],
    ['1 2', /not a number/],
    ['1e', /not a number/],
    ['1,5', /type 1\.5/],
    ['1e999', /beyond the largest double/],
  ] as const) {
    it(`is refused in words: “${text}”`, () => {
      const typed = readLogit(text);
      assert.ok('problem' in typed);
      assert.match(typed.problem, problem);
    });
  }
});
