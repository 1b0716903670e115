import assert from 'node:assert/strict';
import { asComment, languageAtEnd } from '../../../src/core/formats/comment.ts';
import { codeNotations } from '../../../src/core/reading/notations/code.ts';

describe('a comment', () => {
  const comments: Readonly<Record<string, readonly string[]>> = {
    python: ['# a', '# b'],
    r: ['# a', '# b'],
    cpp: ['// a', '// b'],
    matlab: ['% a', '% b'],
    sql: ['-- a', '-- b'],
    FortranFreeForm: ['! a', '! b'],
    clojure: ['; a', '; b'],
    jsonc: ['// a', '// b'],
    markdown: ['<!-- a -->', '<!-- b -->'],
    css: ['/* a */', '/* b */'],
  };
  for (const [languageId, lines] of Object.entries(comments)) {
    it(`is in the syntax of its language: ${languageId}`, () => {
      assert.deepEqual(asComment(['a', 'b'], languageId), lines);
    });
  }

  for (const languageId of ['json', 'csv', 'plaintext', 'log', '', 'constructor']) {
    it(`is not where there are none: ${languageId}`, () => {
      assert.equal(asComment(['a'], languageId), undefined);
    });
  }

  it('is one to the reader too, in every language that it reads arrays of', () => {
    for (const { languageIds, lineComments, blockComments = [] } of codeNotations) {
      const opening = [...lineComments, ...blockComments.map(([open]) => open)];
      for (const id of languageIds) {
        const comment = asComment(['a'], id);
        if (comment)
          assert.ok(
            opening.some((token) => comment[0]?.startsWith(token)),
            id,
          );
        else assert.match(id, /json/);
      }
    }
  });
});

describe('the language at a place', () => {
  const fenced = '# Title\n\n```py\nz = [1, 2]\n';
  const cases: readonly (readonly [text: string, languageId: string, expected: string])[] = [
    ['z = [1, 2]', 'python', 'python'],
    ['| 1 | 2 |\n', 'markdown', 'markdown'],
    [fenced, 'markdown', 'python'],
    [`${fenced}\`\`\`\n\nText\n`, 'markdown', 'markdown'],
    [`${fenced}\`\`\`\n\n~~~ julia\n`, 'markdown', 'julia'],
    ['````markdown\n```js\n', 'markdown', 'markdown'],
    ['```\n', 'markdown', ''],
    [fenced, 'r', 'r'],
  ];
  for (const [text, languageId, expected] of cases) {
    it(`is ${JSON.stringify(expected)} behind ${JSON.stringify(text)} in ${languageId}`, () => {
      assert.equal(languageAtEnd(text, languageId), expected);
    });
  }
});
