import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import type { Settings } from '../../../src/protocol/schemas.ts';
import { compareSessions } from '../../../src/worker/comparison.ts';
import { sessionOf } from './sessions.ts';

function document(logits: string, targets = '[1, 0, 2]'): string {
  return `logits = ${logits}\ntargets = ${targets}\n`;
}

const before = document('[[1, 2, 3], [3, 2, 1], [0, 0, 9]]');
const after = document('[[1, 5, 3], [3, 2, 1], [0, 9, 0]]');

function compare(
  pinned: string,
  shown: string,
  pinnedSettings: Partial<Settings> = {},
  settings: Partial<Settings> = {},
) {
  const sessions = [sessionOf(pinned, pinnedSettings), sessionOf(shown, settings)] as const;
  return runToEnd(compareSessions(...sessions));
}

describe('the comparison of two sessions', () => {
  it('finds no difference between the same two', () => {
    const { pinned, shown, misfit, rows } = compare(before, before);
    assert.deepEqual(pinned, shown);
    assert.equal(misfit, null);
    assert.equal(rows?.changedTargets, 0);
    assert.deepEqual(rows.flips, { count: 0, first: [] });
    assert.deepEqual(rows.losses, []);
    assert.equal(rows.gradient?.difference, 0);
  });

  it('has both losses, the flipped predictions, and the rows whose losses changed most', () => {
    const { pinned, shown, rows } = compare(before, after);
    // Of the rows [1, 2, 3], [3, 2, 1] and [0, 0, 9], as -log p of 1, 0 and 2.
    const loss = Math.log(Math.E ** -1 + 1 + Math.E) + Math.log(1 + Math.E ** -1 + Math.E ** -2);
    assert.ok(Math.abs(pinned!.sum - loss - Math.log1p(2 * Math.E ** -9)) < 1e-14);
    assert.ok(Math.abs(pinned!.mean - pinned!.sum / 3) < 1e-15);
    assert.ok(shown!.sum > pinned!.sum + 7);
    assert.deepEqual(rows?.flips, {
      count: 2,
      first: [
        { row: 0, pinned: 2, shown: 1 },
        { row: 2, pinned: 2, shown: 1 },
      ],
    });
    assert.deepEqual(
      rows.losses?.map(({ row }) => row),
      [2, 0],
    );
    const [worst] = rows.losses;
    assert.ok(Math.abs(worst!.shown - worst!.pinned - 9) < 1e-12);
  });

  it('has the largest difference of the gradients, and where it is', () => {
    const { rows } = compare(before, after);
    const { row, column, pinned, shown, difference } = rows!.gradient!;
    assert.deepEqual([row, column], [2, 1]);
    assert.equal(difference, shown - pinned);
    assert.ok(shown > 0.99 && pinned < 0.001);
  });

  it('tells of targets that are not the same', () => {
    const other = document('[[1, 2, 3], [3, 2, 1], [0, 0, 9]]', '[1, 1, 1]');
    assert.equal(compare(before, other).rows?.changedTargets, 2);
    const soft = { targetsText: '[[0, 1, 0], [1, 0, 0], [0, 0, 1]]' };
    const softer = { targetsText: '[[0, 1, 0], [0.5, 0.5, 0], [0, 0, 1]]' };
    assert.equal(compare(before, before, {}, soft).rows?.changedTargets, 3);
    assert.equal(compare(before, before, soft, softer).rows?.changedTargets, 1);
  });

  it('is of the settings too', () => {
    const { rows, shown, pinned } = compare(before, before, {}, { options: { temperature: 2 } });
    assert.deepEqual(rows?.flips.count, 0);
    assert.equal(rows.losses?.length, 3);
    assert.notEqual(shown?.sum, pinned?.sum);
  });

  it('has predictions alone where one has no targets', () => {
    const without = '[[1, 5, 3], [3, 2, 1], [0, 9, 0]]';
    for (const [one, other] of [
      [before, without],
      [without, before],
    ] as const) {
      const { pinned, shown, rows } = compare(one, other);
      assert.ok(pinned === null || shown === null);
      assert.deepEqual([rows?.changedTargets, rows?.losses, rows?.gradient], [null, null, null]);
      assert.equal(rows?.flips.count, 2);
    }
  });

  it('says in words why arrays of other sizes have no rows to compare', () => {
    const { misfit, rows, pinned, shown } = compare(before, document('[[1, 2, 3]]', '[0]'));
    assert.match(misfit ?? '', /pinned logits are 3 × 3, these are 1 × 3/);
    assert.equal(rows, null);
    assert.ok(pinned && shown);
  });

  it('takes NaN for the largest change, but for none where both are', () => {
    const broken = document('[[1, nan, 3], [3, 2, 1], [0, 0, 9]]');
    const { rows } = compare(before, broken);
    assert.deepEqual(rows?.flips.first, [{ row: 0, pinned: 2, shown: null }]);
    assert.equal(rows.losses?.[0]?.row, 0);
    assert.deepEqual([rows.gradient?.row, rows.gradient?.difference], [0, Infinity]);
    const same = compare(broken, broken).rows;
    assert.deepEqual([same?.flips.count, same?.losses, same?.gradient?.difference], [0, [], 0]);
  });

  it('lists ten rows of each kind at most, and goes through a large array in pieces', () => {
    const rows = Array.from({ length: 2000 }, (_, row) =>
      Array.from({ length: 200 }, (_, column) => (row * 7 + column * 3) % 11),
    );
    const changed = rows.with(
      1999,
      rows[1999]!.map((value) => -value),
    );
    const targets = JSON.stringify(rows.map((_, row) => row % 200));
    const sessions = [rows, rows.map((row) => row.toReversed()), changed].map((each) =>
      sessionOf(document(JSON.stringify(each), targets)),
    );
    const reversed = runToEnd(compareSessions(sessions[0]!, sessions[1]!)).rows;
    assert.ok(reversed!.flips.count > 10);
    assert.equal(reversed!.flips.first.length, 10);
    assert.equal(reversed!.losses?.length, 10);
    const steps = [...compareSessions(sessions[0]!, sessions[2]!)];
    assert.ok(steps.length >= 4, `${steps.length} pauses`);
    const last = runToEnd(compareSessions(sessions[0]!, sessions[2]!)).rows;
    assert.equal(last!.gradient?.row, 1999);
    assert.deepEqual(
      last!.losses?.map(({ row }) => row),
      [1999],
    );
  });
});
