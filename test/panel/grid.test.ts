import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { openPanel, openResult } from './hooks.ts';
import { evaluated, memento, resultOf } from './states.ts';

async function namesOfRow(page: Page, rowIndex: number): Promise<(string | null)[]> {
  const row = page.locator(`[role=grid] [role=row][aria-rowindex="${rowIndex}"]`);
  const cells = await row.locator('[role=rowheader], [role=gridcell], [role=columnheader]').all();
  return Promise.all(
    cells.map(
      async (cell) => (await cell.getAttribute('aria-label')) ?? (await cell.innerText()).trim(),
    ),
  );
}

/** The text that can be seen in a cell: the number in short. */
async function drawn(cell: Locator): Promise<string> {
  const content = await cell.evaluate((element) => getComputedStyle(element, '::before').content);
  return /^"(.*)" \/ ""$/.exec(content)?.[1] ?? content;
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const cell = document.activeElement;
    const row = cell?.closest('[role=row]');
    return `${row?.getAttribute('aria-rowindex')}:${cell?.getAttribute('aria-colindex')}`;
  });
}

describe('the grid of rows', () => {
  it('has a header for every row and column, and every number at full precision', async () => {
    const { page } = await openResult('example');
    const grid = page.getByRole('grid', { name: 'Rows' });
    assert.equal(await grid.getAttribute('aria-rowcount'), '3');
    assert.equal(await grid.getAttribute('aria-colcount'), '11');
    assert.deepEqual(await namesOfRow(page, 1), [
      ...['row', 'target', 'argmax', 'loss', 'share', 'p(target)', 'margin'],
      ...['class 0', 'class 1', 'class 2', 'class 3'],
    ]);
    const row = await namesOfRow(page, 3);
    assert.deepEqual(row.slice(0, 3), ['1', '1', '1']);
    assert.deepEqual(row.slice(3).map(Number), [
      0.44018969856119533,
      0.44018969856119533 / 0.6253721511650079,
      0.6439142598879724,
      0.6439142598879724 - 0.23688281808991013,
      0.23688281808991013,
      -0.35608574011202765,
      0.03205860328008499,
      0.08714431874203257,
    ]);
    const cell = page.getByRole('gridcell', { name: '0.23688281808991013' });
    assert.equal(await drawn(cell), '0.2369');
    assert.equal(await cell.getAttribute('title'), '0.23688281808991013');
  });

  it('shows fewer or more digits', async () => {
    const { page } = await openResult('example');
    const cell = page.getByRole('gridcell', { name: '0.23688281808991013' });
    for (const [digits, text] of [
      ['3', '0.237'],
      ['full', '0.23688281808991013'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Digits' }).selectOption({ label: digits });
      assert.equal(await drawn(cell), text);
    }
  });

  it('shows gradient, probabilities or logits', async () => {
    const { page } = await openResult('example');
    await page.getByRole('radio', { name: 'Logits' }).check();
    await page.getByRole('gridcell', { name: '5', exact: true }).first().waitFor();
    assert.deepEqual((await namesOfRow(page, 2)).slice(7), ['1', '2', '3', '5']);
    await page.getByRole('radio', { name: 'Probabilities' }).check();
    await page.getByRole('gridcell', { name: '0.11245721367093255' }).waitFor();
  });

  it('marks a wrong argmax with more than a colour', async () => {
    const { page } = await openResult('wrong');
    const wrong = page.getByRole('gridcell', { name: '1, not the target' });
    const mark = await wrong.evaluate((element) => {
      const { content, maskImage, width } = getComputedStyle(element, '::after');
      return { content, maskImage, width };
    });
    assert.equal(mark.content, '""');
    assert.match(mark.maskImage, /^url\("data:image\/svg\+xml/);
    assert.equal(mark.width, '14px');
    assert.equal(await page.getByRole('gridcell', { name: '3', exact: true }).count(), 2);
  });

  it('shows argmax and its probability where there are no targets', async () => {
    const { page } = await openResult('withoutTargets');
    assert.deepEqual((await namesOfRow(page, 1)).slice(0, 5), [
      ...['row', 'argmax', 'p(argmax)', 'margin', 'class 0'],
    ]);
    assert.deepEqual((await namesOfRow(page, 2)).slice(1, 3), ['3', '0.8309526605439513']);
  });

  it('says of class probabilities as targets that they are soft', async () => {
    const { page } = await openResult('soft');
    assert.match((await namesOfRow(page, 2))[1] ?? '', /^soft/);
  });

  it('names infinities and NaN, and shows them as such', async () => {
    const { page } = await openResult('notFinite');
    await page.getByRole('radio', { name: 'Logits' }).check();
    const infinity = page.getByRole('gridcell', { name: 'Infinity', exact: true });
    assert.equal(await drawn(infinity.first()), '∞');
    await page.getByRole('gridcell', { name: '-Infinity' }).first().waitFor();
    assert.equal(await drawn(page.getByRole('gridcell', { name: 'NaN' }).first()), 'NaN');
  });

  for (const [table, rows, columns] of [
    ['oneRow', 1, 3],
    ['oneClass', 3, 1],
  ] as const) {
    it(`shows an array of ${rows} x ${columns}`, async () => {
      const { page } = await openResult(table);
      assert.equal(await page.getByRole('grid').getByRole('rowheader').count(), rows);
      assert.equal((await namesOfRow(page, 2)).length, 7 + columns);
    });
  }

  it('follows a new result without going blank, and fetches it', async () => {
    const panel = await openResult('example');
    const before = (await panel.received('rowWindow')).length;
    await panel.show(evaluated('wrong', { result: resultOf('wrong', 2) }), 'wrong');
    await panel.page.getByRole('gridcell', { name: '1, not the target' }).waitFor();
    assert.equal((await panel.received('rowWindow')).length, before + 1);
  });

  it('begins at the first row of another document', async () => {
    const panel = await openResult('batch');
    const { page } = panel;
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+End');
    await page.getByRole('table', { name: 'Classes of row 31' }).waitFor();
    const other = { memento: { ...memento, uri: 'file:///project/other.py' } };
    await panel.show(evaluated('batch', { ...other, result: resultOf('batch', 2) }), 'batch');
    await page.getByRole('table', { name: 'Classes of row 0' }).waitFor();
    assert.equal(await page.getByRole('grid').evaluate((grid) => grid.scrollTop), 0);
    const chosen = page.locator('[role=row][aria-current=true]');
    assert.equal(await chosen.getByRole('rowheader').innerText(), '0');
  });

  it('does not fetch again what a message about something else leaves as it was', async () => {
    const panel = await openResult('example');
    const before = await panel.received('rowWindow');
    await panel.show(evaluated('example', { progress: 0.5 }));
    await panel.page.getByRole('progressbar').waitFor();
    assert.deepEqual(await panel.received('rowWindow'), before);
  });

  it('says when rows could not be fetched, and fetches them again', async () => {
    const panel = await openPanel();
    await panel.failRequests('The compute thread is gone.');
    await panel.show(evaluated('example'), 'example');
    await panel.page.getByRole('alert').getByText('The compute thread is gone.').waitFor();
    await panel.failRequests(null);
    await panel.page.getByRole('button', { name: 'Fetch again' }).click();
    await panel.settled();
    assert.equal(await panel.page.getByRole('alert').count(), 0);
    await panel.page.getByRole('gridcell', { name: '0.23688281808991013' }).waitFor();
  });
});

describe('the keyboard in the grid', () => {
  it('has one stop for the whole grid, and moves by the keys of the grid pattern', async () => {
    const { page } = await openResult('batch');
    await page.getByRole('combobox', { name: 'Digits' }).focus();
    await page.keyboard.press('Tab');
    const steps: [key: string, cell: string][] = [
      ['ArrowDown', '3:1'],
      ['ArrowRight', '3:2'],
      ['End', '3:17'],
      ['PageDown', ''],
      ['Control+End', '33:17'],
      ['ArrowUp', '32:17'],
      ['Home', '32:1'],
      ['Control+Home', '2:1'],
      ['ArrowUp', '1:1'],
      ['ArrowRight', '1:2'],
      ['ArrowDown', '2:2'],
      ['Control+ArrowDown', '33:2'],
      ['Control+ArrowRight', '33:17'],
      ['Control+ArrowUp', '2:17'],
      ['Control+ArrowLeft', '2:1'],
    ];
    assert.equal(await focused(page), '2:1');
    for (const [key, cell] of steps) {
      await page.keyboard.press(key);
      if (cell !== '') assert.equal(await focused(page), cell, key);
    }
    assert.equal(await page.locator('[role=grid] [tabindex="0"]').count(), 1);
  });

  it('brings the cell it moves to into view, free of what is frozen', async () => {
    const { page } = await openResult('batch');
    await page.getByRole('rowheader', { name: '0', exact: true }).first().click();
    for (const key of ['Control+End', 'ArrowLeft', 'Control+Home', 'ArrowRight']) {
      await page.keyboard.press(key);
      const covered = await page.evaluate(() => {
        const cell = document.activeElement;
        const { left, top, width, height } = cell?.getBoundingClientRect() ?? new DOMRect();
        const corners = [
          [left + 2, top + 2],
          [left + width - 2, top + height - 2],
        ] as const;
        return corners.some(([x, y]) => {
          const hit = document.elementFromPoint(x, y);
          return hit !== cell && !cell?.contains(hit);
        });
      });
      assert.equal(covered, false, key);
    }
  });

  it('keeps the focus on its cell while the grid is scrolled away from it', async () => {
    const { page } = await openResult('millionRows');
    await page.getByRole('rowheader', { name: '2', exact: true }).first().click();
    await page.getByRole('grid').evaluate((grid) => (grid.scrollTop = 100_000));
    await page.waitForFunction(() => document.querySelectorAll('[aria-rowindex="4"]').length > 0);
    assert.equal(await focused(page), '4:1');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), '5:1');
    assert.ok((await page.getByRole('grid').evaluate((grid) => grid.scrollTop)) < 200);
  });

  it('chooses the row for the class table', async () => {
    const { page } = await openResult('batch');
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('table', { name: 'Classes of row 1' }).waitFor();
    const chosen = page.locator('[role=row][aria-current=true]');
    assert.equal(await chosen.getByRole('rowheader').innerText(), '1');
  });

  it('reveals the logit of a cell by Enter or a double click', async () => {
    const panel = await openResult('example');
    await panel.page.getByRole('gridcell', { name: '-0.35608574011202765' }).dblclick();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Home');
    await panel.page.keyboard.press('Enter');
    await panel.assertReceived('revealCell', [
      { array: 'logits', row: 1, column: 1 },
      { array: 'logits', row: 1, column: 2 },
    ]);
  });
});

describe('a million rows', () => {
  it('scroll from end to end with few elements', async () => {
    const { page } = await openResult('millionRows', {}, { width: 1600, height: 1200 });
    const grid = page.getByRole('grid');
    let most = 0;
    for (const part of [0, 0.1, 0.5, 0.9, 1]) {
      await grid.evaluate((element, part) => {
        element.scrollTop = part * (element.scrollHeight - element.clientHeight);
      }, part);
      const expected = part === 1 ? 999_999 : part * 999_960 + 20;
      await page.waitForFunction(
        (expected) =>
          document.querySelector('[aria-busy=true]') === null &&
          [...document.querySelectorAll('[role=grid] [role=rowheader]')].some(
            (header) => Math.abs(Number(header.textContent) - expected) < 40,
          ),
        expected,
      );
      most = Math.max(most, await page.evaluate(() => document.querySelectorAll('*').length));
    }
    assert.ok(most < 3000, `${most} elements`);
  });

  it('are asked for only where they are looked at', async () => {
    const panel = await openResult('millionRows');
    await panel.page.getByRole('gridcell').first().click();
    await panel.page.keyboard.press('Control+End');
    await panel.page.getByRole('rowheader', { name: '999999' }).waitFor();
    await panel.settled();
    const asked = (await panel.received('rowWindow')) as { rows: { start: number; end: number } }[];
    const rows = asked.reduce((sum, query) => sum + query.rows.end - query.rows.start, 0);
    assert.ok(rows < 400, `${rows} rows were asked for`);
    await panel.page.getByRole('table', { name: 'Classes of row 999999' }).waitFor();
  });

  it('are as many classes in one row', async () => {
    const { page } = await openResult('millionClasses');
    await page.getByRole('gridcell').first().click();
    await page.keyboard.press('End');
    await page.getByRole('columnheader', { name: 'class 999999' }).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    assert.equal(await focused(page), '2:1000007');
    assert.ok((await page.evaluate(() => document.querySelectorAll('*').length)) < 3000);
  });
});
