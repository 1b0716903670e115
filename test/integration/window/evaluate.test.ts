import assert from 'node:assert/strict';
import type { Theme, VSCodeWindow } from '../../vscode/window.ts';
import { openWindow } from './hooks.ts';

const command = 'Softmax Lens: Evaluate Selection';
const array = '[[1,2,3,5],[4,5,2,3]]';
const python = [
  'import numpy as np',
  '',
  `a = np.array(${array})`,
  'mysoftmax = SoftmaxLoss()',
  'loss = mysoftmax.cal_loss(a,[3,1])',
  '',
].join('\n');
const sum = 0.6253721511650079;
const mean = 0.31268607558250394;
const gradient = [
  [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
  [0.23688281808991013, -0.3560857401120277, 0.03205860328008499, 0.08714431874203257],
];

const status = ({ panel }: VSCodeWindow) => panel.getByRole('status');

async function shows(window: VSCodeWindow, text: string | RegExp): Promise<void> {
  await status(window).filter({ hasText: text }).waitFor();
}

/** Beside the editor there is room for the results of the rows; the classes are scrolled to. */
async function showClasses({ panel }: VSCodeWindow): Promise<void> {
  await panel.getByRole('gridcell').first().waitFor();
  await panel
    .getByRole('grid')
    .first()
    .evaluate((grid) => grid.scrollBy({ left: grid.scrollWidth }));
}

async function predictionsShow({ statusBar }: VSCodeWindow): Promise<void> {
  await statusBar.getByRole('button', { name: /argmax 3, 1/ }).waitFor();
}

describe('a person in VS Code', () => {
  it('selects an array, runs the command, and sees loss, argmax and gradient, in every theme', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);

    const { panel } = window;
    await showClasses(window);
    for (const theme of ['light', 'dark', 'high contrast dark', 'high contrast light'] as Theme[]) {
      await window.setTheme(theme);
      await shows(window, String(sum));
      await shows(window, String(mean));
      for (const value of gradient.flat()) {
        await panel
          .getByRole('gridcell', { name: String(value), exact: true })
          .first()
          .waitFor();
      }
      const rows = panel.getByRole('grid').first().getByRole('row');
      const row = (index: number, text: RegExp) => rows.nth(index).filter({ hasText: text });
      await row(1, /3\s*3\s*0\.18518245260381255/).waitFor();
      await row(2, /1\s*1\s*0\.44018969856119533/).waitFor();
      await panel.getByRole('button', { name: 'softmax.py:5' }).waitFor();

      await predictionsShow(window);
      const hover = await window.hover('2,3,5');
      await hover.getByText(String(sum)).waitFor();
      await window.screenshot(`main job, ${theme}`);
      await window.page.mouse.move(300, 600);
      await hover.waitFor({ state: 'hidden' });
    }
  });

  it('keeps typing in the editor while the panel follows, until it is locked', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));

    await window.select('3,5]');
    await window.page.keyboard.insertText('3,50]');
    await shows(window, '0.4401896985611953');

    const lock = window.panel.getByRole('button', { name: 'Lock' });
    await lock.click();
    await window.panel.locator('button[aria-pressed="true"]').waitFor();
    await window.select('3,50]');
    await window.page.keyboard.insertText('3,5]');
    await window.page.waitForTimeout(1500);
    await shows(window, '0.4401896985611953');
    await lock.click();
    await shows(window, String(sum));
  });

  it('finds the evaluation again after the window was reloaded', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.reload();
    await shows(window, String(sum));
    await showClasses(window);
    await window.panel
      .getByRole('gridcell', { name: String(gradient[0]![3]), exact: true })
      .first()
      .waitFor();
  });

  it('finds the panel as it was after it was hidden behind another tab', async () => {
    const window = await openWindow({ files: { 'softmax.py': python, 'other.txt': 'other' } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.page.keyboard.press('Control+2');
    await window.openFile('other.txt');
    await status(window).waitFor({ state: 'detached' });
    await window.page.getByRole('tab', { name: 'Softmax Lens' }).click();
    await shows(window, String(sum));
  });

  it('goes from the panel to the targets and to a logit in the document', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);
    await window.panel.getByRole('button', { name: 'softmax.py:5' }).click();
    await window.statusBar.getByText('Ln 5').waitFor();
    await window.statusBar.getByText('(5 selected)').waitFor();
    await showClasses(window);
    const cell = window.panel.getByRole('gridcell', { name: String(gradient[0]![3]), exact: true });
    await cell.first().dblclick();
    await window.statusBar.getByText('Ln 3, Col 23 (1 selected)').waitFor();
  });

  it('keeps a locked result and its links while lines are put above the array', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.panel.getByRole('button', { name: 'Lock' }).click();
    await window.panel.locator('button[aria-pressed="true"]').waitFor();
    await window.focusEditor();
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.insertText('# one\n# two\n');
    await window.panel.getByRole('button', { name: 'softmax.py:7' }).click();
    await window.statusBar.getByText('Ln 7, Col 34 (5 selected)').waitFor();
    await shows(window, String(sum));
  });

  it('still evaluates the array after the line ends were changed', async () => {
    const other = 'b = [[9, 9], [9, 9]]\n';
    const window = await openWindow({ files: { 'softmax.py': `${other}${python}` } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.statusBar.getByRole('button', { name: 'LF', exact: true }).click();
    await window.page.getByRole('option', { name: 'CRLF' }).click();
    await window.statusBar.getByRole('button', { name: 'CRLF', exact: true }).waitFor();
    await window.select('3,5]');
    await window.page.keyboard.insertText('3,50]');
    await shows(window, '0.4401896985611953');
    assert.equal(await window.panel.getByRole('alert').count(), 0);
  });

  it('still follows a document that was closed and opened again', async () => {
    const window = await openWindow({ files: { 'softmax.py': python, 'other.txt': 'other' } });
    // Another file keeps the group of editors open, so that the panel stays beside it.
    await window.openFile('other.txt');
    await window.openFile('softmax.py');
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.focusEditor();
    await window.runCommand('View: Close Editor');
    await window.openFile('softmax.py');
    await window.select('3,5]');
    await window.page.keyboard.insertText('3,50]');
    await shows(window, '0.4401896985611953');
  });

  it('does not take new settings for a sign that a broken array reads', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, String(sum));
    await window.select('4,5,2,3');
    await window.page.keyboard.insertText('4,5,2');
    const alert = window.panel.getByRole('alert');
    await alert.waitFor();
    const field = window.panel.getByRole('textbox', { name: 'Targets' });
    await field.fill('0 0');
    await field.press('Enter');
    await window.panel.getByRole('button', { name: 'Use the targets found' }).waitFor();
    await alert.waitFor();
    await window.page.locator('.squiggly-warning').first().waitFor();
  });

  it('takes the targets from a second selection', async () => {
    const text = `scores = ${array}\nwant = [0, 2]\n`;
    const window = await openWindow({ files: { 'scores.py': text } });
    await window.select(array);
    await window.addSelection('[0, 2]');
    await window.runCommand(command);
    await shows(window, '7.625372151165008');
    await window.panel.getByText('2 of 2 rows wrong').waitFor();
    await window.panel.getByRole('button', { name: 'scores.py:2' }).waitFor();
  });

  it('invents no loss without targets, and takes those that are typed', async () => {
    const window = await openWindow({ files: { 'scores.json': array } });
    await window.select(array);
    await window.runCommand(command);
    await shows(window, /No targets/);
    await window.screenshot('without targets');
    const field = window.panel.getByRole('textbox', { name: 'Targets' });
    await field.fill('3 1');
    await field.press('Enter');
    await shows(window, String(sum));
    await field.fill('3 9');
    await field.press('Enter');
    await window.panel.getByText(/Row 1 has target 9/).waitFor();
    await window.screenshot('a target that is no class');
  });

  it('takes the array around the cursor when nothing is selected', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select('2,3,5');
    await window.page.keyboard.press('ArrowRight');
    await window.runCommand(command);
    await shows(window, String(sum));
  });

  it('is told in words and in the editor what is wrong with a selection', async () => {
    const text = 'x = [[1.5, 2.5],\n     [3.5]]\n';
    const window = await openWindow({ files: { 'ragged.py': text } });
    await window.select('[[1.5, 2.5],\n     [3.5]]');
    await window.runCommand(command);
    await window.panel.getByRole('alert').filter({ hasText: /row/i }).waitFor();
    await window.panel.getByRole('button', { name: /^ragged.py:2/ }).click();
    await window.statusBar.getByText('Ln 2, Col').waitFor();
    await window.page.locator('.squiggly-warning').first().waitFor();
    await window.screenshot('a ragged array');
  });

  it('is told what to do where there is no array', async () => {
    const window = await openWindow({ files: { 'prose.txt': 'no array here' } });
    await window.runCommand(command);
    await window.panel
      .getByRole('alert')
      .filter({ hasText: /[Ss]elect/ })
      .waitFor();
    await window.screenshot('no array');
  });

  it('opens the panel from the hover', async () => {
    const window = await openWindow({ files: { 'softmax.py': python } });
    await window.select(array);
    // Until then the extension may not have been activated, and there is nothing to hover.
    await predictionsShow(window);
    const hover = await window.hover('2,3,5');
    await hover.getByText('Open the panel').click();
    await shows(window, String(sum));
  });
});
