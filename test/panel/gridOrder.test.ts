import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDocument, openPanel } from './hooks.ts';
import type { FakeHost } from './fakeHost.ts';
import type { PanelPage } from './panelPage.ts';

declare const fakeHost: FakeHost;

/** Rows 1 and 3 are wrong, row 3 by far; row 4 is ignored. */
const text = `logits = [[2, 0, 0], [3, 1, 0], [0, 5, 0], [0, 0, 9], [1, 0, 0]]
labels = [0, 1, 1, 0, -100]
`;

async function rowsShown(page: Page): Promise<number[]> {
  const headers = await page.getByRole('grid').getByRole('rowheader').allInnerTexts();
  return headers.map(Number);
}

async function waitForRows(page: Page, rows: number[]): Promise<void> {
  await page.waitForFunction((rows) => {
    const headers = [...document.querySelectorAll('[role=grid] [role=rowheader]')];
    const isBusy = document.querySelector('[role=grid] [aria-busy=true]') !== null;
    return !isBusy && headers.map(({ textContent }) => textContent).join() === rows;
  }, rows.join());
}

function header(page: Page, name: string) {
  return page.getByRole('grid').getByRole('columnheader', { name, exact: true });
}

async function fill({ page }: PanelPage, field: string, value: string): Promise<void> {
  await page.getByRole('textbox', { name: field, exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

describe('sorting', () => {
  it('is ascending, then descending, then as in the array, by a click on the header', async () => {
    const { page } = await openDocument(text);
    const loss = header(page, 'loss');
    for (const [rows, direction] of [
      [[4, 2, 0, 1, 3], 'ascending'],
      [[3, 1, 0, 2, 4], 'descending'],
      [[0, 1, 2, 3, 4], 'none'],
    ] as const) {
      await loss.click();
      await waitForRows(page, [...rows]);
      assert.equal(await loss.getAttribute('aria-sort'), direction);
    }
  });

  it('is by keyboard: up to the header, and Enter', async () => {
    const { page } = await openDocument(text);
    await page.getByRole('gridcell').nth(5).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await waitForRows(page, [4, 0, 1, 2, 3]);
    assert.equal(await header(page, 'margin').getAttribute('aria-sort'), 'ascending');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), 'margin');
  });

  it('is by the shown quantity of a class, and says so of no other', async () => {
    const { page } = await openDocument(text);
    await page.getByRole('radio', { name: 'Logits' }).check();
    await header(page, 'class 0').click();
    await waitForRows(page, [2, 3, 4, 0, 1]);
    await page.getByRole('radio', { name: 'Probabilities' }).check();
    assert.equal(await header(page, 'class 0').getAttribute('aria-sort'), 'none');
    assert.deepEqual(await rowsShown(page), [2, 3, 4, 0, 1]);
  });

  it('has the worst first by one click, and shows the worst in full', async () => {
    const { page } = await openDocument(text);
    const button = page.getByRole('button', { name: 'Worst first' });
    await button.click();
    await waitForRows(page, [3, 1, 0, 2, 4]);
    await page.getByRole('table', { name: 'Classes of row 3' }).waitFor();
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    await button.click();
    await waitForRows(page, [0, 1, 2, 3, 4]);
  });

  it('is not offered for soft targets', async () => {
    const { page } = await openDocument('[[1, 2], [3, 4]], [[0.5, 0.5], [0.1, 0.9]]');
    assert.equal(await header(page, 'target').getAttribute('aria-sort'), null);
    await header(page, 'target').click();
    await waitForRows(page, [0, 1]);
  });

  it('outlasts a reload, and a new evaluation of which it is an order again', async () => {
    const panel = await openDocument(text);
    await panel.page.getByRole('button', { name: 'Worst first' }).click();
    await waitForRows(panel.page, [3, 1, 0, 2, 4]);
    await fill(panel, 'Targets', '2 0 0 2 1');
    await waitForRows(panel.page, [2, 0, 4, 1, 3]);
    await panel.page.getByRole('table', { name: 'Classes of row 3' }).waitFor();

    const again = await openPanel({ kept: await panel.kept() });
    await again.showDocument(text);
    await waitForRows(again.page, [3, 1, 0, 2, 4]);
  });

  it('can be cancelled, which leaves the rows as they were', async () => {
    const panel = await openDocument(text);
    const arranging = panel.page.getByText('Sorting and filtering');
    await panel.whileHeld(
      async () => {
        await panel.page.getByRole('button', { name: 'Worst first' }).click();
        await arranging.waitFor();
      },
      async () => {
        await panel.page.getByRole('button', { name: 'Cancel' }).click();
        await arranging.waitFor({ state: 'detached' });
      },
    );
    await panel.page.waitForFunction(() => fakeHost.cancelled.includes('arrangeRows'));
    assert.deepEqual(await rowsShown(panel.page), [0, 1, 2, 3, 4]);
    const button = panel.page.getByRole('button', { name: 'Worst first' });
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
  });

  it('says when it failed, and tries again', async () => {
    const panel = await openDocument(text);
    await panel.failRequests('The compute thread is gone.');
    await panel.page.getByRole('button', { name: 'Worst first' }).click();
    await panel.page.getByRole('alert').getByText('The compute thread is gone.').waitFor();
    await panel.failRequests(null);
    await panel.page.getByRole('button', { name: 'Fetch again' }).click();
    await waitForRows(panel.page, [3, 1, 0, 2, 4]);
  });
});

describe('the filter', () => {
  it('shows wrong rows only, by one click, and says how many they are', async () => {
    const { page } = await openDocument(text);
    await page.getByRole('button', { name: 'Wrong only' }).click();
    await waitForRows(page, [1, 3]);
    await page.getByText('2 of 5 rows, wrong only').waitFor();
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '3');
    await page.getByRole('table', { name: 'Classes of row 1' }).waitFor();
  });

  const fields: [field: string, value: string, words: string, rows: number[]][] = [
    ['Target', '1', '2 of 5 rows, target 1', [1, 2]],
    ['Predicted', '0', '3 of 5 rows, predicted 0', [0, 1, 4]],
    ['Loss from', '2', '2 of 5 rows, loss from 2', [1, 3]],
    ['Loss below', '2', '2 of 5 rows, loss below 2', [0, 2]],
  ];
  for (const [field, value, words, rows] of fields) {
    it(`shows rows by ${field}`, async () => {
      const panel = await openDocument(text);
      await panel.toggle('Filter');
      await fill(panel, field, value);
      await waitForRows(panel.page, rows);
      await panel.page.getByText(words).waitFor();
      await panel.page.getByRole('button', { name: 'Show all rows' }).click();
      await waitForRows(panel.page, [0, 1, 2, 3, 4]);
      assert.equal(
        await panel.page.getByRole('textbox', { name: field, exact: true }).inputValue(),
        '',
      );
    });
  }

  it('takes only classes that there are, and numbers', async () => {
    const panel = await openDocument(text);
    await panel.toggle('Filter');
    await fill(panel, 'Predicted', '3');
    await panel.page.getByText('The classes are 0 to 2.').waitFor();
    await fill(panel, 'Loss from', 'high');
    await panel.page.getByText('“high” is not a number.').waitFor();
    assert.deepEqual(await rowsShown(panel.page), [0, 1, 2, 3, 4]);
  });

  it('holds together with the order, and says when no row passes', async () => {
    const panel = await openDocument(text);
    const { page } = panel;
    await page.getByRole('button', { name: 'Worst first' }).click();
    await page.getByRole('button', { name: 'Wrong only' }).click();
    await waitForRows(page, [3, 1]);
    await panel.toggle('Filter');
    await fill(panel, 'Target', '2');
    await page.getByText('No row passes the filter.').waitFor();
    await header(page, 'row').focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), 'row');
    await page.getByRole('button', { name: 'Show all rows' }).first().click();
    await waitForRows(page, [3, 1, 0, 2, 4]);
  });

  it('is forgotten for an array of another size, and where there are no targets', async () => {
    const panel = await openDocument(text);
    await panel.page.getByRole('button', { name: 'Wrong only' }).click();
    await waitForRows(panel.page, [1, 3]);
    await panel.showDocument('[[1, 2, 3], [3, 2, 1], [1, 5, 4], [2, 9, 4], [0, 0, 1]]');
    await waitForRows(panel.page, [0, 1, 2, 3, 4]);
    assert.equal(await panel.page.getByRole('button', { name: 'Wrong only' }).count(), 0);
    await panel.showDocument('[[1, 2], [2, 1]], [0, 1]');
    await waitForRows(panel.page, [0, 1]);
  });
});

