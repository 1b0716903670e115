/**
 * How fast arrays are read, in megabytes of text a second, beside JSON.parse with flattening. Run
 * with `node test/bench/reading.ts`. The texts take turns, so that a busy machine slows all alike.
 */
import { runToEnd } from '../../src/core/job.ts';
import { readText } from '../../src/core/reading/reader.ts';

const rows = 20_000;
const columns = 10;
const rounds = 15;

/** The same numbers at every run (Numerical Recipes' linear congruential generator). */
function* randomNumbers(): Generator<number, never> {
  for (let state = 1; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield (state / 2 ** 32 - 0.5) * 20;
  }
}

const random = randomNumbers();
const matrix = Array.from({ length: rows }, () =>
  Array.from({ length: columns }, () => random.next().value),
);
const short = matrix.map((row) => row.map((value) => value.toFixed(4)));
const json = JSON.stringify(matrix);
const shortJson = `[${short.map((row) => `[${row.join(', ')}]`).join(',\n')}]`;

function reading(text: string): () => number {
  return () => runToEnd(readText(text)).logits.values.length;
}

function parsing(text: string): () => number {
  return () => Float64Array.from((JSON.parse(text) as number[][]).flat()).length;
}

const table = short.map((row) => row.join(',')).join('\n');
const print = `[${short.map((row) => `[${row.map((cell) => cell.padStart(8)).join(' ')}]`).join('\n ')}]`;
const contenders: readonly (readonly [name: string, text: string, run: () => number])[] = [
  ['JSON, 17 digits', json, reading(json)],
  ['JSON, 17 digits, JSON.parse', json, parsing(json)],
  ['JSON, 4 decimals', shortJson, reading(shortJson)],
  ['JSON, 4 decimals, JSON.parse', shortJson, parsing(shortJson)],
  ['NumPy print', print, reading(print)],
  ['CSV', table, reading(table)],
];

const times = contenders.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  contenders.forEach(([name, , run], index) => {
    const begin = performance.now();
    if (run() !== rows * columns) throw new Error(`${name} was not read completely`);
    times[index]!.push(performance.now() - begin);
  });
}

contenders.forEach(([name, text], index) => {
  const sorted = times[index]!.sort((one, other) => one - other);
  const median = sorted[Math.floor(rounds / 2)]!;
  const speed = text.length / median / 1000;
  console.log(
    `${name.padEnd(30)} ${(text.length / 1e6).toFixed(1)} MB  ${speed.toFixed(0).padStart(4)} MB/s  (median of ${rounds}, ${sorted[0]!.toFixed(1)} to ${sorted.at(-1)!.toFixed(1)} ms)`,
  );
});
