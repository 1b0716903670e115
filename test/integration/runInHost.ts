/** Runs the tests of `host/` in the extension host of a real VS Code: desktop, else served. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { desktopVSCode } from '../vscode/desktopVSCode.ts';
import { projectFolder } from '../vscode/folders.ts';
import { vscodeVersion } from '../vscode/servedVSCode.ts';

const bundleFolder = join(projectFolder, 'out/host-tests');
const result = join(projectFolder, 'out/test-results/host.json');
const launcher = join(projectFolder, 'test/vscode/launcher.ts');

rmSync(result, { force: true });
rmSync(bundleFolder, { recursive: true, force: true });
await build({
  entryPoints: [
    join(import.meta.dirname, 'host/index.ts'),
    join(import.meta.dirname, 'host/*.test.ts'),
  ],
  outdir: bundleFolder,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', 'mocha'],
});

const desktop = await desktopVSCode();
console.log(`Using ${desktop === undefined ? 'the served' : 'desktop'} VS Code ${vscodeVersion}`);
const temporaryFolder = mkdtempSync(join(tmpdir(), 'softmax-lens-host-'));
try {
  await runTests({
    vscodeExecutablePath: desktop ?? process.execPath,
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: join(bundleFolder, 'index.cjs'),
    launchArgs: [
      ...(desktop === undefined ? [launcher] : []),
      temporaryFolder,
      '--disable-extensions',
      `--user-data-dir=${join(temporaryFolder, 'user-data')}`,
    ],
    extensionTestsEnv: { TEST_RESULT: result },
  });
  // VS Code reports success when its extension host dies in the middle of the tests.
  if (!existsSync(result)) throw new Error('The extension host ended before its tests did.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(temporaryFolder, { recursive: true, force: true });
}
