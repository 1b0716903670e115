import assert from 'node:assert/strict';
import { shortenedInColumn } from '../../../src/panel/classNames.ts';

describe('the name of a class, in a column', () => {
  const names: readonly [string, string][] = [
    ['twelve chars', 'twelve chars'],
    ['thirteen char', 'thirteen ch…'],
    ['ten and a 🦁🦁', 'ten and a …'],
  ];
  for (const [name, expected] of names) {
    it(`is cut to twelve characters, and none of them in half: ${name}`, () => {
      assert.equal(shortenedInColumn(name), expected);
    });
  }
});
