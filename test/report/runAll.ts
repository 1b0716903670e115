/**
 * Runs the npm scripts named on its command line, all of them even when one fails: the first one alone,
 * whose products the others need, and then two at a time, so that those that take longest are best named
 * first. The output of each comes in one piece, when it has ended. Lists what failed and why, and prints as
 * its last line how many tests passed and failed over all suites.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SuiteResult } from './reporter.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const resultsFolder = join(projectFolder, 'out/test-results');
let passed = 0;
const failed: string[] = [];

rmSync(resultsFolder, { recursive: true, force: true });
const [first, ...others] = process.argv.slice(2);
if (first === undefined) throw new Error('Which scripts? None was named.');
await run(first);
const waiting = others.values();
await Promise.all([runThrough(waiting), runThrough(waiting)]);

if (failed.length > 0) console.log(`\nFailed:\n\n${failed.join('\n\n')}`);
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function runThrough(scripts: Iterable<string>): Promise<void> {
  for (const script of scripts) await run(script);
}

async function run(script: string): Promise<void> {
  const start = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`\n> npm run ${script} (${seconds} s)\n${output}`);

  const result = resultOf(script);
  passed += result.passed;
  failed.push(...result.failed.map((failure) => `${script}: ${failure}`));
  // Beside a failed test there are a linter that finds something, and a suite that crashes.
  if (status !== 0 && result.failed.length === 0) failed.push(script);
}

/** @returns what a suite, `test:<name>`, has left in `<name>.json`. */
function resultOf(script: string): SuiteResult {
  const file = join(resultsFolder, `${script.replace('test:', '')}.json`);
  if (!existsSync(file)) return { passed: 0, failed: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as SuiteResult;
}
