import type { Contender } from '../measurement/serve.ts';
import { type NotationName, type ReadingProblem, readText } from './problem.ts';

type Read = (text: string) => Float64Array;

/** A contender for texts in the notations that it has a function for. */
export function textContender(
  version: string,
  readers: Readonly<Partial<Record<NotationName, Read>>>,
): Contender<ReadingProblem> {
  let text: string;
  let read: Read;
  let values: Float64Array;
  return {
    version,
    async load(problem) {
      const reader = readers[problem.notation];
      if (!reader) throw new Error(`It reads no ${problem.notation}.`);
      read = reader;
      text = await readText(problem);
    },
    run() {
      values = read(text);
    },
    answer: () => ({ values }),
  };
}

/** Rows of numbers into one array, as doubles. */
export function flatten(rows: readonly (readonly number[])[]): Float64Array {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  let at = 0;
  for (const row of rows) {
    for (const value of row) values[at++] = value;
  }
  return values;
}
