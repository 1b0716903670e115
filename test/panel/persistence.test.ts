import assert from 'node:assert/strict';
import { initialViewState } from '../../src/panel/store/viewState.ts';
import { openPanel, openResult } from './hooks.ts';
import { evaluated, memento } from './states.ts';

describe('what the panel keeps through a reload', () => {
  it('is the memento of the extension and the way the user looks at the result', async () => {
    const panel = await openResult('batch');
    await panel.page.getByRole('rowheader', { name: '7', exact: true }).first().click();
    await panel.page.getByRole('radio', { name: 'Logits' }).check();
    await panel.page.getByRole('combobox', { name: 'Digits' }).selectOption({ label: '3' });
    const view = {
      ...initialViewState,
      cell: { row: 7, column: 0 },
      quantity: 'logits',
      digits: 3,
    };
    assert.deepEqual(await panel.kept(), { memento, view });

    const again = await openPanel({ kept: await panel.kept() });
    assert.deepEqual(await again.kept(), { memento, view });
    await again.show(evaluated('batch'), 'batch');
    await again.settled();
    await again.page.getByRole('table', { name: 'Classes of row 7' }).waitFor();
    assert.ok(await again.page.getByRole('radio', { name: 'Logits' }).isChecked());
  });

  it('fits a smaller array, too', async () => {
    const view = { ...initialViewState, cell: { row: 7, column: 9 } };
    const { page } = await openResult('oneRow', {}, { kept: { memento, view } });
    await page.getByRole('table', { name: 'Classes of row 0' }).waitFor();
  });

  it('is ignored when it is not what this panel keeps', async () => {
    const { page } = await openResult('example', {}, { kept: { view: 'of another version' } });
    await page.getByRole('table', { name: 'Classes of row 0' }).waitFor();
  });

  it('is given to VS Code only when it has changed', async () => {
    const panel = await openResult('example');
    const before = await panel.timesKept();
    for (const progress of [0.1, 0.2, 0.3]) await panel.show(evaluated('example', { progress }));
    await panel.settled();
    assert.equal(await panel.timesKept(), before);
    await panel.page.getByRole('radio', { name: 'Logits' }).check();
    assert.equal(await panel.timesKept(), before + 1);
  });
});
