import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VSCodeWindow } from '../../vscode/window.ts';
import { openWindow } from './hooks.ts';

const command = 'Softmax Lens: Evaluate Selection';
const array = '[[1,2,3,5],[4,5,2,3]]';
const python = `z = np.array(${array})\nlabels = [3, 1]\n`;

async function announces({ panel }: VSCodeWindow, text: string | RegExp): Promise<void> {
  await panel.locator('[aria-live=polite]').filter({ hasText: text }).first().waitFor();
}

/** By keyboard where the mouse rests: for a moment after it was opened, a menu takes no click. */
async function chooseInMenu({ page }: VSCodeWindow, name: string): Promise<void> {
  await page.getByRole('menuitem', { name, exact: true }).hover();
  await page.keyboard.press('Enter');
}

// One window for all of it: opening one takes longer than what is done in it.
describe('a person in VS Code, with a result', () => {
  it('copies it, saves it, compares it with another, and is told what cannot be done', async () => {
    const other = '[[1,2,3,5],[4,1,2,3]]';
    const json = `{"logits": ${other}, "labels": [3, 1]}\n`;
    const window = await openWindow({ files: { 'batch.json': json, 'softmax.py': python } });
    const { panel } = window;
    await window.openFile('softmax.py');
    await window.select(array);
    await window.runCommand(command);
    await panel.getByRole('gridcell').first().click({ button: 'right' });
    await chooseInMenu(window, 'Copy As');
    await chooseInMenu(window, 'Copy as NumPy');
    await announces(window, 'Copied gradient, 2 × 4, as NumPy.');

    await window.runCommand('Softmax Lens: Save as .npy');
    await window.saveAsSuggested('gradient.npy');
    await announces(window, 'Saved gradient.npy.');
    const bytes = await readFile(join(window.folder, 'gradient.npy'));
    assert.equal(bytes.toString('latin1', 0, 6), '\x93NUMPY');
    assert.equal(bytes.readDoubleLE(bytes.length - 8), 0.08714431874203257);

    await panel.getByRole('button', { name: 'Pin', exact: true }).click();
    await panel.getByText('This is what is pinned.').waitFor();
    await window.focusEditor();
    await window.openFile('batch.json');
    await window.select(other);
    await window.runCommand(command);
    await panel.getByRole('heading', { name: 'Compared with softmax.py:1' }).waitFor();
    await panel.getByText('1 of 2 predictions flipped').waitFor();
    await window.screenshot('compared');

    await window.runCommand('Softmax Lens: Insert Result as Comment');
    await announces(window, 'Nothing was inserted: no comments are known in documents of');
    assert.equal(await readFile(join(window.folder, 'batch.json'), 'utf8'), json);
  });
});
