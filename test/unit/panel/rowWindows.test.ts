import assert from 'node:assert/strict';
import { RowWindows } from '../../../src/panel/grid/rowWindows.ts';
import type { Arrangement, RowWindow, WindowQuery } from '../../../src/protocol/compute.ts';

const arrangement: Arrangement = { filter: {}, sort: null };

/** A window in which every value says where it stands. */
function answer({ rows, columns }: WindowQuery, sign = 1): RowWindow {
  const indices = Array.from({ length: rows.end - rows.start }, (_, order) => rows.start + order);
  const width = columns.end - columns.start;
  return {
    rows: Int32Array.from(indices),
    targets: Int32Array.from(indices),
    argmax: Int32Array.from(indices, (row) => -row),
    topProbabilities: Float64Array.from(indices, () => 0.5),
    margins: Float64Array.from(indices, () => 0.25),
    losses: Float64Array.from(indices, (row) => row / 2),
    targetProbabilities: null,
    values: Float64Array.from(
      indices.flatMap((row) =>
        Array.from({ length: width }, (_, order) => sign * (row * 1000 + columns.start + order)),
      ),
    ),
  };
}

function fill(windows: RowWindows, queries: WindowQuery[], sign = 1): void {
  for (const query of queries) windows.put(query, windows.version, answer(query, sign));
}

const span = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe('the fetched windows of rows', () => {
  it('ask for every part of a view that is missing, within the bounds of the array', () => {
    const windows = new RowWindows(100, 70);
    assert.deepEqual(windows.missing('logits', span(60, 100), span(0, 70)), [
      { arrangement, quantity: 'logits', rows: span(0, 64), columns: span(0, 64) },
      { arrangement, quantity: 'logits', rows: span(0, 64), columns: span(64, 70) },
      { arrangement, quantity: 'logits', rows: span(64, 100), columns: span(0, 64) },
      { arrangement, quantity: 'logits', rows: span(64, 100), columns: span(64, 70) },
    ]);
  });

  it('ask for nothing twice', () => {
    const windows = new RowWindows(100, 70);
    fill(windows, windows.missing('logits', span(0, 10), span(0, 70)));
    assert.deepEqual(windows.missing('logits', span(30, 50), span(60, 70)), []);
    assert.equal(windows.missing('gradient', span(30, 50), span(60, 70)).length, 2);
  });

  it('find every value and every result where it was put', () => {
    const windows = new RowWindows(200, 100);
    fill(windows, windows.missing('logits', span(0, 200), span(0, 100)));
    for (const [row, column] of [
      [0, 0],
      [63, 63],
      [64, 64],
      [199, 99],
    ] as const) {
      assert.equal(windows.value('logits', row, column), row * 1000 + column);
      assert.deepEqual(windows.results('logits', row, span(column, column + 1)), {
        row,
        target: row,
        argmax: row === 0 ? 0 : -row,
        loss: row / 2,
        targetProbability: null,
        topProbability: 0.5,
        margin: 0.25,
      });
    }
    assert.equal(windows.value('gradient', 0, 0), undefined);
  });

  it('keep showing an outdated window until its successor has arrived', () => {
    const windows = new RowWindows(10, 10);
    const view = [span(0, 10), span(0, 10)] as const;
    fill(windows, windows.missing('logits', ...view));
    windows.arrange(arrangement, 10);
    assert.equal(windows.value('logits', 3, 4), 3004);
    const queries = windows.missing('logits', ...view);
    assert.equal(queries.length, 1);
    fill(windows, queries, -1);
    assert.equal(windows.value('logits', 3, 4), -3004);
    assert.deepEqual(windows.missing('logits', ...view), []);
  });

  it('ask for no row beyond those that are shown', () => {
    const windows = new RowWindows(100, 10);
    windows.arrange({ filter: { predicted: 3 }, sort: null }, 7);
    const [query, ...others] = windows.missing('logits', span(0, 70), span(0, 10));
    assert.deepEqual(query?.rows, span(0, 7));
    assert.deepEqual(others, []);
    windows.arrange({ filter: { predicted: 4 }, sort: null }, 0);
    assert.deepEqual(windows.missing('logits', span(0, 0), span(0, 10)), []);
  });

  it('hold fewer rows the more classes there are', () => {
    const windows = new RowWindows(1000, 50_000);
    const queries = windows.missing('logits', span(0, 6), span(0, 10));
    assert.deepEqual(
      queries.map(({ rows }) => rows),
      [span(0, 3), span(3, 6)],
    );
  });

  it('know which row stands where only for the present arrangement', () => {
    const windows = new RowWindows(100, 10);
    assert.equal(windows.rowAt(99), 99);
    windows.arrange({ filter: {}, sort: { column: 'loss', descending: true } }, 100);
    assert.equal(windows.rowAt(3), undefined);
    const [query] = windows.missing('logits', span(0, 1), span(0, 10));
    assert.ok(query);
    windows.put(query, windows.version, { ...answer(query), rows: Int32Array.of(9, 8, 7, 6) });
    assert.equal(windows.rowAt(3), 6);
    windows.arrange({ filter: {}, sort: { column: 'loss', descending: false } }, 100);
    assert.equal(windows.rowAt(3), undefined);
    assert.equal(windows.results('logits', 3, span(0, 10))?.row, 6);
  });

  it('forget what was looked at longest ago', () => {
    const windows = new RowWindows(64 * 400, 10);
    const look = (tile: number): void =>
      fill(windows, windows.missing('logits', span(tile * 64, tile * 64 + 1), span(0, 10)));
    look(0);
    for (let tile = 1; tile < 300; tile++) {
      look(tile);
      look(0);
    }
    assert.equal(windows.value('logits', 0, 1), 1);
    assert.equal(windows.value('logits', 64, 1), undefined);
    assert.equal(windows.value('logits', 299 * 64, 1), 299 * 64 * 1000 + 1);
  });
});
