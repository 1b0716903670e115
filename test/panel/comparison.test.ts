import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { plain } from './documents.ts';
import { openDocument, openPanel } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';

/** As `plain`, but for the last row, which is now predicted as its target. */
const changed = plain.replace('[2, 0, 1, 1]', '[2, 9, 1, 1]');

const pin = (page: Page) => page.getByRole('button', { name: 'Pin', exact: true });
const comparison = (page: Page) => page.getByRole('group', { name: /^Compared with/ });

async function openPinned(): Promise<PanelPage> {
  const panel = await openDocument(plain);
  await pin(panel.page).click();
  await comparison(panel.page).getByText('This is what is pinned.').waitFor();
  return panel;
}

describe('comparing', () => {
  it('pins what is shown, and says what it is compared with', async () => {
    const { page } = await openPinned();
    assert.equal(await pin(page).getAttribute('aria-pressed'), 'true');
    await page
      .getByRole('heading', { name: 'Compared with main.py:1: 3 rows × 4 classes' })
      .waitFor();
    await comparison(page).getByRole('button', { name: 'Unpin' }).click();
    await comparison(page).waitFor({ state: 'detached' });
    assert.equal(await pin(page).getAttribute('aria-pressed'), 'false');
  });

  it('has the losses, the flipped predictions, the gradients and the worst rows', async () => {
    const panel = await openPinned();
    const { page } = panel;
    await panel.showDocument(changed);
    const section = comparison(page);
    const losses = section.getByRole('table', { name: 'Losses compared' });
    const [, pinned, shown, difference] = (await losses.getByRole('row').nth(1).innerText()).split(
      /\s+/,
    );
    assert.ok(Number(pinned) > Number(shown));
    assert.equal(Number(difference), Number(shown) - Number(pinned));
    await page.getByRole('status').filter({ hasText: shown! }).waitFor();

    await section.getByText('1 of 3 predictions flipped').waitFor();
    assert.match(await section.getByRole('listitem').innerText(), /row 2: 0 → 1/);
    await section.getByText(/Largest difference of the gradients/).waitFor();
    const worst = section.getByRole('table', { name: 'Rows whose losses differ most' });
    assert.equal(await worst.getByRole('row').count(), 2);
  });

  it('leads to a row that flipped', async () => {
    const panel = await openPinned();
    const { page } = panel;
    await panel.showDocument(changed);
    await comparison(page).getByRole('listitem').getByRole('button', { name: 'row 2' }).click();
    await page
      .locator('[role=row][aria-current=true] [role=rowheader]', { hasText: '2' })
      .waitFor();
  });

  it('follows the options, and says whose gradient is whose', async () => {
    const panel = await openPinned();
    await panel.showDocument(plain, { options: { reduction: 'mean', temperature: 2 } });
    const section = comparison(panel.page);
    await section.getByText('No prediction flipped.').waitFor();
    await section.getByText('that of the sum, this one that of the mean').waitFor();
  });

  it('says in words what cannot be compared', async () => {
    const panel = await openPinned();
    const section = comparison(panel.page);
    await panel.showDocument('logits = [[1, 2]]\ntargets = [0]\n');
    await section.getByText('The pinned logits are 3 × 4, these are 1 × 2').waitFor();
    await panel.showDocument('logits = [[1, 2, 3, 5], [4, 5, 2, 3], [2, 0, 1, 1]]\n');
    await section.getByText('What is shown has no loss to be compared.').waitFor();
    await section.getByText('No prediction flipped.').waitFor();
  });

  it('says what went wrong, and asks again', async () => {
    const panel = await openPinned();
    const section = comparison(panel.page);
    await panel.failRequests('What was pinned is lost.');
    await panel.showDocument(changed);
    await section.getByRole('alert').getByText('What was pinned is lost.').waitFor();
    await panel.failRequests(null);
    await section.getByRole('button', { name: 'Ask again' }).click();
    await section.getByText('1 of 3 predictions flipped').waitFor();
  });

  it('pins another one in place of the first', async () => {
    const panel = await openPinned();
    await panel.showDocument(changed);
    const section = comparison(panel.page);
    await section.getByRole('button', { name: 'Pin this instead' }).click();
    await section.getByText('This is what is pinned.').waitFor();
  });

  it('asks nothing while the section is closed', async () => {
    const panel = await openPinned();
    await panel.toggle('Compared with');
    await panel.showDocument(changed);
    await panel.settled();
    assert.deepEqual(await panel.received('comparePinned'), []);
    await panel.toggle('Compared with');
    await comparison(panel.page).getByText('1 of 3 predictions flipped').waitFor();
  });

  it('is not offered before there is a result', async () => {
    const { page } = await openPanel();
    assert.equal(await pin(page).count(), 0);
  });
});
