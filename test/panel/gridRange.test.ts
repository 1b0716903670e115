import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDocument } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';

const text = `logits = [[1, 2, 3, 5], [4, 5, 2, 3], [0, 0, 0, -0.0]]
labels = [3, 1, 0]
`;

/** Opens the document and shows its logits. */
async function openLogits(document = text): Promise<PanelPage> {
  const panel = await openDocument(document);
  await panel.page.getByRole('radio', { name: 'Logits' }).check();
  await panel.settled();
  return panel;
}

/** A cell by the numbers of its row and column; column 0 has the number of the row. */
function cell(page: Page, row: number, column: number) {
  const inRow = page.locator(`[role=grid] [role=row][aria-rowindex="${row + 2}"]`);
  return inRow.locator(`[aria-colindex="${column + 1}"]`);
}

/** The cells that are chosen, as "row:column" of the first and the last, and how many they are. */
async function chosen(page: Page): Promise<[first: string, last: string, count: number]> {
  const cells = await page.locator('[role=grid] [aria-selected=true]').evaluateAll((elements) =>
    elements.map((element) => {
      const row = Number(element.closest('[role=row]')?.getAttribute('aria-rowindex')) - 2;
      return `${row}:${Number(element.getAttribute('aria-colindex')) - 1}`;
    }),
  );
  return [cells[0] ?? '', cells.at(-1) ?? '', cells.length];
}

/** What is on the clipboard after something is done. */
async function copiedBy(panel: PanelPage, copy: () => Promise<void>): Promise<string> {
  await copy();
  await panel.page.getByText(/^Copied /).waitFor();
  return panel.clipboard();
}

const copiedByKey = (panel: PanelPage): Promise<string> =>
  copiedBy(panel, () => panel.page.keyboard.press('Control+c'));

describe('a range of cells', () => {
  it('is chosen by dragging, in any direction', async () => {
    const { page } = await openLogits();
    await cell(page, 2, 9).hover();
    await page.mouse.down();
    await cell(page, 1, 8).hover();
    await cell(page, 0, 7).hover();
    await page.mouse.up();
    assert.deepEqual(await chosen(page), ['0:7', '2:9', 9]);
    await page.getByText('3 × 3 cells chosen').waitFor();
    await cell(page, 1, 3).click();
    assert.deepEqual(await chosen(page), ['1:3', '1:3', 1]);
  });

  it('is chosen by Shift and a click, or the arrow keys', async () => {
    const { page } = await openLogits();
    await cell(page, 0, 7).click();
    await cell(page, 1, 8).click({ modifiers: ['Shift'] });
    assert.deepEqual(await chosen(page), ['0:7', '1:8', 4]);
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp']) {
      await page.keyboard.press(`Shift+${key}`);
    }
    assert.deepEqual(await chosen(page), ['0:7', '1:10', 8]);
    await page.keyboard.press('Shift+Control+ArrowLeft');
    assert.deepEqual(await chosen(page), ['0:0', '1:7', 16]);
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await chosen(page), ['1:7', '1:7', 1]);
  });

  it('is a row, a column or all cells by the keys of the grid pattern', async () => {
    const { page } = await openLogits();
    await cell(page, 1, 8).click();
    await page.keyboard.press('Shift+Space');
    assert.deepEqual(await chosen(page), ['1:0', '1:10', 11]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Space');
    assert.deepEqual(await chosen(page), ['0:9', '2:9', 3]);
    await page.keyboard.press('Control+a');
    assert.deepEqual(await chosen(page), ['0:0', '2:10', 33]);
  });

  it('is all cells, and no text of the page, where VS Code selects that by the same key', async () => {
    const { page } = await openLogits();
    await page.evaluate(() =>
      window.addEventListener('keydown', ({ key }) => {
        if (key === 'a') getSelection()?.selectAllChildren(document.body);
      }),
    );
    await cell(page, 1, 8).click();
    await page.keyboard.press('Control+a');
    assert.deepEqual(await chosen(page), ['0:0', '2:10', 33]);
    assert.equal(await page.evaluate(() => String(getSelection())), '');
  });

  it('is chosen by dragging, and copied, also where all text of the page was selected', async () => {
    const panel = await openLogits();
    const { page } = panel;
    await cell(page, 1, 8).click();
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await cell(page, 1, 8).hover();
    await page.mouse.down();
    await cell(page, 2, 9).hover();
    await page.mouse.up();
    assert.deepEqual(await chosen(page), ['1:8', '2:9', 4]);
    assert.equal(await copiedByKey(panel), '5\t2\n0\t0');
  });

  it('is whole rows from their headers', async () => {
    const { page } = await openLogits();
    await cell(page, 0, 0).hover();
    await page.mouse.down();
    await cell(page, 1, 4).hover();
    await page.mouse.up();
    assert.deepEqual(await chosen(page), ['0:0', '1:10', 22]);
  });

  it('leaves the focus where it began, and is framed', async () => {
    const { page } = await openLogits();
    await cell(page, 1, 8).click();
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), '5');
    const [from, to, frame] = await Promise.all(
      [cell(page, 1, 8), cell(page, 2, 8), page.locator('.range')].map((part) =>
        part.boundingBox(),
      ),
    );
    assert.deepEqual([frame?.x, frame?.y], [from?.x, from?.y]);
    assert.equal((frame?.y ?? 0) + (frame?.height ?? 0), (to?.y ?? 0) + (to?.height ?? 0));
  });

  it('brings more rows into view while the pointer is held beyond the edge', async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `[${row}, 1, 2]`);
    const { page } = await openDocument(`[${rows.join()}]`);
    await cell(page, 0, 4).hover();
    await page.mouse.down();
    const box = await page.getByRole('grid').boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 300, box.y + box.height + 40);
    await page.waitForFunction(() =>
      document.querySelector('[aria-rowindex="60"] [aria-selected=true]'),
    );
    await page.mouse.up();
    const reached = await page.getByRole('grid').evaluate((grid) => grid.scrollTop);
    await page.mouse.move(box.x + 300, box.y + box.height + 60);
    await page.waitForTimeout(200);
    assert.equal(await page.getByRole('grid').evaluate((grid) => grid.scrollTop), reached);
  });
});

