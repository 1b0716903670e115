import assert from 'node:assert/strict';
import { openWindow } from './hooks.ts';
import { notationFiles } from './notations.ts';

const command = 'Softmax Lens: Evaluate Selection';

describe('an array in a file of each language', () => {
  it('is read as what it says when it is selected', async function () {
    this.timeout(300_000);
    const files = Object.fromEntries(notationFiles.map(({ name, text }) => [name, text]));
    // VS Code knows no MATLAB, and takes its files for Objective-C.
    const settings = { 'files.associations': { '*.m': 'plaintext' } };
    const window = await openWindow({ files, settings });
    const { panel, page, statusBar } = window;
    const grid = panel.getByRole('grid').first();

    for (const { language, name, selected, shape, values } of notationFiles) {
      await window.focusEditor();
      await window.openFile(name);
      await statusBar.getByRole('button', { name: language, exact: true }).waitFor();
      await window.select(selected);
      await window.runCommand(command);
      await panel
        .getByRole('button', { name: new RegExp(`^${name}:`) })
        .first()
        .waitFor();
      await panel.getByText(shape).waitFor();
      await panel.getByRole('radio', { name: 'Logits' }).check({ force: true });
      for (const [index, row] of [values.slice(0, 3), values.slice(3)].entries()) {
        const cells = row.map((value) => ` ${value}`).join('');
        await grid
          .getByRole('row')
          .nth(index + 1)
          .filter({
            hasText: new RegExp(
              `${cells.replaceAll(/[.+]/g, '\\$&').replaceAll(' ', '\\s*')}\\s*$`,
            ),
          })
          .waitFor();
      }
      assert.equal(await panel.getByRole('alert').count(), 0);
    }
    await page.keyboard.press('Escape');
  });
});
