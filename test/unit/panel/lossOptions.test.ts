import assert from 'node:assert/strict';
import { completeOptions } from '../../../src/core/loss/options.ts';
import {
  describeChanges,
  readNumber,
  readNumbers,
  withDefaults,
} from '../../../src/panel/lossOptions.ts';
import { defaultSettings, type Settings } from '../../../src/protocol/schemas.ts';

describe('the options of the loss', () => {
  it('have the defaults of the loss', () => {
    assert.deepEqual(withDefaults({}), completeOptions({}, 3));
  });

  const described: readonly (readonly [Partial<Settings>, string])[] = [
    [{}, ''],
    [{ options: { temperature: 1, reduction: 'sum', convention: 'pytorch' } }, ''],
    [{ targetsText: '0 1' }, ''],
    [{ classAxis: 1 }, ''],
    [{ classAxis: 0 }, 'class axis 0'],
    [{ valuesAre: 'probabilities' }, 'values are probabilities'],
    [{ options: { classWeights: [1, 2] } }, 'class weights 1, 2'],
    [
      { options: { classWeights: new Array(10).fill(1) } },
      'class weights 1, 1, 1, 1, 1, 1, 1, 1 and 2 more',
    ],
    [
      { options: { reduction: 'mean', temperature: 2, labelSmoothing: 0.1 } },
      'mean, temperature 2, label smoothing 0.1',
    ],
    [{ options: { convention: 'keras', ignoreIndex: 0 } }, 'Keras convention, ignore index 0'],
  ];
  for (const [settings, words] of described) {
    it(`${JSON.stringify(settings)} read as “${words}”`, () => {
      const changes = describeChanges({ ...defaultSettings, ...settings }, { shape: [2, 3] });
      assert.equal(changes.join(', '), words);
    });
  }
});

describe('a typed number', () => {
  it('is read', () => {
    assert.deepEqual(readNumber('-1.5e3'), { value: -1500 });
    assert.deepEqual(readNumber(''), { value: undefined });
  });

  for (const text of ['abc', '1,5', '1 2', 'NaN', 'Infinity']) {
    it(`is not “${text}”`, () => {
      assert.deepEqual(readNumber(text), { problem: `“${text}” is not a number.` });
    });
  }
});

describe('typed class weights', () => {
  for (const text of ['1, 2.5, -3', '1 2.5 -3', '[1, 2.5,-3]', ' (1;2.5;-3) ', '1\n2.5\n-3']) {
    it(`are read from ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readNumbers(text), { value: [1, 2.5, -3] });
    });
  }

  it('are none in an empty text', () => {
    assert.deepEqual(readNumbers(' '), { value: undefined });
  });

  it('are refused with the word that is no number', () => {
    const typed = readNumbers('1, two, 3');
    assert.ok('problem' in typed);
    assert.match(typed.problem, /^“two” is not a number\./);
  });
});
