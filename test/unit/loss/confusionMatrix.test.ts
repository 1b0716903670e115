import assert from 'node:assert/strict';
import { confusionMatrix } from '../../../src/core/loss/confusionMatrix.ts';

const confusions = [
  { target: 0, predicted: 0, count: 9 },
  { target: 4, predicted: 2, count: 5 },
  { target: 2, predicted: 4, count: 1 },
  { target: 1, predicted: 0, count: 2 },
  { target: 3, predicted: 3, count: 7 },
];

describe('the confusion matrix', () => {
  it('has a row for each target and a column for each prediction', () => {
    assert.deepEqual(confusionMatrix(confusions.slice(0, 1), 2, 2), {
      classes: [0, 1],
      hasOthers: false,
      counts: [9, 0, 0, 0],
    });
  });

  it('of many classes keeps those that are confused in most rows, and adds up the others', () => {
    const { classes, hasOthers, counts } = confusionMatrix(confusions, 5, 3);
    assert.deepEqual(classes, [0, 2, 4]);
    assert.equal(hasOthers, true);
    assert.deepEqual(counts, [...[9, 0, 0, 0], ...[0, 0, 1, 0], ...[0, 5, 0, 0], ...[2, 0, 0, 7]]);
  });

  it('of many classes keeps none that are always right', () => {
    const { classes, counts } = confusionMatrix(confusions.slice(0, 1), 5, 3);
    assert.deepEqual([classes, counts], [[], [9]]);
  });
});
