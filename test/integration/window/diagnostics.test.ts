import { diagnosed } from '../../panel/documents.ts';
import type { Settings } from '../../../src/protocol/schemas.ts';
import type { VSCodeWindow } from '../../vscode/window.ts';
import { openWindow } from './hooks.ts';

/** Sets, as a person does, what a document of `diagnosed` needs. */
async function setInPanel({ panel }: VSCodeWindow, settings: Partial<Settings>): Promise<void> {
  const { targetsText, options = {} } = settings;
  const enter = async (name: string, text: string) => {
    const field = panel.getByRole('textbox', { name });
    await field.fill(text);
    await field.press('Enter');
  };
  if (targetsText !== undefined) await enter('Targets', targetsText ?? '');
  const reduction = panel.getByRole('combobox', { name: 'Reduction' });
  if (!(await reduction.isVisible()))
    await panel.locator('summary', { hasText: 'Options' }).click();
  // What was set for the document before holds for the next one, too.
  const untouched = panel.getByRole('heading', { name: 'Options: the defaults' });
  if (!(await untouched.isVisible())) await panel.getByRole('button', { name: 'Reset' }).click();
  await untouched.waitFor();
  if (options.classWeights) await enter('Class weights', options.classWeights.join(' '));
  if (options.reduction) await reduction.selectOption(options.reduction);
  if (options.ignoreIndex !== undefined) await enter('Ignore index', String(options.ignoreIndex));
  if (options.convention) {
    await panel.getByRole('combobox', { name: 'Convention' }).selectOption(options.convention);
  }
}

const number = /-?(?:inf|nan|\d[\d.]*(?:e\d+)?)/g;

describe('what is wrong with the data', () => {
  it('is said in the panel, with a link that lands on the very number', async function () {
    this.timeout(300_000);
    const kinds = Object.entries(diagnosed);
    const files = Object.fromEntries(kinds.map(([kind, { text }]) => [`${kind}.py`, text]));
    const window = await openWindow({ files });
    const { panel, statusBar } = window;
    for (const [kind, { text, settings = {}, says, isRefusal, places = {} }] of kinds) {
      await window.focusEditor();
      await window.openFile(`${kind}.py`);
      await window.select(text.trimEnd());
      await window.runCommand('Softmax Lens: Evaluate Selection');
      await panel.getByRole('button', { name: `${kind}.py:1` }).waitFor();
      await setInPanel(window, settings);
      const findings = panel.getByRole('list', { name: 'Findings' }).getByRole('listitem');
      const notices = isRefusal ? panel.getByRole('alert') : findings;
      const finding = notices.filter({ hasText: says });
      await finding.waitFor();

      for (const [name, { array, row, column = 0 }] of Object.entries(places)) {
        if (array === 'targets' && settings.targetsText !== undefined) continue;
        await finding.getByRole('button', { name, exact: true }).click();
        const line = array === 'logits' ? 0 : 1;
        const literals = [...text.split('\n')[line]!.matchAll(number)];
        const classes = [...text.slice(0, text.indexOf(']')).matchAll(number)].length;
        const literal = literals[array === 'logits' ? row * classes + column : row]!;
        const end = literal.index + literal[0].length;
        await statusBar
          .getByText(`Ln ${line + 1}, Col ${end + 1} (${literal[0].length} selected)`)
          .waitFor();
      }
    }
  });
});
