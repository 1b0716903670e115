import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { ReadingError } from '../../../src/core/reading/readingError.ts';
import { casesOf, corpusFiles, type ReadingCase } from './corpus.ts';

function itRefuses({ text, languageId, refuse, errorOffset }: ReadingCase): void {
  assert.throws(
    () => runToEnd(readText(text, languageId)),
    (error) => {
      assert.ok(error instanceof ReadingError, String(error));
      assert.equal(error.kind, refuse, error.message);
      if (errorOffset !== undefined) assert.equal(error.offset, errorOffset, error.message);
      return true;
    },
  );
}

function itReads({ text, languageId, shape, values, targets }: ReadingCase): void {
  const reading = runToEnd(readText(text, languageId));
  assert.deepEqual(reading.logits.shape, shape);
  assert.deepEqual([...reading.logits.values], values?.map(Number));
  assert.deepEqual(
    reading.targets === undefined ? undefined : [...reading.targets.array.values],
    targets,
  );
}

for (const file of corpusFiles) {
  describe(`reading ${file}`, () => {
    for (const each of casesOf(file)) {
      it(`${each.id}: ${each.note}`, () => {
        if (each.refuse === null) itReads(each);
        else itRefuses(each);
      });
    }
  });

  describe(`reading ${file} without a language`, () => {
    for (const each of casesOf(file)) {
      if (each.refuse !== null || each.needsLanguage) continue;
      it(`${each.id}: the same`, () => {
        itReads({ ...each, languageId: 'plaintext' });
      });
    }
  });
}
