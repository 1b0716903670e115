import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ArrangementQuery, RowFilter } from '../../src/protocol/compute.ts';
import { allIgnored, plain } from './documents.ts';
import type { FakeHost } from './fakeHost.ts';
import { openDocument } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';

declare const fakeHost: FakeHost;

/** The rows of class 0 are right, and rather surely; those of class 1 are taken for 0; class 2 is half right. */
const confused = `logits = [[3, 0, 0], [3, 0, 0], [2, 1, 0], [2, 1, 0], [0, 0, 1], [1, 0, 0]]
targets = [0, 0, 1, 1, 2, 2]
`;

async function openBatch(document: string): Promise<PanelPage> {
  const panel = await openDocument(document);
  await panel.toggle('The batch');
  await panel.page.getByRole('term').first().waitFor();
  return panel;
}

async function measure(page: Page, name: string | RegExp): Promise<string> {
  return page.getByRole('term').filter({ hasText: name }).locator('+ dd').innerText();
}

/** Waits until the rows of the grid were last asked for with a filter. */
async function assertFiltered(panel: PanelPage, filter: RowFilter): Promise<void> {
  await panel.page.waitForFunction((filter) => {
    const last = fakeHost.received.findLast(([name]) => name === 'arrangeRows')?.[1];
    return JSON.stringify((last as ArrangementQuery | undefined)?.arrangement.filter) === filter;
  }, JSON.stringify(filter));
}

/** Waits until one row is left in the grid, beside its header. */
async function assertOneRow(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Rows' });
  await grid.and(page.locator('[aria-rowcount="2"]')).waitFor();
}

describe('the batch', () => {
  it('is measured in numbers', async () => {
    const { page } = await openBatch(plain);
    assert.equal(await measure(page, /^accuracy/), String(2 / 3));
    const loss = /([\d.]+) \(mean\)/.exec(await page.getByRole('status').innerText())![1];
    const perplexity = Number(await measure(page, 'perplexity'));
    assert.ok(Math.abs(perplexity / Math.exp(Number(loss)) - 1) < 1e-14);
    for (const name of ['calibration error', 'entropy', 'margin', 'confidence']) {
      assert.ok(Number(await measure(page, name)) > 0, name);
    }
  });

  it('counts a target among as many of the likeliest classes as one likes', async () => {
    const panel = await openBatch('logits = [[1, 2, 3, 4, 5, 6, 7]]\ntargets = [3]\n');
    const choice = panel.page.getByRole('combobox', { name: 'top-k accuracy' });
    assert.deepEqual(await choice.getByRole('option').allInnerTexts(), ['2', '3', '5']);
    assert.equal(await measure(panel.page, 'top-k'), '1');
    await choice.selectOption('3');
    assert.equal(await measure(panel.page, 'top-k'), '0');
    const again = await openDocument(plain, {}, { kept: await panel.kept() });
    assert.equal(await again.page.getByRole('combobox', { name: 'top-k' }).inputValue(), '3');
  });

  it('says what is not defined without class indices', async () => {
    const panel = await openBatch('logits = [[1, 2], [0, 2]]\n');
    const { page } = panel;
    await page.getByText('Losses need targets. Accuracy, perplexity').waitFor();
    assert.equal(await page.getByRole('figure').count(), 0);
    await panel.showDocument('logits = [[1, 2], [0, 2]]\ntargets = [[0.5, 0.5], [0, 1]]\n');
    await page.getByRole('figure').getByRole('heading', { name: 'Losses' }).waitFor();
    assert.equal(await page.getByRole('figure').count(), 1);
    await page.getByText('need class indices as targets').waitFor();
  });

  it('says when no row counts', async () => {
    const { page } = await openBatch(allIgnored);
    await page.getByText('2 rows are ignored.').waitFor();
    await page.getByText('No row counts').waitFor();
  });
});

