import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cleanUpAtExit, collectOutput, killTree, run, startInBackground } from './processes.ts';
import { provision } from './provision.ts';

export const vscodeVersion = '1.139.1';

/** The release of the npm package that carries the server of that VS Code. */
const serverPackage = 'code-server@4.139.1';

/** VS Code settings by their full name, as in a user's settings.json. */
export type Settings = Record<string, unknown>;

/** Keep the window to what a test, or a person who tries the extension, came for. */
const userSettings: Settings = {
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // A window whose address names a file would otherwise open that file alone when it is reloaded.
  'window.restoreWindows': 'preserve',
};

/** @returns the folder of the VS Code server, which comes from npm. */
async function provisionServer(): Promise<string> {
  return provision(`vscode-server-${vscodeVersion}`, async (folder) => {
    console.log(`  npm pack ${serverPackage}`);
    await run('npm', ['pack', serverPackage], folder);
    const [archive] = await readdir(folder);
    if (archive === undefined) throw new Error(`npm packed no archive of ${serverPackage}`);
    await run('tar', ['-xzf', archive, 'package/lib/vscode'], folder);
    await rm(join(folder, archive));

    console.log('  npm install of its dependencies');
    const server = join(folder, 'package/lib/vscode');
    // Scripts would compile native modules, which need a compiler. The server runs without them: it
    // logs that they are missing and goes on.
    await run(
      'npm',
      ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
      server,
    );
    for (const entry of await readdir(server))
      await rename(join(server, entry), join(folder, entry));
    await rm(join(folder, 'package'), { recursive: true });
  });
}

/** The path of a socket is limited to about 100 characters, of which macOS's own folder takes half. */
const shortTemporaryFolder = process.platform === 'darwin' ? '/tmp' : tmpdir();

/** What a window of VS Code opens with. All paths are absolute. */
export interface WindowContents {
  folder: string;
  extensionDevelopmentPath: string;
  extensionTestsPath?: string;
  openFile?: string;
}

/** A running VS Code server with data folders of its own, which go when it stops. */
export class ServedVSCode {
  readonly #origin: URL;
  readonly #dataFolder: string;
  readonly #stop: () => void;

  private constructor(origin: URL, dataFolder: string, stop: () => void) {
    this.#origin = origin;
    this.#dataFolder = dataFolder;
    this.#stop = stop;
  }

  static async start(): Promise<ServedVSCode> {
    const server = await provisionServer();
    const dataFolder = mkdtempSync(join(shortTemporaryFolder, 'softmax-lens-'));
    cleanUpAtExit(() => {
      rmSync(dataFolder, { recursive: true, force: true });
    });
    await writeSettingsFile(join(dataFolder, 'data/User'), userSettings);
    const child = startInBackground(
      process.execPath,
      [
        'out/server-main.js',
        ...['--host', '127.0.0.1', '--port', '0'],
        ...['--server-data-dir', dataFolder, '--extensions-dir', join(dataFolder, 'extensions')],
        '--without-connection-token',
        '--accept-server-license-terms',
        '--disable-workspace-trust',
        ...['--telemetry-level', 'off'],
        // It is this option that makes the server honour the extension paths in a window's address.
        '--enable-smoke-test-driver',
      ],
      {
        cwd: server,
        env: {
          ...process.env,
          // No marketplace, so that a window never reaches for the network.
          EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":""}',
          // The server leaves its sockets behind: let them go with the data folder.
          TMPDIR: dataFolder,
          XDG_RUNTIME_DIR: dataFolder,
        },
      },
    );
    const output = collectOutput(child);
    const stop = (): void => {
      killTree(child);
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    };
    for (let waited = 0; ; waited += 50) {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (port !== undefined) {
        return new ServedVSCode(new URL(`http://127.0.0.1:${port}`), dataFolder, stop);
      }
      if (child.exitCode !== null || waited > 60_000) {
        stop();
        throw new Error(`The VS Code server did not start:\n${output()}`);
      }
      await setTimeout(50);
    }
  }

  /** Replaces the settings of the server's machine, which open windows follow at once. */
  async writeSettings(settings: Settings): Promise<void> {
    await writeSettingsFile(join(this.#dataFolder, 'data/Machine'), settings);
  }

  /** @returns the address at which a browser finds a window with these contents. */
  address({ folder, ...paths }: WindowContents): string {
    const remote = Object.entries(paths).map(([name, path]) => [
      name,
      `vscode-remote://${this.#origin.host}${path}`,
    ]);
    const address = new URL(this.#origin);
    address.searchParams.set('folder', folder);
    address.searchParams.set('payload', JSON.stringify([...remote, ['skipWelcome', 'true']]));
    return address.href;
  }

  stop(): void {
    this.#stop();
  }
}

async function writeSettingsFile(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
}
