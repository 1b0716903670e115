import assert from 'node:assert/strict';
import { moveRange } from '../../../src/host/panel/trackedRange.ts';

/** The range is what stands between « and »; `edit` replaces what stands between ‹ and › in `before`. */
const cases: readonly { what: string; before: string; text: string; after: string }[] = [
  {
    what: 'text typed far before it moves it',
    before: '‹›x = «[1, 2]»',
    text: 'ab',
    after: 'abx = «[1, 2]»',
  },
  {
    what: 'text typed right before it stays outside',
    before: 'x = ‹›«[1, 2]»',
    text: 'np',
    after: 'x = np«[1, 2]»',
  },
  {
    what: 'text typed right behind it stays outside',
    before: '«[1, 2]»‹› # z',
    text: ';',
    after: '«[1, 2]»; # z',
  },
  { what: 'text typed into it widens it', before: '«[1‹›, 2]»', text: '000', after: '«[1000, 2]»' },
  { what: 'text deleted from it narrows it', before: '«[1‹, 2›]»', text: '', after: '«[1]»' },
  {
    what: 'a replacement of the whole becomes the range',
    before: 'x = «‹[1, 2]›»!',
    text: '[7]',
    after: 'x = «[7]»!',
  },
  {
    what: 'a replacement that reaches in from the left joins it',
    before: 'x ‹= «[1›, 2]»',
    text: '(3',
    after: 'x «(3, 2]»',
  },
  {
    what: 'a replacement that reaches out to the right joins it',
    before: '«[1, ‹2]» # z›',
    text: '3]',
    after: '«[1, 3]»',
  },
  { what: 'deletion of all leaves nothing', before: 'x = ‹«[1]»›', text: '', after: 'x = «»' },
  {
    what: 'a change of the line ends of the whole document leaves it where it was',
    before: '‹a\n«[1,\n2]»\nb›',
    text: 'a\r\n[1,\r\n2]\r\nb',
    after: 'a\r\n«[1,\r\n2]»\r\nb',
  },
  {
    what: 'a new text of the whole document is searched for it',
    before: '‹x = «[1]»›',
    text: 'import y\nx = [1]',
    after: 'import y\nx = «[1]»',
  },
  {
    what: 'of several occurrences in a new text the nearest is taken',
    before: '‹[1] [1] «[1]» [1]›',
    text: '[1] [1] [1] [1]!',
    after: '[1] [1] «[1]» [1]!',
  },
  {
    what: 'a new text of the whole document without it loses it',
    before: '‹x = «[1]»›',
    text: 'x = [2]',
    after: 'lost',
  },
];

describe('a tracked range', () => {
  for (const { what, before, text, after } of cases) {
    it(what, () => {
      const range = between(before.replace(/[‹›]/g, ''), '«', '»');
      const edited = between(before.replace(/[«»]/g, ''), '‹', '›');
      const edit = { rangeOffset: edited.start, rangeLength: edited.end - edited.start, text };
      const held = before.replace(/[‹›]/g, '').split(/[«»]/)[1] ?? '';
      const expected = after === 'lost' ? undefined : between(after, '«', '»');
      assert.deepEqual(moveRange(range, edit, held), expected);
    });
  }
});

function between(text: string, open: string, close: string) {
  const start = text.indexOf(open);
  return { start, end: text.indexOf(close) - open.length };
}