describe('copying from the grid', () => {
  it('gives a chosen number at full precision, and says so', async () => {
    const panel = await openDocument(text);
    await panel.page.getByRole('gridcell', { name: '-0.3560857401120277' }).click();
    assert.equal(await copiedByKey(panel), '-0.3560857401120277');
  });

  it('gives a range as lines of cells with tabs between them', async () => {
    const panel = await openLogits();
    await cell(panel.page, 1, 9).click();
    await cell(panel.page, 2, 10).click({ modifiers: ['Shift'] });
    assert.equal(await copiedByKey(panel), '2\t3\n0\t-0');
    await panel.page.getByText('Copied 2 × 2 cells').waitFor();
  });

  it('gives a whole row from its header, with classes out of view', async () => {
    const classes = Array.from({ length: 1000 }, (_, index) => String(Math.sin(index)));
    const panel = await openLogits(`[[${classes.join(', ')}]], [7]`);
    await cell(panel.page, 0, 0).click();
    const cells = (await copiedByKey(panel)).split('\t');
    assert.deepEqual(cells.slice(0, 3), ['0', '7', '699']);
    assert.deepEqual(cells.slice(7), classes);
  });

  it('gives all rows in the order in which they are shown, also those out of view', async () => {
    const rows = Array.from({ length: 3000 }, (_, row) => [row, (row * 7919) % 3000]);
    const panel = await openLogits(JSON.stringify(rows));
    const { page } = panel;
    await page.getByRole('columnheader', { name: 'class 1' }).click();
    await page
      .getByRole('columnheader', { name: 'class 1' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.keyboard.press('Control+Space');
    const column = (await copiedByKey(panel)).split('\n').map(Number);
    assert.deepEqual(column, Array.from(column.keys()));
    assert.equal(column.length, 3000);
  });

  it('gives the names of the columns, too, when the command asks for them', async () => {
    const panel = await openLogits();
    await cell(panel.page, 1, 3).click();
    await cell(panel.page, 1, 7).click({ modifiers: ['Shift'] });
    const copied = await copiedBy(panel, () => panel.act({ kind: 'copyCells', headers: true }));
    const [names, values = []] = copied.split('\n').map((line) => line.split('\t'));
    assert.deepEqual(names, ['loss', 'share', 'p(target)', 'margin', 'class 0']);
    assert.equal(values[0], '0.44018969856119533');
    assert.equal(values[4], '4');
  });

  it('gives no number where there is none: of an ignored row, or a soft target', async () => {
    const panel = await openLogits('[[1, 2], [3, 4]], [1, -100]');
    await cell(panel.page, 1, 1).click();
    await panel.page.keyboard.press('Shift+Control+ArrowRight');
    const [target, argmax, loss, share, probability] = (await copiedByKey(panel)).split('\t');
    assert.deepEqual([target, argmax, loss, share, probability], ['-100', '1', '0', '0', '']);
  });

  it('refuses more cells than any program takes, and says how many', async () => {
    const rows = Array.from({ length: 1100 }, () => '0, '.repeat(1000)).map((row) => `[${row}]`);
    const { page } = await openDocument(`[${rows.join()}]`);
    await cell(page, 0, 1).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.getByText('1,104,400 cells are chosen; no more than 1,000,000').waitFor();
  });
});
