import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import type { Arrangement, Quantity, RowFilter, RowSort } from '../../../src/protocol/compute.ts';
import { defaultSettings } from '../../../src/protocol/schemas.ts';
import { describeArrangement, rowsAt } from '../../../src/worker/rowOrder.ts';
import { openSession, type Session } from '../../../src/worker/session.ts';
import { windowOf } from '../../../src/worker/views.ts';

function sessionOf(text: string, settings = {}): Session {
  const source = { text, start: 0, selections: [{ start: 0, end: text.length }], languageId: '' };
  return runToEnd(openSession(source, { ...defaultSettings, ...settings }));
}

function order(session: Session, arrangement: Partial<Arrangement>): number[] {
  const whole = { filter: {}, sort: null, ...arrangement };
  return [...runToEnd(rowsAt(session, whole, 0, Infinity))];
}

/** Rows 1 and 3 are wrong, row 4 is ignored. */
const text = `[[2, 0, 0], [3, 1, 0], [0, 5, 0], [0, 0, 1], [1, 0, 0]], [0, 1, 1, 0, -100]`;

describe('the rows that a filter lets pass', () => {
  const session = sessionOf(text);
  const losses = session.results.losses!.lossPerRow;
  const filters: [what: string, filter: RowFilter, rows: number[]][] = [
    ['all', {}, [0, 1, 2, 3, 4]],
    ['wrong ones; ignored ones are not', { wrongOnly: true }, [1, 3]],
    ['those of a target', { target: 0 }, [0, 3]],
    ['those of a prediction', { predicted: 0 }, [0, 1, 4]],
    ['a cell of the confusion matrix', { target: 1, predicted: 0 }, [1]],
    ['a class that does not occur', { predicted: 7 }, []],
    ['a range of losses, without its end', { loss: { from: losses[2]!, to: losses[3]! } }, [0, 2]],
    ['a range without end', { loss: { from: 1, to: Infinity } }, [1, 3]],
    ['an ignored row has no loss', { loss: { from: 0, to: 0.001 } }, []],
    ['all parts together', { wrongOnly: true, loss: { from: 0, to: 2 } }, [3]],
  ];
  for (const [what, filter, rows] of filters) {
    it(what, () => assert.deepEqual(order(session, { filter }), rows));
  }

  it('keep infinite losses in a range without end, and NaN out of every range', () => {
    const odd = sessionOf('[[0, -Infinity], [0, NaN], [1, 1]], [1, 0, 0]');
    assert.deepEqual(order(odd, { filter: { loss: { from: 0, to: Infinity } } }), [0, 2]);
    assert.deepEqual(order(odd, { filter: { loss: { from: 0, to: 1e300 } } }), [2]);
  });

  it('take a target from the end of the classes for the class it stands for', () => {
    const wrapped = sessionOf('[[0, 1, 5], [0, 9, 1]], [-1, 0]', {
      options: { convention: 'numpy' },
    });
    assert.deepEqual(order(wrapped, { filter: { target: 2 } }), [0]);
  });

  it('count a row without a softmax as wrong', () => {
    const odd = sessionOf('[[NaN, 0], [1, 0]], [0, 0]');
    assert.deepEqual(order(odd, { filter: { wrongOnly: true } }), [0]);
  });

  it('are none where the filter asks for what there is not', () => {
    const without = sessionOf('[[2, 0], [0, 3]]');
    assert.deepEqual(order(without, { filter: { wrongOnly: true } }), []);
    assert.deepEqual(order(without, { filter: { target: 0 } }), []);
    assert.deepEqual(order(without, { filter: { loss: { from: 0, to: Infinity } } }), []);
  });
});

describe('the rows in the order of a column', () => {
  const session = sessionOf(text);
  const sorts: [column: RowSort['column'], descending: boolean, rows: number[]][] = [
    ['target', false, [4, 0, 3, 1, 2]],
    ['argmax', true, [3, 2, 0, 1, 4]],
    ['loss', true, [1, 3, 0, 2, 4]],
    ['share', true, [1, 3, 0, 2, 4]],
    ['targetProbability', true, [2, 0, 3, 1, 4]],
    ['targetProbability', false, [1, 3, 0, 2, 4]],
    ['topProbability', true, [2, 1, 0, 3, 4]],
    ['margin', true, [2, 1, 0, 3, 4]],
    [{ quantity: 'logits', class: 1 }, true, [2, 1, 0, 3, 4]],
    [{ quantity: 'logits', class: 9 }, true, [0, 1, 2, 3, 4]],
  ];
  for (const [column, descending, rows] of sorts) {
    const direction = descending ? 'descending' : 'ascending';
    it(`${JSON.stringify(column)}, ${direction}`, () => {
      assert.deepEqual(order(session, { sort: { column, descending } }), rows);
    });
  }

  it('leave the order as it is where there is no such column', () => {
    const soft = sessionOf('[[0, 1], [3, 2]], [[0.5, 0.5], [0.1, 0.9]]');
    for (const column of ['target', 'targetProbability'] as const) {
      assert.deepEqual(order(soft, { sort: { column, descending: true } }), [0, 1]);
    }
    const without = sessionOf('[[0, 1], [3, 2]]');
    const byGradient = { column: { quantity: 'gradient', class: 0 }, descending: true } as const;
    assert.deepEqual(order(without, { sort: byGradient }), [0, 1]);
  });

  const rows = 40_000;
  const noise = (row: number, column: number): number => Math.sin(row * 7 + column * 3 + row * row);
  const matrix = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: 12 }, (_, column) => noise(row, column).toFixed(3)),
  );
  const targets = matrix.map((_, row) => row % 12);
  const large = sessionOf(
    `[${matrix.map((row) => `[${row.join()}]`).join()}], [${targets.join()}]`,
  );
  for (const quantity of ['gradient', 'probabilities', 'logits'] as Quantity[]) {
    it(`is that of the numbers that are shown: ${quantity} of one class, many rows`, () => {
      const arrangement: Arrangement = {
        filter: {},
        sort: { column: { quantity, class: 5 }, descending: false },
      };
      const window = runToEnd(
        windowOf(large, {
          arrangement,
          quantity,
          rows: { start: 0, end: rows },
          columns: { start: 5, end: 6 },
        }),
      );
      const values = window.values!;
      assert.equal(new Set(window.rows).size, rows);
      assert.ok(values.every((value, at) => at === 0 || values[at - 1]! <= value));
    });
  }

  it('is that of the filtered rows alone', () => {
    const arrangement: Arrangement = {
      filter: { target: 0 },
      sort: { column: 'loss', descending: true },
    };
    assert.deepEqual(order(session, arrangement), [3, 0]);
  });
});

describe('the description of an arrangement', () => {
  const session = sessionOf(text);
  const arrangement: Arrangement = {
    filter: { wrongOnly: true },
    sort: { column: 'loss', descending: false },
  };
  const places: [what: string, row: number | null, place: object | null][] = [
    ['the first row', null, { row: 3, position: 0 }],
    ['a row', 1, { row: 1, position: 1 }],
    ['a row that is left out', 0, null],
  ];
  for (const [what, row, place] of places) {
    it(`counts its rows and finds ${what}`, () => {
      const description = runToEnd(describeArrangement(session, { arrangement, row }));
      assert.deepEqual(description, { rows: 2, place });
    });
  }

  it('finds no first row where there is none', () => {
    const none: Arrangement = { filter: { predicted: 9 }, sort: null };
    const description = runToEnd(describeArrangement(session, { arrangement: none, row: null }));
    assert.deepEqual(description, { rows: 0, place: null });
  });
});
