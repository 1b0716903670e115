import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';

/** Texts of all notations, each with something in the next statement that may be its targets. */
const texts = ['arrays.jsonl', 'arrays-more.jsonl'].flatMap((file) =>
  readFileSync(new URL(`../../golden/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { text: string; languageId: string })
    .flatMap(({ text, languageId }) => [
      { text, languageId },
      { text: `${text}\ny = [0, 1]\nlabels <- c(1, 0, 1)\n`, languageId },
    ]),
);

function outcomeOf({ text, languageId }: (typeof texts)[number]): unknown {
  try {
    return runToEnd(readText(text, languageId));
  } catch (error) {
    return (error as Error).message;
  }
}

describe('what a text reads as', () => {
  it('does not depend on what was read before', () => {
    const forwards = texts.map(outcomeOf);
    const backwards = texts.toReversed().map(outcomeOf).toReversed();
    texts.forEach(({ text }, index) => assert.deepEqual(backwards[index], forwards[index], text));
  });
});
