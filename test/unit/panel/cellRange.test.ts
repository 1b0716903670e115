import assert from 'node:assert/strict';
import { boundsOf, rangeByKey } from '../../../src/panel/grid/cellRange.ts';
import { type Cell, headerRow } from '../../../src/panel/grid/keyboard.ts';

const size = { rows: 100, columns: 9, page: 10 };

function cell(row: number, column: number): Cell {
  return { row, column };
}

describe('the bounds of a range', () => {
  const ranges: [from: Cell, to: Cell, rows: [number, number], columns: [number, number]][] = [
    [cell(3, 4), cell(3, 4), [3, 4], [4, 5]],
    [cell(3, 4), cell(1, 6), [1, 4], [4, 7]],
    [cell(3, 4), cell(5, 0), [3, 6], [0, 5]],
    [cell(3, 0), cell(5, 0), [3, 6], [0, 9]],
  ];
  for (const [anchor, extent, rows, columns] of ranges) {
    it(`from ${anchor.row}:${anchor.column} to ${extent.row}:${extent.column}`, () => {
      const bounds = boundsOf({ anchor, extent }, size.columns);
      assert.deepEqual([bounds.rows.start, bounds.rows.end], rows);
      assert.deepEqual([bounds.columns.start, bounds.columns.end], columns);
    });
  }
});

describe('keys that choose a range', () => {
  const from = { anchor: cell(5, 3), extent: cell(6, 4) };
  const keys: [keys: string, anchor: Cell, extent: Cell][] = [
    ['Shift+ArrowDown', cell(5, 3), cell(7, 4)],
    ['Shift+ArrowLeft', cell(5, 3), cell(6, 3)],
    ['Shift+PageDown', cell(5, 3), cell(16, 4)],
    ['Shift+End', cell(5, 3), cell(6, 8)],
    ['Shift+Control+End', cell(5, 3), cell(99, 8)],
    ['Shift+Control+ArrowUp', cell(5, 3), cell(0, 4)],
    ['Shift+ ', cell(5, 0), cell(6, 8)],
    ['Control+ ', cell(0, 3), cell(99, 3)],
    ['Control+a', cell(0, 0), cell(99, 8)],
    ['Meta+a', cell(0, 0), cell(99, 8)],
  ];
  const press = (keys: string) => {
    const [key = '', ...modifiers] = keys.split('+').reverse();
    return {
      key,
      shiftKey: modifiers.includes('Shift'),
      ctrlKey: modifiers.includes('Control'),
      metaKey: modifiers.includes('Meta'),
    };
  };
  for (const [keysPressed, anchor, extent] of keys) {
    it(keysPressed, () => {
      assert.deepEqual(rangeByKey(from, press(keysPressed), size), { anchor, extent });
    });
  }

  it('never leads into the headers, nor from them', () => {
    const top = { anchor: cell(0, 3), extent: cell(0, 3) };
    assert.deepEqual(rangeByKey(top, press('Shift+ArrowUp'), size), top);
    const header = { anchor: cell(headerRow, 3), extent: cell(headerRow, 3) };
    assert.equal(rangeByKey(header, press('Shift+ArrowDown'), size), undefined);
    assert.deepEqual(rangeByKey(header, press('Control+ '), size)?.extent, cell(99, 3));
  });

  it('choose nothing where there is no row, and leave other keys alone', () => {
    assert.equal(rangeByKey(from, press('Control+a'), { ...size, rows: 0 }), undefined);
    for (const key of ['ArrowDown', 'a', ' ', 'Shift+Tab', 'Control+c']) {
      assert.equal(rangeByKey(from, press(key), size), undefined, key);
    }
  });
});
