/**
 * Runs the npm scripts named on its command line, all of them even when one fails, and prints as its
 * last line how many tests passed and failed over all suites.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SuiteResult } from './reporter.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const resultsFolder = join(projectFolder, 'out/test-results');
const failedScripts: string[] = [];
let failuresBesideTests = 0;

rmSync(resultsFolder, { recursive: true, force: true });
for (const script of process.argv.slice(2)) {
  console.log(`\n> npm run ${script}`);
  const failedBefore = sumOfResults().failed;
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: projectFolder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) continue;
  failedScripts.push(script);
  // A script that fails without a failed test (a linter, a suite that crashed) counts as one failure.
  if (sumOfResults().failed === failedBefore) failuresBesideTests += 1;
}

const { passed, failed } = sumOfResults();
if (failedScripts.length > 0) console.log(`\nFailed: ${failedScripts.join(', ')}`);
console.log(`\n${passed} passed, ${failed + failuresBesideTests} failed`);
process.exitCode = failedScripts.length > 0 ? 1 : 0;

function sumOfResults(): SuiteResult {
  const files = existsSync(resultsFolder) ? readdirSync(resultsFolder) : [];
  const results = files.map(
    (file) => JSON.parse(readFileSync(join(resultsFolder, file), 'utf8')) as SuiteResult,
  );
  return {
    passed: results.reduce((sum, result) => sum + result.passed, 0),
    failed: results.reduce((sum, result) => sum + result.failed, 0),
  };
}
