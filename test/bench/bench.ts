/**
 * `npm run bench [-- [--quick] [loss] [reading] [thread]]`: times Softmax Lens beside its peers, prints
 * tables, and writes them, and all figures, to `out/bench`. See docs/performance.md.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { lossContenders, pythonContenders } from './loss/contenders.ts';
import { measureLoss } from './loss/measure.ts';
import type { Shape } from './loss/problem.ts';
import type { Effort } from './measurement/interleave.ts';
import { startContenders } from './measurement/start.ts';
import { measureReading, readingContenders } from './reading/measure.ts';
import { misreadToken } from './reading/tokens.ts';
import { reportOf } from './report.ts';
import type { ReadingResults, Results } from './results.ts';
import { measureThread } from './worker/measure.ts';

const { values: flags, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wants = (part: string) => positionals.length === 0 || positionals.includes(part);

/** What is measured, and how thoroughly. */
interface Plan {
  readonly shapes: readonly Shape[];
  readonly effort: Effort;
  readonly rowsOfText: number;
  readonly tokens: number;
  readonly documentMegabytes: readonly number[];
  readonly repeats: number;
}

const full: Plan = {
  shapes: [
    { rows: 1, classes: 10 },
    { rows: 64, classes: 10 },
    { rows: 100_000, classes: 10 },
    { rows: 1024, classes: 1000 },
    { rows: 10_000, classes: 1000 },
    { rows: 32, classes: 50_257 },
    { rows: 32, classes: 151_936 },
    { rows: 1, classes: 1_000_000 },
  ],
  effort: { rounds: 11, batchSeconds: 0.1, warmUpSeconds: 0.3 },
  rowsOfText: 100_000,
  tokens: 1_000_000,
  documentMegabytes: [1, 10, 50],
  repeats: 9,
};

/** Enough to see that everything works; its figures say little. */
const quick: Plan = {
  shapes: [
    { rows: 64, classes: 10 },
    { rows: 8, classes: 50_257 },
  ],
  effort: { rounds: 3, batchSeconds: 0.01, warmUpSeconds: 0.03 },
  rowsOfText: 2000,
  tokens: 10_000,
  documentMegabytes: [1],
  repeats: 3,
};

const plan = flags.quick ? quick : full;
const python = process.env.SOFTMAX_LENS_PYTHON;
const folder = await mkdtemp(join(tmpdir(), 'softmax-lens-bench-'));
const missing: string[] = [];
const say = (line: string) => console.error(line);

try {
  const results: Results = {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`,
    ...(wants('loss') && { loss: await loss() }),
    ...(wants('reading') && { reading: await reading() }),
    ...(wants('thread') && {
      thread: await measureThread(plan.documentMegabytes, plan.repeats, say),
    }),
    missing,
  };
  const report = reportOf(results);
  const output = resolve(import.meta.dirname, '../../out/bench');
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'results.json'), JSON.stringify(results, undefined, 2));
  await writeFile(join(output, 'report.md'), report);
  console.log(report);
} finally {
  await rm(folder, { recursive: true });
}

async function loss() {
  if (python === undefined)
    missing.push('NumPy, PyTorch, JAX: SOFTMAX_LENS_PYTHON names no Python');
  const contenders = [...lossContenders, ...(python === undefined ? [] : pythonContenders(python))];
  const { started, missing: absent } = await startContenders(contenders);
  missing.push(...absent);
  const cases = await measureLoss(started, plan.shapes, plan.effort, folder, say);
  for (const { process } of started) await process.end();
  return cases;
}

async function reading(): Promise<ReadingResults> {
  const { started, missing: absent } = await startContenders(readingContenders);
  missing.push(...absent);
  const cases = await measureReading(started, plan.rowsOfText, plan.effort, folder, say);
  for (const { process } of started) await process.end();
  say(`reading, ${plan.tokens} random tokens`);
  return { cases, tokens: plan.tokens, misread: misreadToken(plan.tokens) ?? null };
}
