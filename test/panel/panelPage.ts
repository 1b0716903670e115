import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Cell } from '../../src/protocol/compute.ts';
import type { PanelState } from '../../src/protocol/panel.ts';
import { defaultSettings, type Settings } from '../../src/protocol/schemas.ts';
import type { Action } from '../../src/protocol/takeAway.ts';
import type { FakeHost } from './fakeHost.ts';
import type { TableName } from './tables.ts';

/** VS Code's default themes. themes.json has the variables that VS Code 1.139.1 sets in a webview under each. */
export const themeNames = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;
export type Theme = (typeof themeNames)[number];

interface ThemeInWebview {
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const themes = JSON.parse(readFileSync(join(import.meta.dirname, 'themes.json'), 'utf8')) as Record<
  Theme,
  ThemeInWebview
>;

declare const fakeHost: FakeHost;

const origin = 'https://panel.test';
/** Lets the compute thread have memory that it shares with its machine code. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const projectFolder = join(import.meta.dirname, '../..');

let bundles: Promise<Map<string, string>> | undefined;

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** How much of the window's zoom; 2 is 200 %. */
  readonly zoom?: number;
  /** What an earlier run of the panel has asked VS Code to keep. */
  readonly kept?: unknown;
}

/** The built panel in a page like VS Code's webview, with a fake extension behind it. */
export class PanelPage {
  readonly page: Page;
  /** What went wrong in the page: errors thrown, files refused, violations of its security policy. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  static async open(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 720, height = 900, zoom = 1, kept } = options;
    const files = await (bundles ??= bundleAll());
    const contextOptions: BrowserContextOptions = {
      // Zoom makes CSS pixels larger, and fewer of them fit into the same window.
      viewport: { width: Math.floor(width / zoom), height: Math.floor(height / zoom) },
      deviceScaleFactor: zoom,
      permissions: ['clipboard-read'],
    };
    const page = await browser.newPage(contextOptions);
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const body = pathname === '/' ? html(kept) : (files.get(pathname) ?? '');
      await route.fulfill({
        body,
        headers: { 'content-type': contentType(pathname), ...isolation },
      });
    });
    const panel = new PanelPage(page);
    await page.goto(origin);
    await panel.setTheme(theme);
    return panel;
  }

  async show(state: PanelState, table?: TableName): Promise<void> {
    await this.page.evaluate(
      ([state, table]) => {
        if (table) fakeHost.showTable(table, state);
        else fakeHost.show(state);
      },
      [state, table] as const,
    );
  }

  /** Has a document evaluated, and shows what comes of it. */
  async showDocument(text: string, settings: Partial<Settings> = {}): Promise<void> {
    await this.page.evaluate(([text, settings]) => fakeHost.showDocument(text, settings), [
      text,
      { ...defaultSettings, ...settings },
    ] as const);
  }

