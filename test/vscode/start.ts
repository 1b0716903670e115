/** Opens the extension, as built, in a real VS Code on a copy of the samples: desktop, else served. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './folders.ts';
import { ServedVSCode, vscodeVersion } from './servedVSCode.ts';

const samples = join(projectFolder, 'out/samples');
rmSync(samples, { recursive: true, force: true });
cpSync(join(projectFolder, 'test/samples'), samples, { recursive: true });
const [firstSample] = readdirSync(samples).sort();
if (firstSample === undefined) throw new Error('There are no samples.');
const openFile = join(samples, firstSample);

if (process.env.SOFTMAX_LENS_VSCODE === 'served' || !openDesktop()) await serve();

/** @returns whether desktop VS Code is installed and opened a window. */
function openDesktop(): boolean {
  const { status } = spawnSync(
    'code',
    ['--new-window', `--extensionDevelopmentPath=${projectFolder}`, samples, openFile],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status === 0) console.log('Softmax Lens is open in a new window of VS Code.');
  return status === 0;
}

async function serve(): Promise<void> {
  const served = await ServedVSCode.start();
  const address = served.address({
    folder: samples,
    extensionDevelopmentPath: projectFolder,
    openFile,
  });
  console.log(`VS Code ${vscodeVersion} with Softmax Lens is served at\n\n  ${address}\n`);
  console.log('Open this address in a browser. Ctrl+C ends it.');
  // The server's pipes keep this process running until a signal or the server ends it.
}
