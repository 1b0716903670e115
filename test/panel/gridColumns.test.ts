import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDocument, openPanel, openResult } from './hooks.ts';
import { themeNames } from './panelPage.ts';
import { evaluated } from './states.ts';

async function widthOf(page: Page, name: string): Promise<number> {
  const box = await page.getByRole('columnheader', { name, exact: true }).boundingBox();
  return Math.round(box?.width ?? 0);
}

describe('a narrow panel', () => {
  it('has two class columns in view beside the results, each column with its full name', async () => {
    const { page } = await openResult('batch', {}, { width: 445 });
    const grid = await page.getByRole('grid').boundingBox();
    const second = await page.getByRole('columnheader', { name: 'class 1' }).boundingBox();
    assert.ok(grid && second);
    assert.ok(second.x + second.width <= grid.x + grid.width);
    for (const name of ['row', 'target', 'argmax', 'share', 'p(target)', 'margin']) {
      await page.getByRole('grid').getByRole('columnheader', { name, exact: true }).waitFor();
    }
  });

  it('shows nothing as certain that is not', async () => {
    const text = '[[6, 0], [9, 0]], [1, 1]';
    const { page } = await openDocument(text, {}, { width: 300 });
    await page.locator('[role=gridcell][data-text="-0.998"]').first().waitFor();
    await page.locator('[role=gridcell][data-text="-0.999"]').first().waitFor();
  });

  it('has an edge between the numbers of the rows and what is scrolled under them', async () => {
    const panel = await openResult('batch', {}, { width: 300 });
    const header = panel.page.getByRole('grid').getByRole('rowheader').first();
    for (const theme of themeNames) {
      await panel.setTheme(theme);
      const [width, colour, background] = await header.evaluate((element) => {
        const { borderRightWidth, borderRightColor, backgroundColor } = getComputedStyle(element);
        return [borderRightWidth, borderRightColor, backgroundColor];
      });
      assert.equal(width, '1px', theme);
      assert.notEqual(colour, background, theme);
    }
  });

  it('has as many digits as the user wants', async () => {
    const { page } = await openResult('batch', {}, { width: 445 });
    const loss = page.locator('[aria-rowindex="2"] [aria-colindex="4"]');
    assert.equal(await loss.getAttribute('data-text'), '4.20');
    await page.getByRole('combobox', { name: 'Digits' }).selectOption('6');
    await page.locator('[data-text="4.20179"]').first().waitFor();
  });
});

describe('the width of a column', () => {
  it('is changed by dragging its edge, and reset by a double click there', async () => {
    const { page } = await openResult('batch');
    const before = await widthOf(page, 'loss');
    const header = page.getByRole('columnheader', { name: 'loss', exact: true });
    const box = await header.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width - 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 38, box.y + 10);
    await page.mouse.up();
    assert.equal(await widthOf(page, 'loss'), before + 40);
    assert.equal(await header.getAttribute('aria-sort'), 'none');
    await page.mouse.dblclick(box.x + box.width + 38, box.y + 10);
    assert.equal(await widthOf(page, 'loss'), before);
  });

  it('is changed by Shift and the arrow keys, within bounds, and reset by Delete', async () => {
    const { page } = await openResult('batch');
    const before = await widthOf(page, 'margin');
    await page.getByRole('gridcell').nth(5).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    assert.equal(await widthOf(page, 'margin'), before + 16);
    for (let press = 0; press < 30; press++) await page.keyboard.press('Shift+ArrowLeft');
    assert.equal(await widthOf(page, 'margin'), 24);
    await page.keyboard.press('Delete');
    assert.equal(await widthOf(page, 'margin'), before);
  });

  it('is one for all classes, and is kept through a reload', async () => {
    const panel = await openResult('batch');
    await panel.page.getByRole('gridcell').nth(6).click();
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('Shift+ArrowLeft');
    const width = await widthOf(panel.page, 'class 0');
    assert.equal(await widthOf(panel.page, 'class 1'), width);

    const again = await openPanel({ kept: await panel.kept() });
    await again.show(evaluated('batch'), 'batch');
    await again.settled();
    assert.equal(await widthOf(again.page, 'class 0'), width);
  });
});

describe('the notation of the numbers', () => {
  const shown: [notation: string, loss: string, share: string, gradient: string][] = [
    ['automatic', '0.1852', '29.6 %', '0.01522'],
    ['fixed', '0.1852', '0.2961', '0.0152'],
    ['scientific', '1.852e-1', '2.961e-1', '1.522e-2'],
    ['percent', '0.1852', '29.61 %', '0.01522'],
  ];
  for (const [notation, ...texts] of shown) {
    it(`can be ${notation}, and copies and names stay at full precision`, async () => {
      const { page } = await openResult('example');
      await page.getByRole('combobox', { name: 'Numbers' }).selectOption(notation);
      const names = [/^0\.18518/, /^0\.2961/, /^0\.0152194/] as const;
      for (const [order, name] of names.entries()) {
        const cell = page.getByRole('gridcell', { name }).first();
        assert.equal(await cell.getAttribute('data-text'), texts[order]);
      }
    });
  }

  it('shows probabilities as percent', async () => {
    const { page } = await openResult('example');
    await page.getByRole('radio', { name: 'Probabilities' }).check();
    await page.getByRole('combobox', { name: 'Numbers' }).selectOption('percent');
    const cell = page.getByRole('gridcell', { name: '0.11245721367093255' });
    await cell.waitFor();
    assert.equal(await cell.getAttribute('data-text'), '11.25 %');
  });
});

describe('the legend of the tints', () => {
  for (const [quantity, stops] of [
    ['Gradient', ['-1', '-0.5', '0', '0.5', '1']],
    ['Probabilities', ['0', '0.25', '0.5', '0.75', '1']],
    ['Logits', ['-20', '-5', '0', '5', '20']],
  ] as const) {
    it(`has the range of the ${quantity.toLowerCase()}`, async () => {
      const { page } = await openResult('example');
      await page.getByRole('radio', { name: quantity }).check();
      const legend = page.getByRole('list', { name: new RegExp(quantity) });
      assert.deepEqual(await legend.getByRole('listitem').allInnerTexts(), stops);
    });
  }

  it('tints as strongly as the cells, and in high contrast draws lines as long', async () => {
    const { page } = await openResult('example', {}, { theme: 'high-contrast' });
    const lengths = await page
      .locator('.legend li')
      .evaluateAll((items) => items.map((item) => getComputedStyle(item).backgroundSize));
    assert.deepEqual(lengths, ['100% 2px', '50% 2px', '0% 2px', '50% 2px', '100% 2px']);
    const patterns = await page
      .locator('.legend li')
      .evaluateAll((items) => items.map((item) => getComputedStyle(item).backgroundImage));
    assert.notEqual(patterns[0], patterns[4]);
  });
});
