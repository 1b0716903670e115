import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  classOfColumn,
  columnOfPlace,
  gridColumnCount,
  resultColumns,
  shownQuantity,
} from '../../../src/panel/gridColumns.ts';
import { gridColumnPlace, layOutGrid } from '../../../src/panel/gridLayout.ts';
import { resultCell, resultValue } from '../../../src/panel/resultCell.ts';
import { initialViewState, readPersistedState } from '../../../src/panel/viewState.ts';
import { memento, summaryOf } from '../../panel/states.ts';

const withTargets = summaryOf('example');
const withoutTargets = summaryOf('withoutTargets');

describe('the columns of the grid', () => {
  it('tell of target and loss only when there are targets', () => {
    assert.deepEqual(resultColumns(withTargets), [
      'target',
      'argmax',
      'loss',
      'share',
      'targetProbability',
      'margin',
    ]);
    assert.deepEqual(resultColumns(withoutTargets), ['argmax', 'topProbability', 'margin']);
  });

  it('end with the classes', () => {
    assert.equal(gridColumnCount(withTargets), 11);
    assert.equal(classOfColumn(6, withTargets), undefined);
    assert.equal(classOfColumn(7, withTargets), 0);
    assert.equal(classOfColumn(10, withTargets), 3);
    assert.equal(classOfColumn(11, withTargets), undefined);
    assert.equal(classOfColumn(4, withoutTargets), 0);
  });

  it('show probabilities where there can be no gradient', () => {
    assert.equal(shownQuantity('gradient', withTargets), 'gradient');
    assert.equal(shownQuantity('gradient', withoutTargets), 'probabilities');
    assert.equal(shownQuantity('logits', withoutTargets), 'logits');
  });

  it('keep the targets that are refused', () => {
    const refused = { ...withoutTargets, refusal: { message: 'No.', place: null } };
    assert.deepEqual(resultColumns(refused), ['target', 'argmax', 'topProbability', 'margin']);
  });

  it('hold the cells of logits and targets', () => {
    assert.equal(columnOfPlace({ array: 'logits', row: 0, column: 2 }, withTargets), 9);
    assert.equal(columnOfPlace({ array: 'logits', row: 0, column: 2 }, withoutTargets), 6);
    assert.equal(columnOfPlace({ array: 'targets', row: 0 }, withTargets), 1);
    assert.equal(columnOfPlace({ array: 'targets', row: 0, column: 2 }, withTargets), 1);
  });

  it('follow each other without gap or overlap, whatever their texts', () => {
    const measures = { width: 700, height: 400, lineHeight: 22, digitWidth: 7.2 };
    const longest = new Map([
      ['loss', 20],
      ['class', 12],
    ] as const);
    const layout = layOutGrid(withTargets, withTargets.rows, measures, longest);
    let end = layout.rowHeaderWidth;
    for (let column = 1; column < gridColumnCount(withTargets); column++) {
      const place = gridColumnPlace(layout, column);
      assert.ok(place);
      assert.equal(place.start, end);
      end += place.width;
    }
    assert.equal(gridColumnPlace(layout, 0), undefined);
    const loss = layout.results.find(({ column }) => column === 'loss');
    assert.ok((loss?.width ?? 0) >= 20 * 7.2);
  });
});

describe('the results of a row', () => {
  const row = {
    row: 0,
    target: 3,
    argmax: 3,
    loss: 1 / 3,
    targetProbability: 0.5,
    topProbability: 0.5,
    margin: 0.25,
  };

  it('are shown in short and named in full', () => {
    const { text, name, wrong, quiet } = resultCell('loss', row, withTargets, 3);
    assert.deepEqual([text, name, wrong, quiet], ['0.333', '0.3333333333333333', false, false]);
  });

  it('say in words that the argmax is not the target', () => {
    const { name, wrong } = resultCell('argmax', { ...row, argmax: 0 }, withTargets, 3);
    assert.deepEqual([name, wrong], ['0, not the target', true]);
  });

  it('say that a row without a softmax predicts nothing', () => {
    const { name, wrong } = resultCell('argmax', { ...row, topProbability: NaN }, withTargets, 3);
    assert.deepEqual([name, wrong], ['3, without a softmax', true]);
  });

  it('of an ignored row are neither right nor wrong', () => {
    const ignored = { ...row, target: -100, loss: 0, targetProbability: NaN };
    assert.equal(resultCell('argmax', ignored, withTargets, 3).wrong, false);
    assert.equal(resultCell('target', ignored, withTargets, 3).name, '-100, ignored');
    assert.equal(resultCell('targetProbability', ignored, withTargets, 3).text, '–');
  });

  it('know a target that counts from the last class, as some conventions have it', () => {
    const wrapped = { ...row, target: -1, argmax: 3 };
    assert.equal(resultCell('argmax', wrapped, withTargets, 3).wrong, false);
    assert.equal(resultCell('argmax', { ...wrapped, argmax: 2 }, withTargets, 3).wrong, true);
    assert.equal(resultCell('target', wrapped, withTargets, 3).name, '-1');
  });

  it('say which target is not a class', () => {
    const { name, special } = resultCell('target', { ...row, target: 7 }, withTargets, 3);
    assert.deepEqual([name, special], ['7, not a class', true]);
  });

  it('have no class as target where the targets are probabilities', () => {
    const soft = { ...row, target: null, targetProbability: null };
    assert.equal(resultCell('target', soft, withTargets, 3).text, 'soft');
    assert.equal(resultCell('argmax', soft, withTargets, 3).wrong, false);
    assert.equal(resultValue('target', soft, withTargets), null);
  });

  it('have a share of the sum of all losses, if that is not 0', () => {
    const sum = (total: number) => ({
      ...withTargets,
      losses: { sum: total, mean: total / 2, divisor: 2 },
    });
    assert.equal(resultValue('share', { ...row, loss: 1 }, sum(4)), 0.25);
    assert.equal(resultValue('share', { ...row, loss: 0 }, sum(0)), null);
    assert.equal(resultCell('share', { ...row, loss: 0 }, sum(0), 3).text, '–');
  });
});

describe('what the panel keeps', () => {
  const view = { ...initialViewState, cell: { row: 3, column: 2 }, digits: 'full' } as const;

  it('is read back', () => {
    assert.deepEqual(readPersistedState({ memento, view }), { memento, view });
  });

  for (const nonsense of [undefined, null, 7, {}, { memento: {}, view: { cell: -1 } }]) {
    it(`is replaced by the defaults when it is ${JSON.stringify(nonsense)}`, () => {
      assert.deepEqual(readPersistedState(nonsense), { memento: null, view: initialViewState });
    });
  }

  it('is kept in part when only a part can be read', () => {
    assert.deepEqual(readPersistedState({ memento, view: 1 }), { memento, view: initialViewState });
  });
});

describe('the style sheet', () => {
  it('uses no colour variable that none of the default themes has', () => {
    const root = join(import.meta.dirname, '../../..');
    const css = readFileSync(join(root, 'media/panel.css'), 'utf8');
    const themes = readFileSync(join(root, 'test/panel/themes.json'), 'utf8');
    const used = [...css.matchAll(/var\((--vscode-[\w-]+)([,)])/g)];
    assert.ok(used.length > 20);
    for (const [, name = '', end] of used) {
      if (end === ')') assert.ok(themes.includes(`"${name}"`), `${name} is not a variable`);
    }
  });
});
