import fc from 'fast-check';
import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { lossHistogram } from '../../../src/worker/lossHistogram.ts';

const histogramOf = (losses: number[], counts: (row: number) => boolean = () => true) =>
  runToEnd(lossHistogram(Float64Array.from(losses), counts));

const halves = (least: number, most: number): number[] =>
  Array.from({ length: 2 * (most - least) + 1 }, (_, index) => least + index / 2);

describe('the histogram of the losses', () => {
  const cases: readonly [name: string, losses: number[], edges: number[], rows: number[]][] = [
    ['has round edges', [0.1, 0.2, 0.9, 3.9], halves(0, 4), [2, 1, 0, 0, 0, 0, 0, 1]],
    ['puts a loss on an edge above it', [0, 1, 2, 4], halves(0, 4.5), [1, 0, 1, 0, 1, 0, 0, 0, 1]],
    ['has one bin for one loss', [3], [3, 6], [1]],
    ['has one bin for losses that are all the same', [0, 0, 0], [0, 1], [3]],
    ['may have negative losses', [-2, 1.9], halves(-2, 2), [1, 0, 0, 0, 0, 0, 0, 1]],
  ];
  for (const [name, losses, edges, rows] of cases) {
    it(name, () => {
      const histogram = histogramOf(losses);
      assert.deepEqual([histogram.edges, histogram.rows], [edges, rows]);
    });
  }

  it('counts apart what has no place in it', () => {
    const histogram = histogramOf([1, NaN, Infinity, -Infinity, 0, 2], (row) => row !== 4);
    assert.deepEqual([histogram.infinite, histogram.notNumbers, histogram.ignored], [2, 1, 1]);
    assert.equal(
      histogram.rows.reduce((sum, rows) => sum + rows, 0),
      2,
    );
    assert.ok(histogram.edges[0]! > 0);
  });

  it('has no bins where no loss is finite', () => {
    assert.deepEqual(histogramOf([NaN, 0], (row) => row === 0).edges, []);
  });

  it('has one bin for losses that lie closer together than any round numbers', () => {
    assert.deepEqual(histogramOf([0, 1e-310, 0]).rows, [3]);
    assert.deepEqual(histogramOf([-5e-324, 5e-324]).rows, [2]);
  });

  it('has more bins for more rows, but no more than fit on a screen', () => {
    const losses = (rows: number) => Array.from({ length: rows }, (_, row) => (row / rows) ** 3);
    const bins = [10, 1000, 100_000].map((rows) => histogramOf(losses(rows)).rows.length);
    assert.ok(bins[0]! < bins[1]! && bins[1]! <= bins[2]! && bins[2]! <= 60, bins.join());
  });

  it('has some bins for a few rows, too', () => {
    for (const losses of [
      [0.3, 1.4],
      [0.1, 0.2, 1.1, 1.3, 2.9],
      [5, 5, 5, 5.5],
    ]) {
      const { rows } = histogramOf(losses);
      assert.ok(rows.length >= 5 && rows.length <= 12, rows.join());
    }
  });

  const extreme = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 5e-324, 1e-320, 1, 1 + 2 ** -52, 1e300, Number.MAX_VALUE, -1e308),
  );
  it('has every finite loss in the one bin whose edges it is between', () => {
    fc.assert(
      fc.property(fc.array(extreme, { minLength: 1, maxLength: 50 }), (losses) => {
        const { edges, rows } = histogramOf(losses);
        assert.equal(edges.length, rows.length + 1);
        rows.forEach((amount, bin) => {
          const [from, to] = [edges[bin]!, edges[bin + 1]!];
          assert.ok(from < to);
          assert.equal(losses.filter((loss) => loss >= from && loss < to).length, amount);
        });
        assert.equal(
          rows.reduce((sum, amount) => sum + amount, 0),
          losses.length,
        );
      }),
    );
  });
});
