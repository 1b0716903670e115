import { openWindow } from './hooks.ts';

const [first, second] = ['[[1, 2], [3, 4]]', '[[5, 6], [8, 7]]'];

describe('the options', () => {
  it('hold for the next array, without what is of the one before, until they are reset to the settings', async function () {
    this.timeout(120_000);
    const window = await openWindow({ files: { 'main.py': `a = ${first}\nb = ${second}\n` } });
    const { panel } = window;
    const enter = async (name: string, text: string) => {
      const field = panel.getByRole('textbox', { name });
      await field.fill(text);
      await field.press('Enter');
    };
    const says = (words: string) =>
      panel.getByRole('heading', { name: `Options: ${words}`, exact: true }).waitFor();
    await window.openFile('main.py');
    await window.select(first);
    await window.runCommand('Softmax Lens: Evaluate Selection');
    await says('the defaults');
    await panel.locator('summary', { hasText: 'Options' }).click();
    await enter('Targets', '0 1');
    await enter('Label smoothing', '0.1');
    await enter('Class weights', '1 2');
    await says('label smoothing 0.1, class weights 1, 2');

    await window.focusEditor();
    await window.select(second);
    await window.runCommand('Softmax Lens: Evaluate Selection');
    await panel.getByRole('button', { name: 'main.py:2' }).waitFor();
    await says('label smoothing 0.1');
    await panel.getByRole('status').getByText('No targets').waitFor();

    await window.changeSettings({ 'softmaxLens.reduction': 'mean' });
    await says('mean, label smoothing 0.1');
    await panel.getByRole('button', { name: 'Reset', exact: true }).click();
    await says('mean');

    await window.page.getByRole('tab', { name: 'Softmax Lens' }).click({ button: 'middle' });
    await panel.getByRole('status').waitFor({ state: 'detached' });
    await window.focusEditor();
    await window.select(first);
    await window.runCommand('Softmax Lens: Evaluate Selection');
    await says('mean');
  });
});
