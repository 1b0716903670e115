/** Takes the pictures of the README anew: `npm run pictures`. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { PanelPage } from '../panel/panelPage.ts';
import { launchBrowser } from './browser.ts';
import { projectFolder } from './folders.ts';
import { VSCodeWindows } from './windows.ts';

const text = `import torch
import torch.nn.functional as F

logits = torch.tensor([
    [ 2.31, -0.42,  1.05, -1.60],
    [-1.20,  0.70,  3.40,  0.15],
    [ 0.90,  2.10,  1.95, -0.30],
    [ 4.00, -2.50,  0.00,  1.25],
    [-0.75,  0.05, -1.10,  0.35],
])
labels = torch.tensor([0, 2, 2, 0, 3])

loss = F.cross_entropy(logits, labels, reduction="sum")
`;
const from = '[\n    [ 2.31';
const to = '0.35],\n]';
const array = text.slice(text.indexOf(from), text.indexOf(to) + to.length);

/** Of the pictures of the panel alone, in pixels, and what they show around their parts. */
const width = 720;
const margin = 4;

const themes = ['light', 'dark'] as const;

const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'multiple',
  'editor.minimap.enabled': false,
};

await pictureEditor();
await picturePanel();

/** The panel beside the document, in a real VS Code. */
async function pictureEditor(): Promise<void> {
  const windows = await VSCodeWindows.start();
  try {
    for (const theme of themes) {
      const window = await windows.openWindow({ files: { 'evaluate.py': text }, settings, theme });
      await window.page.setViewportSize({ width: 1180, height: 690 });
      await window.page.keyboard.press('Control+B');
      await window.select(array);
      await window.runCommand('Softmax Lens: Evaluate Selection');
      await window.panel.getByRole('status').filter({ hasText: 'Loss' }).waitFor();
      await window.page.mouse.move(300, 400);
      // Until the rows are drawn and the palette has faded.
      await window.panel.getByRole('rowheader').first().waitFor();
      await window.page.waitForTimeout(1000);
      const clip = { x: 0, y: 34, width: 1180, height: 600 };
      await window.page.screenshot({ path: pathOf('panel', theme), clip });
      await windows.closeAll();
    }
  } finally {
    await windows.stop();
  }
}

/** Parts of the panel alone. */
async function picturePanel(): Promise<void> {
  const browser = await launchBrowser();
  for (const theme of themes) {
    const panel = await PanelPage.open(browser, { theme, width, height: 900 });
    const { page } = panel;
    const take = async (name: string, ...parts: readonly Locator[]): Promise<void> => {
      await panel.settled();
      await page.mouse.move(0, 0);
      const scrolled = await page.evaluate(() => scrollY);
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      const tops = boxes.map((box) => box?.y ?? 0);
      const bottoms = boxes.map((box) => (box?.y ?? 0) + (box?.height ?? 0));
      const y = Math.min(...tops) + scrolled - margin;
      const height = Math.max(...bottoms) + scrolled - y + margin;
      await page.screenshot({
        path: pathOf(name, theme),
        clip: { x: 0, y, width, height },
        fullPage: true,
      });
    };
    const section = (title: string): Locator => page.getByRole('group', { name: title });

    await panel.showDocument(batchText(1.4));
    await page.getByRole('button', { name: 'Worst first' }).click();
    await take('grid', page.getByRole('radiogroup'), page.getByRole('grid', { name: 'Rows' }));

    const slider = (index: number): Locator =>
      page.getByRole('slider', { name: `Logit of class ${index}`, exact: true });
    await slider(1).press('ArrowLeft');
    await slider(6).fill('1.5');
    // The headline follows when the batch has.
    await page.getByText('with 2 changes tried out').waitFor();
    await take('what-if', page.getByRole('region', { name: /^Row/ }));
    await page.getByRole('button', { name: 'Reset all' }).click();

    await panel.toggle('The batch');
    await page.getByRole('heading', { name: 'Reliability' }).waitFor();
    await take('batch', section('The batch'));
    await panel.toggle('The batch');

    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await panel.showDocument(batchText(1.1));
    await page.getByText('predictions flipped').waitFor();
    await take('compare', section('Compared with'));

    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await panel.showDocument(text);
    await page.getByRole('heading', { name: /step by step/ }).click();
    await page.getByRole('region', { name: /^Steps of row/ }).waitFor();
    await take('steps', section('step by step'));
    if (panel.problems.length > 0) throw new Error(panel.problems.join('\n'));
    await panel.close();
  }
  await browser.close();
}

function pathOf(name: string, theme: string): string {
  return join(projectFolder, `media/readme/${name}-${theme}.png`);
}

/** A batch as a classifier might give it. The same numbers at every run (Numerical Recipes' generator). */
function batchText(noise: number): string {
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const targets = Array.from({ length: 48 }, () => Math.floor(10 * random()));
  const rows = targets.map((target) => {
    const logits = Array.from({ length: 10 }, (_, index) => {
      const bell = random() + random() + random() - 1.5;
      return (2 * noise * bell + (index === target ? 2.4 : 0)).toFixed(3);
    });
    return `[${logits.join(', ')}]`;
  });
  return `logits = [${rows.join(',\n')}]\nlabels = [${targets.join(', ')}]\n`;
}
