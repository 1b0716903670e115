import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { formatNames, formatTitles, testFrameworks } from '../../src/core/formats/names.ts';
import type { TakenArray } from '../../src/protocol/takeAway.ts';
import { plain } from './documents.ts';
import { openDocument, openPanel, openResult } from './hooks.ts';

const title = 'Copy and save';

function section(page: Page) {
  const group = page.getByRole('group', { name: title });
  const button = (within: string, name: string) =>
    group.getByRole('group', { name: within }).getByRole('button', { name, exact: true });
  return { group, button };
}

async function optionsOf(select: Locator): Promise<string[]> {
  await select.waitFor();
  const texts = await select.locator('option').allTextContents();
  return texts.map((text) => text.trim());
}

const whole = (quantity: string) => ({ quantity, part: null });

describe('copying and saving', () => {
  it('takes what the grid shows, in every notation and file format, and says so', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle(title);
    const { button } = section(page);
    const array = whole('gradient');
    for (const format of formatNames) await button('Copy as', formatTitles[format]).click();
    await panel.assertReceived(
      'copyArray',
      formatNames.map((format) => ({ array, format })),
    );
    await page.getByText(`copyArray {"array":`).waitFor();
    for (const format of ['npy', 'csv']) await button('Save as', `.${format}`).click();
    await panel.assertReceived('saveArray', [
      { array, format: 'npy' },
      { array, format: 'csv' },
    ]);
    await page.locator('[aria-live=polite]').getByText('saveArray').waitFor();
  });

  it('takes another quantity, or the losses, until the grid shows another', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle(title);
    const { group, button } = section(page);
    const what = group.getByRole('combobox', { name: 'What' });
    assert.deepEqual(await optionsOf(what), [
      'Gradient',
      'Probabilities',
      'Logits',
      'Losses per row',
    ]);
    await what.selectOption('Losses per row');
    await button('Copy as', 'CSV').click();
    await page.getByRole('radio', { name: 'Logits' }).check();
    await button('Copy as', 'CSV').click();
    await panel.assertReceived('copyArray', [
      { array: whole('losses'), format: 'csv' },
      { array: whole('logits'), format: 'csv' },
    ]);
  });

  it('takes the cells that are chosen in the grid, as the rows are sorted', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle(title);
    const { group, button } = section(page);
    await group.getByText('of all rows').waitFor();
    await page.getByRole('grid').getByRole('columnheader', { name: 'loss', exact: true }).click();
    await page.locator('[aria-sort=ascending]').waitFor();
    await panel.settled();
    const cells = (row: number) =>
      page.locator(`[role=row][aria-rowindex="${row}"] [role=gridcell].class`);
    await cells(2).nth(1).click();
    await cells(3)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await group.getByText('of 2 chosen rows × 3 classes').waitFor();
    await button('Copy as', 'R').click();
    await group.getByRole('combobox', { name: 'What' }).selectOption('Losses per row');
    await group.getByText('of 2 chosen rows', { exact: true }).waitFor();
    await panel.act({ kind: 'saveArray', format: 'csv' });
    const [copied] = await panel.received('copyArray');
    const [saved] = await panel.received('saveArray');
    const { array } = copied as { array: TakenArray };
    assert.equal(array.quantity, 'gradient');
    assert.deepEqual(array.part?.rows, { start: 0, end: 2 });
    assert.deepEqual(array.part.columns, { start: 1, end: 4 });
    assert.equal(array.part.arrangement.sort?.column, 'loss');
    assert.deepEqual(saved, { array, format: 'csv' });
  });

  it('takes the rows that the grid shows where some are filtered out', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle(title);
    const { group, button } = section(page);
    await page.getByRole('button', { name: 'Wrong only' }).click();
    await group.getByText('of the 1 row that the grid shows').waitFor();
    await button('Copy as', 'CSV').click();
    await page.getByText('copyArray {').waitFor();
    const [copied] = (await panel.received('copyArray')) as { array: TakenArray }[];
    const { part } = copied!.array;
    assert.deepEqual(part?.rows, { start: 0, end: 1 });
    assert.deepEqual(part.columns, { start: 0, end: 4 });
    assert.deepEqual(part.arrangement.filter, { wrongOnly: true });
  });

  it('gives a test in each framework, and a comment for the document', async () => {
    const panel = await openDocument(plain);
    await panel.toggle(title);
    const { group, button } = section(panel.page);
    for (const framework of testFrameworks) {
      await button('Copy loss and gradient as a test in', formatTitles[framework]).click();
    }
    await panel.assertReceived(
      'copyTest',
      testFrameworks.map((framework) => ({ framework })),
    );
    await group.getByRole('button', { name: 'Insert result as comment' }).click();
    await panel.assertReceived('insertComment', [{}]);
  });

  it('offers neither losses, nor a gradient, nor a test without targets', async () => {
    const panel = await openResult('withoutTargets');
    const { page } = panel;
    await panel.toggle(title);
    const { group, button } = section(page);
    const what = group.getByRole('combobox', { name: 'What' });
    assert.deepEqual(await optionsOf(what), ['Probabilities', 'Logits']);
    assert.equal(await group.getByRole('group', { name: /test/ }).count(), 0);
    await button('Copy as', 'R').click();
    await panel.assertReceived('copyArray', [{ array: whole('probabilities'), format: 'r' }]);
  });

  it('is done by keyboard alone', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await page.locator('summary', { hasText: title }).focus();
    await page.keyboard.press('Enter');
    await section(page).button('Copy as', 'PyTorch').waitFor();
    for (const key of ['Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await panel.assertReceived('copyArray', [{ array: whole('gradient'), format: 'pytorch' }]);
  });

  it('says what went wrong', async () => {
    const panel = await openDocument(plain);
    await panel.toggle(title);
    await panel.failRequests('As C, this has more than 20,000,000 characters.');
    await section(panel.page).button('Copy as', 'C').click();
    await panel.page.locator('[aria-live=polite]').getByText('As C, this has more').waitFor();
  });

  it('is done by commands, on what the grid shows', async () => {
    const panel = await openDocument(plain);
    await panel.toggle(title);
    await section(panel.page).group.getByRole('combobox').selectOption('Losses per row');
    await panel.act({ kind: 'copyArray', format: 'julia' });
    await panel.act({ kind: 'saveArray', format: 'npy' });
    await panel.act({ kind: 'copyTest', framework: 'jax' });
    await panel.act({ kind: 'insertComment' });
    await panel.assertReceived('insertComment', [{}]);
    const array = whole('gradient');
    await panel.assertReceived('copyArray', [{ array, format: 'julia' }]);
    await panel.assertReceived('saveArray', [{ array, format: 'npy' }]);
    await panel.assertReceived('copyTest', [{ framework: 'jax' }]);
  });

  it('is in the context menu of VS Code where there is a result', async () => {
    const context = (page: Page) => page.locator('main').getAttribute('data-vscode-context');
    const empty = await openPanel();
    assert.equal(await context(empty.page), null);
    const panel = await openDocument(plain);
    assert.deepEqual(JSON.parse((await context(panel.page)) ?? ''), { webviewSection: 'result' });
  });
});
