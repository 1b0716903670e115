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

after(async () => {
  await browser?.close();
  browser = undefined;
});

afterEach(async () => {
  const problems = opened.flatMap((panel) => panel.problems);
  for (const panel of opened.splice(0)) await panel.close();
  assert.deepEqual(problems, []);
});

/** Opens an empty panel. It is closed after the test, which fails if anything went wrong in the page. */
export async function openPanel(options?: PanelOptions): Promise<PanelPage> {
  browser ??= await launchBrowser();
  const panel = await PanelPage.open(browser, options);
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
