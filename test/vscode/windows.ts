import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { projectFolder } from './folders.ts';
import { cleanUpAtExit } from './processes.ts';
import { ServedVSCode, vscodeVersion } from './servedVSCode.ts';
import type { Settings } from './servedVSCode.ts';
import { VSCodeWindow } from './window.ts';
import type { Theme } from './window.ts';

export interface WindowOptions {
  /** The files of the folder that the window opens, by name. The first one is opened. */
  files: Record<string, string>;
  settings?: Settings;
  theme?: Theme;
}

/** One served VS Code and one browser, in which windows open, each with a folder of its own. */
export class VSCodeWindows {
  readonly #served: ServedVSCode;
  readonly #browser: Browser;
  readonly #extension: string;
  #open: VSCodeWindow[] = [];

  private constructor(served: ServedVSCode, browser: Browser, extension: string) {
    this.#served = served;
    this.#browser = browser;
    this.#extension = extension;
  }

  /** @param extension the folder of the extension that the windows run. */
  static async start(extension = projectFolder): Promise<VSCodeWindows> {
    const served = await ServedVSCode.start();
    console.log(`Using the served VS Code ${vscodeVersion}`);
    return new VSCodeWindows(served, await launchBrowser(), extension);
  }

  get open(): readonly VSCodeWindow[] {
    return this.#open;
  }

  async openWindow({
    files,
    settings = {},
    theme = 'light',
  }: WindowOptions): Promise<VSCodeWindow> {
    const temporaryFolder = mkdtempSync(join(tmpdir(), 'softmax-lens-window-'));
    cleanUpAtExit(() => {
      rmSync(temporaryFolder, { recursive: true, force: true });
    });
    // Its name stands in the window's title.
    const folder = join(temporaryFolder, 'logits');
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const [firstFile] = Object.keys(files);
    if (firstFile === undefined) throw new Error('A window needs at least one file.');

    // A context of its own gives the window a browser storage of its own.
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const window = new VSCodeWindow(page, folder, this.#served, settings);
    this.#open.push(window);
    await this.#served.writeSettings(settings);
    await page.goto(
      this.#served.address({
        folder,
        extensionDevelopmentPath: this.#extension,
        openFile: join(folder, firstFile),
      }),
    );
    await window.waitUntilReady();
    await window.setTheme(theme);
    return window;
  }

  async closeAll(): Promise<void> {
    const closing = this.#open.map((window) => window.page.context().close());
    this.#open = [];
    await Promise.all(closing);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#served.stop();
  }
}
