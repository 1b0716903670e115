import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { PanelState } from '../../src/protocol/panel.ts';
import { launchBrowser } from '../vscode/browser.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { PanelPage, type PanelOptions } from './panelPage.ts';
import { evaluated } from './states.ts';
import type { TableName } from './tables.ts';

let browser: Browser | undefined;
const opened: PanelPage[] = [];
/** Pages that tests are done with. */
const idle: PanelPage[] = [];

after(async () => {
  await browser?.close();
  browser = undefined;
});

afterEach(async function () {
  const problems = opened.flatMap((panel) => panel.problems);
  // In the page of a failed test a button of the mouse may still be down.
  const isReusable = this.currentTest?.state === 'passed' && problems.length === 0;
  for (const panel of opened.splice(0)) {
    if (!isReusable || panel.zoom !== 1) await panel.close();
    else if (!panel.page.isClosed()) idle.push(panel);
  }
  assert.deepEqual(problems, []);
});

/** Opens an empty panel. It is closed after the test, which fails if anything went wrong in the page. */
export async function openPanel(options: PanelOptions = {}): Promise<PanelPage> {
  browser ??= await launchBrowser();
  const used = options.zoom === undefined ? idle.pop() : undefined;
  await used?.load(options);
  const panel = used ?? (await PanelPage.open(browser, options));
  opened.push(panel);
  return panel;
}

/** Opens a panel that shows the result of a table. */
export async function openResult(
  table: TableName,
  changes: Partial<PanelState> = {},
  options?: PanelOptions,
): Promise<PanelPage> {
  const panel = await openPanel(options);
  await panel.show(evaluated(table, changes), table);
  await panel.settled();
  return panel;
}

/** Opens a panel that shows what comes of a document. */
export async function openDocument(
  text: string,
  settings: Partial<Settings> = {},
  options?: PanelOptions,
): Promise<PanelPage> {
  const panel = await openPanel(options);
  await panel.showDocument(text, settings);
  await panel.settled();
  return panel;
}
