import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openResult } from './hooks.ts';

async function headersOf(table: Locator): Promise<string[]> {
  const texts = await table.getByRole('columnheader').allInnerTexts();
  return texts.map((text) => text.trim());
}

/** The numbers of a class, at full precision. */
async function numbersOf(table: Locator, index: number): Promise<string[]> {
  const cells = table
    .getByRole('row')
    .nth(index + 1)
    .getByRole('cell');
  const texts = await cells.allInnerTexts();
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

describe('the classes of the chosen row', () => {
  for (const width of [385, 420, 445, 500, 600, 720]) {
    it(`are in view with all their columns and headers, ${width} pixels wide`, async () => {
      const { page } = await openResult('example', {}, { width });
      const cut = await page.getByRole('table').evaluate((table) => {
        const parts = [table, ...table.querySelectorAll('[role=columnheader]')];
        return parts
          .filter(
            ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
              scrollWidth > clientWidth || scrollHeight > clientHeight,
          )
          .map(({ textContent }) => textContent.trim());
      });
      assert.deepEqual(cut, []);
    });
  }

  it('fade out where there are more columns than fit, until they are scrolled to the end', async () => {
    const { page } = await openResult('example', {}, { width: 300 });
    const table = page.getByRole('table');
    const fading = (width: string) =>
      page.waitForFunction(
        (width) =>
          getComputedStyle(document.querySelector('[role=table]')!).getPropertyValue('--beyond') ===
          width,
        width,
      );
    await fading('28px');
    await table.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
    await fading('0px');
  });

  it('have their numbers at full precision', async () => {
    const { page } = await openResult('example');
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    assert.deepEqual(await headersOf(table), [
      'target',
      'class',
      'z',
      'p',
      'gradient',
      'loss if target',
    ]);
    assert.deepEqual(await numbersOf(table, 3), [
      ...['5', '0.8309526605439513', '-0.1690473394560486', '0.18518245260381255'],
    ]);
  });

  it('are marked as target and argmax in words', async () => {
    const { page } = await openResult('wrong');
    await page.getByRole('gridcell', { name: '1, not the target' }).click();
    const table = page.getByRole('table', { name: 'Classes of row 1' });
    assert.ok(await table.getByRole('radio', { name: 'Class 0 is the target' }).isChecked());
    await table.getByRole('rowheader', { name: '1 argmax' }).waitFor();
  });

  it('have no gradient without targets, but the loss that each would give', async () => {
    const { page } = await openResult('withoutTargets');
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    assert.deepEqual(await headersOf(table), ['target', 'class', 'z', 'p', 'loss if target']);
    await table.getByRole('cell', { name: '0.18518245260381255' }).waitFor();
  });

  it('have their share of a soft target', async () => {
    const { page } = await openResult('soft');
    await page.getByRole('columnheader', { name: 'q', exact: true }).waitFor();
    await page.getByRole('cell', { name: '0.7', exact: true }).waitFor();
  });

  it('are the most probable and the target when there are many, with the rest in sum', async () => {
    const { page } = await openResult('vocabulary');
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    await table.evaluate((element) => (element.scrollTop = element.scrollHeight));
    assert.ok(await table.getByRole('radio', { name: 'Class 0 is the target' }).isChecked());
    const rest = table.getByRole('row', { name: '50,236 others' });
    const sum = Number(await rest.getByRole('cell').nth(2).innerText());
    assert.ok(sum > 0.99 && sum < 1);
  });

  it('can all be shown, with few elements, from the first to the last', async () => {
    const { page } = await openResult('vocabulary');
    await page.getByRole('button', { name: 'Show all 50,257 classes' }).click();
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    await table.getByRole('rowheader', { name: '0', exact: true }).waitFor();
    await table.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await table.getByRole('rowheader', { name: '50256' }).waitFor();
    assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 3000);
    await page.getByRole('button', { name: 'Show the most probable' }).click();
    await table.getByRole('row', { name: 'others' }).waitFor();
  });

  it('leave nothing behind when another row is chosen, or others are scrolled to', async () => {
    const panel = await openResult('thousandClasses');
    const { page } = panel;
    await page.getByRole('button', { name: 'Show all 1,000 classes' }).click();
    const table = page.getByRole('table', { name: 'Classes of row' });
    const nodesAt = async (row: number): Promise<number> => {
      await page.getByRole('textbox', { name: 'Row' }).fill(String(row));
      await page.getByRole('textbox', { name: 'Row' }).press('Enter');
      await page.getByRole('table', { name: `Classes of row ${row}` }).waitFor();
      for (const [top, inView] of [
        [4000, 185],
        [8000, 367],
        [0, 0],
      ] as const) {
        await table.evaluate((element, top) => (element.scrollTop = top), top);
        await table.getByRole('rowheader', { name: String(inView), exact: true }).waitFor();
      }
      await panel.settled();
      return table.evaluate((element) => {
        const walker = document.createTreeWalker(element);
        let nodes = 0;
        while (walker.nextNode()) nodes += 1;
        return nodes;
      });
    };
    const before = await nodesAt(1);
    for (const row of [2, 3, 4]) await nodesAt(row);
    assert.equal(await nodesAt(1), before);
  });
});
