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
