import assert from 'node:assert/strict';
import {
  type Axis,
  boxLength,
  contentLength,
  itemStart,
  offsetAtScroll,
  offsetToShow,
  scrollAtOffset,
  visibleSpan,
} from '../../../src/panel/grid/axis.ts';

const few: Axis = { count: 100, itemSize: 20, lead: 20, frozen: 20, viewport: 220 };
const millions: Axis = { ...few, count: 10_000_000 };

describe('an axis of a scrolled area', () => {
  it('scrolls a short content pixel by pixel', () => {
    assert.equal(boxLength(few), 2020);
    assert.equal(offsetAtScroll(few, 37), 37);
    assert.equal(scrollAtOffset(few, 37), 37);
  });

  it('shows the items between the frozen pixels and the end of the view', () => {
    assert.deepEqual(visibleSpan(few, 0, 0), { start: 0, end: 10 });
    assert.deepEqual(visibleSpan(few, 30, 0), { start: 1, end: 12 });
    assert.deepEqual(visibleSpan(few, 200, 3), { start: 7, end: 23 });
  });

  it('shows no item beyond the first and the last', () => {
    assert.deepEqual(visibleSpan(few, 0, 4), { start: 0, end: 14 });
    assert.deepEqual(visibleSpan(few, 1800, 4), { start: 86, end: 100 });
    assert.deepEqual(visibleSpan({ ...few, count: 0 }, 0, 4), { start: 0, end: 0 });
  });

  it('has the first item at hand while only what comes before the items is in view', () => {
    assert.deepEqual(visibleSpan({ ...few, lead: 500 }, 0, 0), { start: 0, end: 1 });
  });

  it('keeps the scrolled box within what a browser can lay out', () => {
    assert.ok(contentLength(millions) > 2 ** 25);
    assert.ok(boxLength(millions) * 5 < 2 ** 25);
  });

  it('reaches the first and the last of ten million items', () => {
    const lastScroll = boxLength(millions) - millions.viewport;
    assert.equal(visibleSpan(millions, offsetAtScroll(millions, 0), 0).start, 0);
    assert.equal(visibleSpan(millions, offsetAtScroll(millions, lastScroll), 0).end, 10_000_000);
  });

  it('keeps the offset that was scrolled to although the browser rounds the scroll position', () => {
    const intended = 123_456_789;
    const rounded = Math.round(scrollAtOffset(millions, intended));
    assert.equal(offsetAtScroll(millions, rounded, intended), intended);
    assert.notEqual(offsetAtScroll(millions, rounded + 2, intended), intended);
  });

  const place = (index: number): number => itemStart(few, index);
  const moves: [what: string, offset: number, index: number, expected: number][] = [
    ['stays for an item in view', 0, 5, 0],
    ['moves forward just far enough', 0, 12, 60],
    ['moves back to below the frozen pixels', 400, 3, 60],
    ['ends at the end', 0, 99, 1800],
    ['starts at the start', 400, 0, 0],
  ];
  for (const [what, offset, index, expected] of moves) {
    it(`${what} to show an item`, () => {
      assert.equal(offsetToShow(few, offset, place(index), few.itemSize), expected);
    });
  }
});
