import type { VSCodeWindow } from '../../vscode/window.ts';
import { openWindow } from './hooks.ts';

const command = 'Softmax Lens: Evaluate Selection';
const array = '[[1.0, 2.0, 3.0, 5.0],\n     [4.0, 5.0, 2.0, 3.0]]';
const python = `z = ${array}\nlabels = [3, 1]\n`;

const slider = ({ panel }: VSCodeWindow, index: number) =>
  panel.getByRole('slider', { name: `Logit of class ${index}`, exact: true });

async function evaluate(text = python): Promise<VSCodeWindow> {
  const window = await openWindow({ files: { 'softmax.py': text } });
  await window.select(array);
  await window.runCommand(command);
  await slider(window, 0).waitFor();
  return window;
}

async function editorShows({ page }: VSCodeWindow, text: string): Promise<void> {
  for (const line of text.trimEnd().split('\n')) {
    await page.locator('.view-line').filter({ hasText: line.trim() }).waitFor();
  }
}

async function tryOut(window: VSCodeWindow, index: number, text: string): Promise<void> {
  await slider(window, index).press('Enter');
  await window.page.keyboard.type(text);
  await window.page.keyboard.press('Enter');
}

describe('a person who tries out changes in VS Code', () => {
  it('applies them to the document as one step, and takes it back by one undo', async () => {
    const window = await evaluate();
    const { panel } = window;
    await tryOut(window, 0, '7.25');
    await tryOut(window, 3, '-1');
    await panel.getByRole('radio', { name: 'Class 0 is the target' }).check();
    await panel.getByText('3 changes tried out', { exact: true }).waitFor();
    await window.screenshot('changes tried out');
    await panel.getByRole('button', { name: 'Apply to document' }).click();
    await panel.getByText('Wrote 3 numbers into softmax.py').waitFor();
    await panel.getByText('Drag a bar').waitFor();
    const changed = python
      .replace('[[1.0', '[[7.25')
      .replace('5.0],', '-1.0],')
      .replace('[3', '[0');
    await editorShows(window, changed);
    await window.focusEditor();
    await window.page.keyboard.press('Control+Z');
    await editorShows(window, python);
    await panel.getByRole('status').getByText('0.6253721511650079').waitFor();
  });

  it('is told why nothing is applied when the document has changed, or was closed', async () => {
    const window = await openWindow({ files: { 'softmax.py': python, 'other.py': 'pass\n' } });
    await window.openFile('other.py');
    await window.openFile('softmax.py');
    await window.select(array);
    await window.runCommand(command);
    await tryOut(window, 0, '7');
    await window.panel.getByText('1 change tried out', { exact: true }).waitFor();
    const apply = window.panel.getByRole('button', { name: 'Apply to document' });
    const alert = window.panel.getByRole('alert');
    await window.panel.getByRole('button', { name: 'Lock' }).click();
    await window.panel.locator('button[aria-pressed="true"]').waitFor();
    await window.select('4.0');
    await window.page.keyboard.insertText('4.5');
    await editorShows(window, '[4.5, 5.0, 2.0, 3.0]]');
    await apply.click();
    await alert.filter({ hasText: 'The document has changed' }).waitFor();
    await editorShows(window, 'z = [[1.0, 2.0, 3.0, 5.0],');

    await window.focusEditor();
    await window.page.keyboard.press('Control+Z');
    await editorShows(window, '[4.0, 5.0, 2.0, 3.0]]');
    await window.runCommand('File: Save');
    await window.focusEditor();
    await window.runCommand('View: Close Editor');
    await apply.click();
    await alert.filter({ hasText: 'The document is closed' }).waitFor();
  });
});

describe('a person who looks at cells and literals in VS Code', () => {
  it('sees the literal of the chosen cell selected, and goes on in the panel', async () => {
    const window = await evaluate();
    const { panel, page, statusBar } = window;
    await panel.getByRole('gridcell').first().click();
    for (const key of ['End', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    await page.keyboard.press('ArrowUp');
    await panel.getByRole('heading', { name: 'Row 0', exact: true }).waitFor();
    // The status bar tells of the editor that has the focus only.
    await window.focusEditor();
    await statusBar.getByText('Ln 1, Col 20 (3 selected)').waitFor();
    await panel.getByRole('gridcell').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('F12');
    await statusBar.getByText('Ln 1, Col 25 (3 selected)').waitFor();
  });

  it('sees the cell of the literal that the cursor is in', async () => {
    const window = await evaluate();
    const { panel, page } = window;
    await window.select('2.0, 3.0]]');
    await page.keyboard.press('ArrowLeft');
    const isChosenIn = async (name: string) => {
      const header = panel.getByRole('columnheader', { name, exact: true }).first();
      const column = await header.getAttribute('aria-colindex');
      await panel
        .locator(`.row.chosen [role=gridcell][tabindex="0"][aria-colindex="${column}"]`)
        .waitFor();
    };
    await panel.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();
    await isChosenIn('class 2');
    await window.select('3, 1]');
    await page.keyboard.press('ArrowLeft');
    await panel.getByRole('heading', { name: 'Row 0', exact: true }).waitFor();
    await isChosenIn('target');
  });
});