describe('a row by its number', () => {
  const rows = Array.from({ length: 500 }, (_, row) => `[${row % 7}, ${row % 11}, 3]`);
  const many = `logits = [${rows.join()}]\nlabels = [${rows.map((_, row) => row % 3).join()}]`;

  it('is gone to, wherever it stands', async () => {
    const panel = await openDocument(many);
    const { page } = panel;
    await page.getByRole('button', { name: 'Worst first' }).click();
    await fill(panel, 'Row', '321');
    const chosen = page.locator('[role=row][aria-current=true]');
    await chosen.getByRole('rowheader', { name: '321' }).waitFor();
    const isInView = await chosen.evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const grid = row.closest('[role=grid]')?.getBoundingClientRect() ?? new DOMRect();
      return top >= grid.top && bottom <= grid.bottom;
    });
    assert.ok(isInView);
    await page.getByRole('table', { name: 'Classes of row 321' }).waitFor();
  });

  it('is typed over the one that is selected, also if that changes meanwhile', async () => {
    const panel = await openDocument(many);
    const { page } = panel;
    const arranging = page.getByText('Sorting and filtering');
    await panel.whileHeld(
      async () => {
        await page.getByRole('button', { name: 'Worst first' }).click();
        await arranging.waitFor();
      },
      () => page.getByRole('textbox', { name: 'Row', exact: true }).selectText(),
    );
    await page.getByRole('table', { name: 'Classes of row 21' }).waitFor();
    await page.keyboard.type('321');
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: 'Classes of row 321' }).waitFor();
  });

  it('is shown in full also where the filter leaves it out, which is said', async () => {
    const panel = await openDocument(many);
    await panel.toggle('Filter');
    await fill(panel, 'Target', '1');
    await panel.page.getByText('167 of 500 rows').waitFor();
    await fill(panel, 'Row', '3');
    await panel.page.getByText('Row 3 is not among the rows that are shown.').waitFor();
    await panel.page.getByRole('table', { name: 'Classes of row 3' }).waitFor();
  });

  it('is one that there is', async () => {
    const panel = await openDocument(many);
    await fill(panel, 'Row', '500');
    await panel.page.getByText('The rows are 0 to 499.').waitFor();
  });

  it('becomes known, and chosen, when a key leads beyond what was fetched', async () => {
    const { page } = await openDocument(many);
    await page.getByRole('button', { name: 'Worst first' }).click();
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+End');
    const last = page.locator('[role=grid] [aria-rowindex="501"] [role=rowheader]');
    await last.filter({ hasText: /\d/ }).waitFor();
    const number = await last.innerText();
    await page.getByRole('table', { name: `Classes of row ${number}` }).waitFor();
  });
});
