import assert from 'node:assert/strict';
import { logitsFromArray } from '../../../src/core/loss/logits.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import { targetsFromArray } from '../../../src/core/loss/targets.ts';

describe('the options of the loss', () => {
  it('have defaults, also for what is undefined', () => {
    assert.deepEqual(completeOptions({ temperature: undefined }, 3), {
      reduction: 'sum',
      ignoreIndex: -100,
      labelSmoothing: 0,
      temperature: 1,
      convention: 'pytorch',
    });
  });

  const wrong: { options: LossOptionsInput; message: RegExp }[] = [
    { options: { reduction: 'max' as never }, message: /reduction is "max"; .* none, sum, mean/ },
    { options: { convention: 'caffe' as never }, message: /convention is "caffe"/ },
    { options: { ignoreIndex: 0.5 }, message: /ignore index is 0\.5; it must be an integer/ },
    { options: { labelSmoothing: 1.5 }, message: /label smoothing is 1\.5; .* between 0 and 1/ },
    { options: { labelSmoothing: NaN }, message: /label smoothing is NaN/ },
    { options: { temperature: 0 }, message: /temperature is 0; it must be/ },
    { options: { temperature: -1 }, message: /temperature is -1; it must be/ },
    { options: { temperature: Infinity }, message: /temperature is Infinity; it must be/ },
    { options: { classWeights: [1, 2] }, message: /2 class weights for 3 classes/ },
    { options: { classWeights: [1, NaN, 2] }, message: /weight of class 1 is NaN/ },
  ];
  for (const { options, message } of wrong) {
    it(`refuse ${JSON.stringify(options)}`, () => {
      assert.throws(() => completeOptions(options, 3), isLossError(message));
    });
  }
});

describe('an array as logits', () => {
  it('of one dimension is one row', () => {
    const { rows, classes } = logitsFromArray(array([3], [1, 2, 3]));
    assert.deepEqual([rows, classes], [1, 3]);
  });

  const wrong: { shape: number[]; message: RegExp }[] = [
    { shape: [2, 2, 2], message: /have 3 dimensions \(2 × 2 × 2\)/ },
    { shape: [], message: /have 0 dimensions/ },
    { shape: [0, 4], message: /are empty \(0 × 4\)/ },
    { shape: [4, 0], message: /are empty \(4 × 0\)/ },
    { shape: [0], message: /are empty/ },
  ];
  for (const { shape, message } of wrong) {
    it(`of shape [${shape.join(', ')}] is a clear error`, () => {
      const length = shape.reduce((a, b) => a * b, 1);
      assert.throws(
        () => logitsFromArray(array(shape, new Array<number>(length).fill(0))),
        isLossError(message),
      );
    });
  }
});

describe('an array as targets', () => {
  const fitting: { name: string; shape: number[]; logits: [number, number]; kind: string }[] = [
    { name: 'one number per row', shape: [2], logits: [2, 3], kind: 'indices' },
    { name: 'one row of as many numbers as rows', shape: [1, 2], logits: [2, 3], kind: 'indices' },
    { name: 'one column', shape: [2, 1], logits: [2, 3], kind: 'indices' },
    { name: 'one column, of a single class', shape: [2, 1], logits: [2, 1], kind: 'indices' },
    { name: 'a matrix like the logits', shape: [2, 3], logits: [2, 3], kind: 'probabilities' },
    { name: 'a vector like a single row', shape: [3], logits: [1, 3], kind: 'probabilities' },
    { name: 'a single number for a single row', shape: [1], logits: [1, 3], kind: 'indices' },
    { name: 'a square matrix', shape: [2, 2], logits: [2, 2], kind: 'probabilities' },
  ];
  for (const { name, shape, logits, kind } of fitting) {
    it(`${name}: ${kind}`, () => {
      const length = shape.reduce((a, b) => a * b, 1);
      const values = new Array<number>(length).fill(1);
      assert.equal(targetsFromArray(array(shape, values), dimensions(logits)).kind, kind);
    });
  }

  it('of another shape is a clear error', () => {
    assert.throws(
      () => targetsFromArray(array([3], [0, 1, 2]), dimensions([2, 4])),
      isLossError(
        /have 3 values, which does not fit logits of 2 × 4\. Give 2 class indices from 0 to 3, or 2 × 4/,
      ),
    );
  });

  for (const value of [1.5, NaN, Infinity, 3_000_000_000]) {
    it(`names the row whose class index is ${value}`, () => {
      assert.throws(
        () => targetsFromArray(array([2], [1, value]), dimensions([2, 4])),
        (error) => isLossError(/^Row 1 has target/)(error) && (error as LossError).row === 1,
      );
    });
  }
});

function array(shape: number[], values: number[]) {
  return { shape, values: Float64Array.from(values) };
}

function dimensions([rows, classes]: [number, number]) {
  return { rows, classes };
}

function isLossError(message: RegExp) {
  return (error: unknown) => error instanceof LossError && message.test(error.message);
}