  /** Waits until the panel has drawn all that it was told to show. */
  async settled(): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: /./ }).waitFor();
    const shown = await this.page.evaluate(() => fakeHost.shown);
    if (shown === null) throw new Error('Nothing has been shown.');
    if (shown.progress !== null) await this.page.getByRole('progressbar').waitFor();
    if (shown.result === null) return;
    await this.page.getByRole('gridcell').first().waitFor();
    await this.page.getByRole('table').getByRole('row').nth(1).waitFor();
    await this.page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  }

  /** Changes the theme as VS Code does: while the panel is open. */
  async setTheme(theme: Theme): Promise<void> {
    await this.page.evaluate(({ bodyClass, variables }) => {
      document.documentElement.removeAttribute('style');
      document.body.className = bodyClass;
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
    }, themes[theme]);
  }

  /** The parameters of the messages of one name that the panel has sent. */
  async received(name: string): Promise<object[]> {
    const all = await this.page.evaluate(() => fakeHost.received);
    return all.filter(([received]) => received === name).map(([, params]) => params);
  }

  /** Waits for the messages of one name, and checks that they are these. */
  async assertReceived(name: string, expected: object[]): Promise<void> {
    await this.page.waitForFunction(
      ([name, count]) => fakeHost.received.filter(([n]) => n === name).length >= count,
      [name, expected.length] as const,
    );
    assert.deepEqual(await this.received(name), expected);
  }

  /** Opens a section, or closes it. */
  async toggle(title: string): Promise<void> {
    await this.page.getByRole('heading', { name: title }).click();
  }

  /** Runs a command of VS Code on what the panel shows. */
  async act(action: Action): Promise<void> {
    await this.page.evaluate((action) => fakeHost.act(action), action);
  }

  /** Holds back the answers to what the panel asks during one thing, until after another. */
  async whileHeld(asking: () => Promise<void>, meanwhile?: () => Promise<void>): Promise<void> {
    await this.page.evaluate(() => fakeHost.hold());
    await asking();
    await this.page.evaluate(() => fakeHost.letPass());
    await meanwhile?.();
    await this.page.evaluate(() => fakeHost.release());
  }

  /** Holds back the answers to one question until `release`. */
  async hold(name: string): Promise<void> {
    await this.page.evaluate((name) => fakeHost.hold(name), name);
  }

  async release(): Promise<void> {
    await this.page.evaluate(() => fakeHost.release());
  }

  /** Tells the panel that the cursor is in the literal of a cell. */
  async moveCursorInto(cell: Cell): Promise<void> {
    await this.page.evaluate((cell) => fakeHost.moveCursorInto(cell), cell);
  }

  /** Tells the panel how far its latest request of a name has come. */
  async report(name: string, fraction: number): Promise<void> {
    await this.page.evaluate(([name, fraction]) => fakeHost.report.get(name)?.(fraction), [
      name,
      fraction,
    ] as const);
  }

  /** What the panel has had copied last. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => fakeHost.clipboard);
  }

  async cancelled(): Promise<string[]> {
    return this.page.evaluate(() => fakeHost.cancelled);
  }

  async kept(): Promise<unknown> {
    return this.page.evaluate(() => fakeHost.kept);
  }

  /** How often the panel has asked VS Code to keep something. */
  async timesKept(): Promise<number> {
    return this.page.evaluate(() => fakeHost.timesKept);
  }

  async failRequests(failure: string | null): Promise<void> {
    await this.page.evaluate((failure) => {
      fakeHost.failure = failure;
    }, failure);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

async function bundleAll(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(projectFolder, 'src/panel/main.ts'), out: 'panel' },
      { in: join(projectFolder, 'src/panel/panel.css'), out: 'panel' },
      { in: join(import.meta.dirname, 'fakeHost.ts'), out: 'fakeHost' },
      { in: join(import.meta.dirname, 'computeWorker.ts'), out: 'computeWorker' },
    ],
    loader: { '.svg': 'dataurl' },
    bundle: true,
    format: 'iife',
    outdir: '/',
    write: false,
    minify: true,
    conditions: ['production'],
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.js')) return 'text/javascript';
  return pathname.endsWith('.css') ? 'text/css' : 'text/html';
}

/** The page that the extension gives to the webview, in the dress that VS Code puts on it. */
function html(kept: unknown): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${origin} data:;
  style-src ${origin} 'unsafe-inline'; script-src 'nonce-test'; worker-src ${origin}">
<title>Softmax Lens</title>
<style>
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { margin: 0; padding: 0 20px; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
  code { padding: 1px 3px; color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); }
}
</style>
<link rel="stylesheet" href="panel.css">
<script nonce="test">var keptState = ${JSON.stringify(kept ?? null)}</script>
<script nonce="test" src="fakeHost.js"></script>
</head>
<body>
<softmax-lens-panel></softmax-lens-panel>
<script nonce="test" src="panel.js"></script>
</body>
</html>`;
}
