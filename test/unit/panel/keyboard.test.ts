import assert from 'node:assert/strict';
import { headerRow, moveByKey } from '../../../src/panel/grid/keyboard.ts';

const size = { rows: 100, columns: 9, page: 10 };

describe('keys in the grid', () => {
  const moves: [keys: string, from: [number, number], to: [number, number] | undefined][] = [
    ['ArrowDown', [0, 3], [1, 3]],
    ['ArrowDown', [99, 3], [99, 3]],
    ['ArrowUp', [0, 3], [headerRow, 3]],
    ['ArrowUp', [headerRow, 3], [headerRow, 3]],
    ['ArrowRight', [headerRow, 3], [headerRow, 4]],
    ['ArrowDown', [headerRow, 3], [0, 3]],
    ['PageUp', [headerRow, 3], [headerRow, 3]],
    ['PageUp', [5, 3], [0, 3]],
    ['ArrowLeft', [5, 0], [5, 0]],
    ['ArrowRight', [5, 3], [5, 4]],
    ['ArrowRight', [5, 8], [5, 8]],
    ['PageDown', [95, 3], [99, 3]],
    ['PageUp', [50, 3], [40, 3]],
    ['Home', [5, 3], [5, 0]],
    ['End', [5, 3], [5, 8]],
    ['Control+Home', [5, 3], [0, 0]],
    ['Control+End', [5, 3], [99, 8]],
    ['Meta+End', [5, 3], [99, 8]],
    ['Control+ArrowDown', [5, 3], [99, 3]],
    ['Control+ArrowUp', [5, 3], [0, 3]],
    ['Control+ArrowLeft', [5, 3], [5, 0]],
    ['Control+ArrowRight', [5, 3], [5, 8]],
    ['Tab', [5, 3], undefined],
    ['a', [5, 3], undefined],
  ];
  for (const [keys, [row, column], to] of moves) {
    it(`${keys} leads from ${row},${column} to ${to?.join() ?? 'nowhere'}`, () => {
      const [key = '', modifier] = keys.split('+').reverse();
      const pressed = { key, ctrlKey: modifier === 'Control', metaKey: modifier === 'Meta' };
      assert.deepEqual(
        moveByKey({ row, column }, pressed, size),
        to && { row: to[0], column: to[1] },
      );
    });
  }

  it('stays in the headers where there is no row', () => {
    const none = { rows: 0, columns: 9, page: 10 };
    for (const key of ['ArrowDown', 'PageDown', 'ArrowRight', 'End']) {
      const pressed = { key, ctrlKey: false, metaKey: false };
      assert.equal(moveByKey({ row: headerRow, column: 3 }, pressed, none)?.row, headerRow);
    }
  });

  it('stays at the only cell of a grid', () => {
    const one = { rows: 1, columns: 1, page: 1 };
    for (const key of ['ArrowDown', 'ArrowRight', 'PageDown', 'PageUp', 'End']) {
      const pressed = { key, ctrlKey: false, metaKey: false };
      assert.deepEqual(moveByKey({ row: 0, column: 0 }, pressed, one), { row: 0, column: 0 });
    }
  });
});