describe('the histogram of losses', () => {
  it('has bars that show their rows in the grid, and all rows again', async () => {
    const panel = await openBatch('logits = [[0, 0], [0, 3], [0, 5]]\ntargets = [0, 0, 0]\n');
    const { page } = panel;
    const bars = page.getByRole('group', { name: 'Losses of 3 rows' }).getByRole('button');
    const names = await bars.evaluateAll((all) => all.map((bar) => bar.textContent.trim()));
    assert.deepEqual(
      names.filter((name) => !name.endsWith(': 0 rows')),
      ['Loss from 0.5 to 1: 1 row', 'Loss from 3 to 3.5: 1 row', 'Loss from 5 to 5.5: 1 row'],
    );
    const bar = bars.filter({ hasText: 'from 3 to 3.5' });
    await bar.click();
    await assertFiltered(panel, { loss: { from: 3, to: 3.5 } });
    assert.equal(await bar.getAttribute('aria-pressed'), 'true');
    await assertOneRow(page);
    await bar.click();
    assert.equal(await bar.getAttribute('aria-pressed'), 'false');
  });

  it('is worked by keyboard, and says what the bar in focus stands for', async () => {
    const panel = await openBatch('logits = [[0, 0], [0, 3], [0, 5]]\ntargets = [0, 0, 0]\n');
    const { page } = panel;
    const figure = page.getByRole('figure').first();
    await figure.getByRole('button', { name: 'as PNG' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await figure
      .getByRole('paragraph', { includeHidden: true })
      .getByText('Loss from 5 to 5.5: 1 row')
      .waitFor();
    await page.keyboard.press('Enter');
    await assertFiltered(panel, { loss: { from: 5, to: 5.5 } });
    await page.keyboard.press('Shift+Tab');
    const before = figure.getByRole('button', { name: 'as PNG' });
    assert.ok(await before.evaluate((button) => button === document.activeElement));
    await page.keyboard.press('Tab');
    const bar = figure.getByRole('button', { name: 'Loss from 5 to 5.5' });
    assert.ok(await bar.evaluate((mark) => mark === document.activeElement));
  });

  it('counts apart what has no bar, and leads to what is infinite', async () => {
    const text = 'logits = [[nan, 1], [0, -inf], [1, 2], [0, 0]]\ntargets = [0, 1, 1, -100]\n';
    const panel = await openBatch(text);
    const remark = panel.page.getByText('1 loss is infinite');
    const said = (await remark.innerText()).replaceAll(/\s+/g, ' ');
    assert.equal(said, '1 loss is infinite (show). 1 loss is NaN. 1 row is ignored.');
    await remark.getByRole('button', { name: 'show' }).click();
    await assertFiltered(panel, { loss: { from: Infinity, to: Infinity } });
    const again = await openDocument(text, {}, { kept: await panel.kept() });
    await assertOneRow(again.page);
  });
});

describe('the confusion matrix', () => {
  it('has a cell for each target and prediction, which shows its rows in the grid', async () => {
    const panel = await openBatch(confused);
    const matrix = panel.page.getByRole('grid', { name: 'Confusion matrix' });
    const cell = matrix.getByRole('gridcell', { name: 'Target 1, predicted 0: 2 rows' });
    await cell.click();
    await assertFiltered(panel, { target: 1, predicted: 0 });
    assert.equal(await cell.getAttribute('aria-selected'), 'true');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press(' ');
    await assertFiltered(panel, { target: 2, predicted: 1 });
  });

  it('of many classes has those that are confused most often, and says so', async () => {
    const logits = Array.from({ length: 30 }, (_, k) => (k === 7 ? 1 : 0)).join(', ');
    const { page } = await openBatch(`logits = [[${logits}], [${logits}]]\ntargets = [7, 25]\n`);
    await page.getByText('The 2 classes of 30 that are taken for others').waitFor();
    const matrix = page.getByRole('grid', { name: 'Confusion matrix' });
    assert.deepEqual(await matrix.getByRole('rowheader').allTextContents(), ['7', '25', 'others']);
    await matrix.getByRole('gridcell', { name: 'Target 25, predicted 7: 1 row' }).waitFor();
  });

  it('of many classes that are never confused is none', async () => {
    const logits = Array.from({ length: 30 }, (_, k) => (k === 7 ? 1 : 0)).join(', ');
    const { page } = await openBatch(`logits = [[${logits}]]\ntargets = [7]\n`);
    await page.getByText('No class is taken for another.').waitFor();
  });
});

describe('the reliability diagram', () => {
  it('is a picture, with its numbers in a table', async () => {
    const { page } = await openBatch(confused);
    await page
      .getByRole('img', { name: /Accuracy by confidence.*calibration error: 0.\d/ })
      .waitFor();
    const rows = page.getByRole('table', { name: 'Reliability' }).getByRole('row');
    const texts = await rows.allInnerTexts();
    assert.equal(texts.length, 4);
    assert.match(texts[1]!, /^0.533–0.6\s+2\s+0.576\d+\s+0.5$/);
    assert.match(texts[2]!, /^0.6–0.667\s+2\s+0.665\d+\s+0$/);
  });
});

describe('a chart', () => {
  it('becomes narrower with the panel', async () => {
    const { page } = await openBatch(plain);
    await page.setViewportSize({ width: 461, height: 900 });
    const diagram = page.getByRole('img', { name: 'Accuracy by confidence' });
    await diagram.and(page.locator('[width="420"]')).waitFor();
    await page.setViewportSize({ width: 300, height: 900 });
    await diagram.and(page.locator('[width="284"]')).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 300);
  });

  const saved = async (panel: PanelPage, name: string) => {
    await panel.page.getByRole('button', { name }).click();
    await panel.page.getByText(/^Saved /).waitFor();
    return panel.page.evaluate(() => {
      const [, params] = fakeHost.received.findLast(([name]) => name === 'saveFile')!;
      const { suggestedName, bytes } = params as { suggestedName: string; bytes: Uint8Array };
      return { suggestedName, bytes: [...bytes] };
    });
  };

  it('is saved as an SVG in the colours of the theme, with nothing of the page in it', async () => {
    const panel = await openBatch(confused);
    const { suggestedName, bytes } = await saved(panel, 'Save Confusion matrix as SVG');
    assert.equal(suggestedName, 'confusion-matrix.svg');
    const text = new TextDecoder().decode(Uint8Array.from(bytes));
    assert.match(text, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.match(text, /<rect width="100%" height="100%" fill="rgb\(31, 31, 31\)">/);
    assert.match(text, /<title>Target 1, predicted 0: 2 rows<\/title>/);
    assert.doesNotMatch(text, /var\(|class=|role=|tabindex|data-|<!--/);
  });

  it('is saved as a PNG of twice its size', async () => {
    const panel = await openBatch(confused);
    const { suggestedName, bytes } = await saved(panel, 'Save Reliability as PNG');
    assert.equal(suggestedName, 'reliability.png');
    const png = new DataView(Uint8Array.from(bytes).buffer);
    assert.equal(png.getBigUint64(0), 0x89504e470d0a1a0an);
    const drawn = panel.page.getByRole('img', { name: /^Accuracy by confidence/ });
    assert.equal(png.getUint32(16), 2 * Number(await drawn.getAttribute('width')));
    assert.ok(bytes.length > 2000, 'there is something on it');
  });
});
