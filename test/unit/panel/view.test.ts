import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  classOfColumn,
  columnOfPlace,
  gridColumnCount,
  resultColumns,
  shownQuantity,
} from '../../../src/panel/grid/gridColumns.ts';
import { cellAt, gridColumnPlace, layOutGrid } from '../../../src/panel/grid/gridLayout.ts';
import { LongestTexts } from '../../../src/panel/grid/longestTexts.ts';
import { resultCell, resultValue } from '../../../src/panel/grid/resultCell.ts';
import { initialViewState, readPersistedState } from '../../../src/panel/store/viewState.ts';
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
    const longest = new LongestTexts();
    longest.note('loss', '0'.repeat(20));
    longest.note('class', '0'.repeat(12));
    const layout = layOutGrid(withTargets, withTargets.rows, measures, longest, {});
    let end = layout.rowHeaderWidth;
    for (let column = 1; column < gridColumnCount(withTargets); column++) {
      const place = gridColumnPlace(layout, column);
      assert.equal(place.start, end);
      end += place.width;
    }
    assert.deepEqual(gridColumnPlace(layout, 0), { start: 0, width: layout.rowHeaderWidth });
    const loss = layout.results.find(({ column }) => column === 'loss');
    assert.ok((loss?.width ?? 0) >= 20 * 7.2);
  });
});

const format = { digits: 3, notation: 'automatic', hasRoom: true } as const;

describe('the cell at a point', () => {
  const measures = { width: 900, height: 220, lineHeight: 20, digitWidth: 7 };
  const layout = layOutGrid(withTargets, 1000, measures, new LongestTexts(), {
    loss: 50,
    class: 40,
  });
  const { lead, itemSize } = layout.columnAxis;
  const points: [what: string, x: number, y: number, top: number, row: number, column: number][] = [
    ['in the first row', lead + 1, 21, 0, 0, 7],
    ['in the last class', lead + 3 * itemSize + 1, 21, 0, 0, 10],
    ['right of the last class', lead + 4 * itemSize + 1, 21, 0, 0, 10],
    ['in a result', layout.rowHeaderWidth + 1, 41, 0, 1, 1],
    ['where rows are scrolled', lead + 1, 25, 410, 20, 7],
    ['above: the row before the first in view', lead + 1, -100, 400, 19, 7],
    ['below: the row behind the last in view', lead + 1, 900, 400, 30, 7],
    ['above the first row', lead + 1, -100, 0, 0, 7],
    ['left of all', -50, 21, 0, 0, 1],
  ];
  for (const [what, x, y, top, row, column] of points) {
    it(`is the one ${what}`, () => {
      assert.deepEqual(cellAt(layout, { x, y }, { left: 0, top }), { row, column });
    });
  }

  it('heeds the widths that the user has set', () => {
    assert.equal(layout.results.find(({ column }) => column === 'loss')?.width, 50);
    assert.equal(itemSize, 40);
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
    const { text, name, wrong, quiet } = resultCell('loss', row, withTargets, format);
    assert.deepEqual([text, name, wrong, quiet], ['0.333', '0.3333333333333333', false, false]);
  });

  it('say in words that the argmax is not the target', () => {
    const { name, wrong } = resultCell('argmax', { ...row, argmax: 0 }, withTargets, format);
    assert.deepEqual([name, wrong], ['0, not the target', true]);
  });

  it('say that a row without a softmax predicts nothing', () => {
    const { name, wrong } = resultCell(
      'argmax',
      { ...row, topProbability: NaN },
      withTargets,
      format,
    );
    assert.deepEqual([name, wrong], ['3, without a softmax', true]);
  });

  it('are percentages where that is wanted, but for the loss', () => {
    const percent = { ...format, notation: 'percent' } as const;
    assert.equal(resultCell('targetProbability', row, withTargets, percent).text, '50 %');
    assert.equal(resultCell('margin', row, withTargets, percent).text, '25 %');
    assert.equal(resultCell('loss', row, withTargets, percent).text, '0.333');
  });

  it('of an ignored row are neither right nor wrong', () => {
    const ignored = { ...row, target: -100, loss: 0, targetProbability: NaN };
    assert.equal(resultCell('argmax', ignored, withTargets, format).wrong, false);
    assert.equal(resultCell('target', ignored, withTargets, format).name, '-100, ignored');
    assert.equal(resultCell('targetProbability', ignored, withTargets, format).text, '–');
  });

  it('know a target that counts from the last class, as some conventions have it', () => {
    const wrapped = { ...row, target: -1, argmax: 3 };
    assert.equal(resultCell('argmax', wrapped, withTargets, format).wrong, false);
    assert.equal(resultCell('argmax', { ...wrapped, argmax: 2 }, withTargets, format).wrong, true);
    assert.equal(resultCell('target', wrapped, withTargets, format).name, '-1');
  });

  it('call classes by as much of their names as there is room for, and by all in full', () => {
    const summary = {
      ...withTargets,
      classNames: ['cat', 'dog', '', 'a giraffe of the north'],
    };
    const cellOf = (argmax: number, hasRoom: boolean) => {
      const cell = resultCell('argmax', { ...row, argmax }, summary, { ...format, hasRoom });
      return [cell.text, cell.name];
    };
    assert.deepEqual(cellOf(1, true), ['dog', '1 (dog), not the target']);
    assert.deepEqual(cellOf(1, false), ['dog', '1 (dog), not the target']);
    assert.deepEqual(cellOf(2, true), ['2', '2, not the target']);
    assert.deepEqual(cellOf(3, true), ['a giraffe o…', '3 (a giraffe of the north)']);
    assert.deepEqual(cellOf(3, false), ['a giraf…', '3 (a giraffe of the north)']);
  });

  it('say which target is not a class', () => {
    const { name, special } = resultCell('target', { ...row, target: 7 }, withTargets, format);
    assert.deepEqual([name, special], ['7, not a class', true]);
  });

  it('have no class as target where the targets are probabilities', () => {
    const soft = { ...row, target: null, targetProbability: null };
    assert.equal(resultCell('target', soft, withTargets, format).text, 'soft');
    assert.equal(resultCell('argmax', soft, withTargets, format).wrong, false);
    assert.equal(resultValue('target', soft, withTargets), null);
  });

  it('have a share of the sum of all losses, if that is not 0', () => {
    const sum = (total: number) => ({
      ...withTargets,
      losses: { sum: total, mean: total / 2, divisor: 2 },
    });
    assert.equal(resultValue('share', { ...row, loss: 1 }, sum(4)), 0.25);
    assert.equal(resultValue('share', { ...row, loss: 0 }, sum(0)), null);
    assert.equal(resultCell('share', { ...row, loss: 0 }, sum(0), format).text, '–');
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
    const css = readFileSync(join(root, 'src/panel/panel.css'), 'utf8');
    const themes = readFileSync(join(root, 'test/panel/themes.json'), 'utf8');
    const used = [...css.matchAll(/var\((--vscode-[\w-]+)([,)])/g)];
    assert.ok(used.length > 20);
    for (const [, name = '', end] of used) {
      if (end === ')') assert.ok(themes.includes(`"${name}"`), `${name} is not a variable`);
    }
  });
});
