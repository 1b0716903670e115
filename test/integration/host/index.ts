/** The entry that VS Code calls in its extension host, bundled beside the tests that it runs. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import FileReporter from '../../report/reporter.ts';

/**
 * @param entry the path of the bundled form of this file, as given to VS Code. The environment variable
 * `TEST_RESULT` is the path of the file for the suite's result.
 */
export async function run(entry: string): Promise<void> {
  const folder = dirname(entry);
  // Imported, not bundled: mocha loads parts of itself by path.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    timeout: 60_000,
    reporter: FileReporter,
    reporterOptions: { output: process.env.TEST_RESULT },
  });
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`Tests failed in the extension host: ${failures}`);
}
