import assert from 'node:assert/strict';
import { plain } from './documents.ts';
import { openDocument, openResult } from './hooks.ts';

describe('the chosen cell and its literal', () => {
  it('are told to the extension once the choice rests, and the focus stays in the grid', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await page.getByRole('rowheader', { name: '0', exact: true }).first().click();
    for (const key of ['End', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
    await panel.assertReceived('selectCell', [{ array: 'logits', row: 1, column: 2 }]);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('role')),
      'gridcell',
    );
    await page.keyboard.press('F12');
    await panel.assertReceived('revealCell', [{ array: 'logits', row: 1, column: 2 }]);
  });

  it('are told of a target that stands in the document, and of no other', async () => {
    const panel = await openDocument(plain);
    await panel.page.getByRole('gridcell').first().click();
    await panel.assertReceived('selectCell', [{ array: 'targets', row: 0 }]);
    await panel.showDocument(plain, { targetsText: '0 1 2' });
    await panel.settled();
    await panel.page.getByRole('rowheader', { name: '1', exact: true }).first().click();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('End');
    await panel.assertReceived('selectCell', [
      { array: 'targets', row: 0 },
      { array: 'logits', row: 1, column: 3 },
    ]);
    assert.deepEqual(await panel.received('revealCell'), []);
  });

  it('the cell of the literal with the cursor is shown, which is not told back', async () => {
    const panel = await openResult('millionRows');
    const { page } = panel;
    await panel.moveCursorInto({ array: 'logits', row: 500_000, column: 9 });
    await page.getByRole('table', { name: 'Classes of row 500000' }).waitFor();
    await page.getByRole('rowheader', { name: '500000', exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
    await page.waitForTimeout(150);
    assert.deepEqual(await panel.received('selectCell'), []);
  });

  it('lead from a bar to the document by F12', async () => {
    const panel = await openDocument(plain);
    await panel.page.getByRole('slider', { name: 'Logit of class 2' }).press('F12');
    await panel.assertReceived('revealCell', [{ array: 'logits', row: 0, column: 2 }]);
  });
});
