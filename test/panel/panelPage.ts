import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Cell } from '../../src/protocol/compute.ts';
import type { PanelState } from '../../src/protocol/panel.ts';
import { defaultSettings, type Settings } from '../../src/protocol/schemas.ts';
import type { Action } from '../../src/protocol/takeAway.ts';
import type { FakeHost } from './fakeHost.ts';
import { servePanel } from './panelServer.ts';
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
  readonly zoom: number;
  /** What went wrong in the page: errors thrown, files refused, violations of its security policy. */
  readonly problems: string[] = [];

  private constructor(page: Page, zoom: number) {
    this.page = page;
    this.zoom = zoom;
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  static async open(browser: Browser, options: PanelOptions = {}): Promise<PanelPage> {
    const { zoom = 1 } = options;
    const page = await browser.newPage({
      deviceScaleFactor: zoom,
      permissions: ['clipboard-read'],
    });
    const panel = new PanelPage(page, zoom);
    await panel.load(options);
    return panel;
  }

  /** Loads an empty panel, at the zoom of the page. Of the one before it nothing is left. */
  async load(options: Omit<PanelOptions, 'zoom'>): Promise<void> {
    const { theme = 'dark', width = 720, height = 900, kept = null } = options;
    // Zoom makes CSS pixels larger, and fewer of them fit into the same window.
    await this.page.setViewportSize({
      width: Math.floor(width / this.zoom),
      height: Math.floor(height / this.zoom),
    });
    await this.page.mouse.move(0, 0);
    this.problems.length = 0;
    const address = new URL(await servePanel());
    address.searchParams.set('kept', JSON.stringify(kept));
    await this.page.goto(address.href);
    await this.setTheme(theme);
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
    await this.page.evaluate(async () => {
      const { shown } = fakeHost;
      if (shown === null) throw new Error('Nothing has been shown.');
      const has = (selector: string): boolean => document.querySelector(selector) !== null;
      const isDrawn = (): boolean => {
        const status = document.querySelector('[role=status]')?.textContent.trim() ?? '';
        if (status === '') return false;
        if (shown.progress !== null && !has('vscode-progress-bar')) return false;
        if (shown.result === null) return true;
        const hasClasses = document.querySelectorAll('[role=table] [role=row]').length > 1;
        return has('[role=gridcell]') && hasClasses && !has('[aria-busy=true]');
      };
      // What is drawn first is measured, and drawn anew in the next frame.
      for (let frames = 0; frames < 3; frames = isDrawn() ? frames + 1 : 0) {
        await new Promise(requestAnimationFrame);
      }
    });
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
