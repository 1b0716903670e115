import assert from 'node:assert/strict';
import {
  applicable,
  isSortedBy,
  nextSort,
  sortColumn,
} from '../../../src/panel/grid/arrangement.ts';
import { describeFilter } from '../../../src/panel/grid/filterSection.ts';
import type { RowFilter, RowSort } from '../../../src/protocol/compute.ts';
import { summaryOf } from '../../panel/states.ts';

const withTargets = summaryOf('example');
const withoutTargets = summaryOf('withoutTargets');
const soft = summaryOf('soft');

describe('what of an arrangement applies', () => {
  const loss = { from: 1, to: 2 };
  const all: RowFilter = { wrongOnly: true, target: 3, predicted: 3, loss };
  const filters: [what: string, summary: typeof withTargets, kept: RowFilter][] = [
    ['with targets, all of it', withTargets, all],
    ['without targets, the prediction', withoutTargets, { predicted: 3 }],
    ['of soft targets, the loss', soft, { loss }],
    [
      'of fewer classes, what names none of the others',
      { ...withTargets, classes: 3 },
      { wrongOnly: true, loss },
    ],
  ];
  for (const [what, summary, kept] of filters) {
    it(what, () => assert.deepEqual(applicable({ filter: all, sort: null }, summary).filter, kept));
  }

  const sorts: [column: RowSort['column'], summary: typeof withTargets, applies: boolean][] = [
    ['loss', withTargets, true],
    ['loss', withoutTargets, false],
    ['topProbability', withoutTargets, true],
    ['target', soft, false],
    [{ quantity: 'gradient', class: 3 }, withTargets, true],
    [{ quantity: 'gradient', class: 4 }, withTargets, false],
    [{ quantity: 'gradient', class: 0 }, withoutTargets, false],
    [{ quantity: 'logits', class: 0 }, withoutTargets, true],
  ];
  for (const [column, summary, applies] of sorts) {
    it(`the order by ${JSON.stringify(column)}: ${applies}`, () => {
      const sort = { column, descending: true };
      assert.deepEqual(applicable({ filter: {}, sort }, summary).sort, applies ? sort : null);
    });
  }
});

describe('the order by a column of the grid', () => {
  it('is by a result, or by the shown quantity of a class', () => {
    assert.equal(sortColumn(0, 'logits', withTargets), undefined);
    assert.equal(sortColumn(3, 'logits', withTargets), 'loss');
    assert.equal(sortColumn(1, 'logits', soft), undefined);
    assert.deepEqual(sortColumn(8, 'logits', withTargets), { quantity: 'logits', class: 1 });
  });

  for (const column of ['loss', { quantity: 'logits', class: 1 }] as const) {
    it(`turns from ascending to descending to none: ${JSON.stringify(column)}`, () => {
      const once = nextSort(null, column);
      assert.deepEqual(once, { column, descending: false });
      assert.deepEqual(nextSort(once, column), { column, descending: true });
      assert.equal(nextSort({ column, descending: true }, column), null);
      assert.deepEqual(nextSort({ column: 'margin', descending: true }, column), once);
    });
  }

  it('tells classes and quantities apart', () => {
    const sort = { column: { quantity: 'logits', class: 1 }, descending: true } as const;
    assert.ok(isSortedBy(sort, { quantity: 'logits', class: 1 }));
    assert.ok(!isSortedBy(sort, { quantity: 'logits', class: 2 }));
    assert.ok(!isSortedBy(sort, { quantity: 'gradient', class: 1 }));
    assert.ok(!isSortedBy(sort, 'loss'));
  });
});

describe('a filter in words', () => {
  const filters: [filter: RowFilter, words: string[]][] = [
    [{}, []],
    [
      { wrongOnly: true, target: 0, predicted: 2 },
      ['wrong only', 'target 0 (dog)', 'predicted 2 (dog)'],
    ],
    [{ loss: { from: 0.5, to: 2 } }, ['loss from 0.5, below 2']],
    [{ loss: { from: -Infinity, to: 2 } }, ['loss below 2']],
    [{ loss: { from: 0.5, to: Infinity } }, ['loss from 0.5']],
    [{ loss: { from: Infinity, to: Infinity } }, ['loss infinite']],
  ];
  for (const [filter, words] of filters) {
    it(`says ${words.join(', ') || 'nothing of all rows'}`, () => {
      assert.deepEqual(
        describeFilter(filter, (index) => `${index} (dog)`),
        words,
      );
    });
  }
});
