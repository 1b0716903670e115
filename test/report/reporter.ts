import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { reporters } from 'mocha';
import type { MochaOptions, Runner } from 'mocha';

/** What a suite leaves behind for the sum over all suites. */
export interface SuiteResult {
  passed: number;
  /** The full titles of the tests that failed, each with the beginning of what the error says. */
  failed: string[];
}

/** Mocha's `spec` reporter, which also writes how many tests passed, and which failed, to a file. */
export default class FileReporter extends reporters.Spec {
  /** @param options `reporterOptions.output` is the path of the file. */
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const { output } = options.reporterOptions as { output: string };
    runner.once('end', () => {
      const result: SuiteResult = {
        passed: this.stats.passes,
        failed: this.failures.map((test) =>
          `${test.fullTitle()}\n${test.err?.stack ?? ''}`.slice(0, 2000),
        ),
      };
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, JSON.stringify(result));
    });
  }
}
