import assert from 'node:assert/strict';
import { named, plain } from './documents.ts';
import type { FakeHost } from './fakeHost.ts';
import { openDocument } from './hooks.ts';

declare const fakeHost: FakeHost;

describe('the names of classes', () => {
  it('stand in the grid, above their columns and for target and argmax', async () => {
    const { page } = await openDocument(named);
    const grid = page.getByRole('grid', { name: 'Rows' });
    const header = grid.getByRole('columnheader', { name: 'class 1 (dog)', exact: true });
    assert.equal(await header.innerText(), 'dog');
    assert.equal(await header.getAttribute('title'), 'Gradient of class 1 (dog)');
    await grid
      .getByRole('gridcell', { name: '2 (guinea pig of the Andes)', exact: true })
      .waitFor();
    await grid.getByRole('gridcell', { name: '1 (dog), not the target' }).first().waitFor();
  });

  it('stand beside the classes of the chosen row, and in what is said of it', async () => {
    const { page } = await openDocument(named);
    await page.getByText('target 0 (cat) · argmax 0 (cat)').waitFor();
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    await table.getByRole('rowheader', { name: '2 guinea pig of the Andes' }).waitFor();
    await table.getByRole('radio', { name: 'Class 0 (cat) is the target' }).waitFor();
    await table.getByRole('slider', { name: 'Logit of class 1 (dog)' }).waitFor();
  });

  it('leave their column as wide as it is while the classes of a row are scrolled', async () => {
    const names = Array.from({ length: 400 }, (_, index) =>
      index === 399 ? 'okapi of the Ituri' : 'a',
    );
    const { page } = await openDocument(
      `${names.join()}\n${names.map((_, index) => index).join()}\n`,
    );
    await page.getByRole('button', { name: 'Show all 400 classes' }).click();
    const table = page.getByRole('table', { name: 'Classes of row 0' });
    const width = async (): Promise<number> =>
      (await table.getByRole('columnheader', { name: 'class' }).boundingBox())!.width;
    await table.getByRole('rowheader', { name: '0 a', exact: true }).waitFor();
    const before = await width();
    await table.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await table.getByRole('rowheader', { name: '399 okapi of the Ituri' }).waitFor();
    assert.equal(await width(), before);
  });

  it('stand beside the targets in the confusion matrix', async () => {
    const panel = await openDocument(named);
    await panel.toggle('The batch');
    const matrix = panel.page.getByRole('grid', { name: 'Confusion matrix' });
    await matrix.getByRole('rowheader', { name: '1 dog' }).waitFor();
    const title = 'Target 0 (cat), predicted 1 (dog): 1 row';
    await matrix.getByRole('gridcell', { name: title }).waitFor();
  });

  it('stand in a narrow grid, too, cut shorter', async () => {
    const { page } = await openDocument(named, {}, { width: 300 });
    const cell = page.getByRole('gridcell', { name: '2 (guinea pig of the Andes)', exact: true });
    assert.equal(await cell.getAttribute('data-text'), 'guinea …');
  });

  it('are known to the filter, and stand in what it says', async () => {
    const panel = await openDocument(named);
    await panel.toggle('Filter');
    const field = panel.page.getByRole('textbox', { name: 'Predicted' });
    await field.fill('dog');
    await field.press('Enter');
    await panel.page.getByText('3 of 4 rows, predicted 1 (dog)').waitFor();
    await field.fill('cow');
    await field.press('Enter');
    await panel.page.getByText('The classes are 0 to 2, or their names.').waitFor();
  });

  it('stand in findings, and in full in the tooltips of the places', async () => {
    const { page } = await openDocument(named.replace('0.5,-1,cat', '0.5,nan,cat'));
    await page.getByText('The logit in row 0, column 2 (guinea pig of the Andes) is NaN').waitFor();
    const place = page.getByRole('button', { name: 'row 0, column 2', exact: true });
    const title = await place.getAttribute('title');
    assert.equal(title, 'row 0, column 2 (guinea pig of the Andes)');
  });

  it('stand in what is tried out', async () => {
    const { page } = await openDocument(named);
    await page.getByRole('radio', { name: 'Class 1 (dog) is the target' }).check();
    await page.getByText('target 1 (dog), was 0 (cat) · argmax 0 (cat)').waitFor();
    await page.getByText('1 change tried out').last().click();
    await page.getByText('0 (cat) → 1 (dog)').waitFor();
  });

  it('stand behind the formulas of the steps, with the whole name in a tooltip', async () => {
    const panel = await openDocument(named);
    await panel.toggle('step by step');
    const steps = panel.page.getByRole('region', { name: 'Steps of row 0' });
    await steps.getByRole('heading', { name: 'whose target y is 0 (cat)' }).waitFor();
    const gradient = steps.getByRole('listitem').filter({ hasText: 'The gradient' });
    const names = gradient.getByTitle(/./);
    assert.deepEqual(await names.allInnerTexts(), ['cat', 'dog', 'guinea pig …']);
    assert.equal(await names.last().getAttribute('title'), 'guinea pig of the Andes');
  });

  it('stand in a comparison, those of either evaluation', async () => {
    const panel = await openDocument(named);
    const { page } = panel;
    await page.getByRole('button', { name: 'Pin', exact: true }).click();
    await page.getByText('This is what is pinned.').waitFor();
    const renamed = named.replaceAll('guinea pig of the Andes', 'hamster');
    await panel.showDocument(renamed.replace('0.5,1,0.75', '0.5,1,2'));
    await page.getByText(': 1 (dog) → 2 (hamster)').waitFor();
    await page.getByText(', column 2 (hamster): ').waitFor();
  });

  it('are copied with the cells below them', async () => {
    const { page } = await openDocument(named);
    await page.getByRole('gridcell', { name: '2 (guinea pig of the Andes)', exact: true }).click();
    await page.keyboard.press('Control+a');
    await page.evaluate(() => fakeHost.act({ kind: 'copyCells', headers: true }));
    await page.getByText('Copied 4 × 10 cells').waitFor();
    const [headers] = (await page.evaluate(() => fakeHost.clipboard)).split('\n');
    assert.match(headers!, /\tmargin\tcat\tdog\tguinea pig of the Andes$/);
  });

  it('are their indices where they have no others', async () => {
    const { page } = await openDocument(plain);
    const header = page.getByRole('columnheader', { name: 'class 1', exact: true });
    assert.equal(await header.innerText(), '1');
  });
});
