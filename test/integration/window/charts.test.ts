import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openWindow } from './hooks.ts';

const text = 'logits = [[2, 0, 1], [0, 3, 1], [1, 0, 2]]\ntargets = [0, 1, 0]\n';

describe('a chart of the batch', () => {
  it('leads to its rows, and is saved as a picture where the user says', async () => {
    const window = await openWindow({ files: { 'batch.py': text } });
    const { panel, folder } = window;
    await window.select(text.trimEnd());
    await window.runCommand('Softmax Lens: Evaluate Selection');
    await panel.getByRole('heading', { name: 'The batch' }).click();

    await panel.getByRole('gridcell', { name: 'Target 0, predicted 2: 1 row' }).click();
    const rows = panel.getByRole('grid', { name: 'Rows' }).getByRole('rowheader');
    await rows.filter({ hasText: '0' }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: '1' }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: '2' }).waitFor();

    await panel.getByRole('button', { name: 'Save Losses as PNG' }).click();
    await window.saveAsSuggested('losses.png');
    await panel.getByText('Saved losses.png.').first().waitFor();
    const picture = await readFile(join(folder, 'losses.png'));
    assert.equal(picture.subarray(1, 4).toString(), 'PNG');
  });
});
