import assert from 'node:assert/strict';
import { defaultSettings } from '../../src/protocol/schemas.ts';
import { openDocument, openPanel, openResult } from './hooks.ts';
import { evaluated, memento, nothingYet, resultOf } from './states.ts';

describe('the head of the panel', () => {
  it('says that it is ready once, and how to begin', async () => {
    const panel = await openPanel();
    await panel.show(nothingYet);
    const status = panel.page.getByRole('status');
    await status.getByText('Softmax Lens: Evaluate Selection').waitFor();
    await panel.assertReceived('ready', [{}]);
  });

  it('counts the wrong ones among the rows that are not ignored', async () => {
    const { page } = await openResult('ignored');
    await page.getByText('0 of 1 row wrong', { exact: true }).waitFor();
  });

  it('states the loss as sum and mean at full precision', async () => {
    const { page } = await openResult('example');
    assert.equal(
      (await page.getByRole('main').getByRole('status').innerText()).trim(),
      'Loss 0.6253721511650079 (sum) 0.31268607558250394 (mean)',
    );
    for (const text of ['2 rows × 4 classes', 'Python list', '0 of 2 rows wrong']) {
      await page.getByRole('listitem').getByText(text).waitFor();
    }
  });

  it('says which columns of a table are not taken for classes', async () => {
    const item = 'not taken for classes: id, epoch';
    const { page } = await openDocument('id,cat,dog,epoch\n7,1,2,3\n8,4,5,3\n');
    await page.getByRole('listitem').getByText(item, { exact: true }).waitFor();
    const header = Array.from({ length: 12 }, (_, index) => `${'a'.repeat(index)}_id`);
    const many = await openDocument(`${header.join()},cat\n${'1,'.repeat(12)}2.5\n`);
    await many.page.getByText(/not taken for classes: _id, .* and 2 others/).waitFor();
  });

  it('offers a lock where there is a result to keep, or a lock to open', async () => {
    const panel = await openResult('example');
    const lock = panel.page.getByRole('button', { name: 'Lock' });
    await lock.waitFor();
    const failure = { message: 'The array is ragged.', place: null, canRetry: false };
    await panel.show({ ...nothingYet, memento, failure });
    await panel.page.getByRole('status').getByText('No result').waitFor();
    assert.equal(await lock.count(), 0);
    await panel.show({ ...nothingYet, memento: { ...memento, locked: true }, failure });
    await lock.click();
    await panel.assertReceived('setLocked', [{ locked: false }]);
  });

  it('has no tools to sort, filter and look for rows where there are one or two', async () => {
    const { page } = await openResult('example');
    await page.getByRole('combobox', { name: 'Digits' }).waitFor();
    for (const tool of [
      page.getByRole('button', { name: 'Worst first' }),
      page.getByRole('button', { name: 'Wrong only' }),
      page.getByRole('textbox', { name: 'Row' }),
      page.getByRole('heading', { name: 'Filter' }),
    ]) {
      assert.equal(await tool.count(), 0);
    }
  });

  it('leads to where logits and targets stand', async () => {
    const panel = await openResult('example');
    await panel.page.getByRole('button', { name: 'main.py:4' }).click();
    await panel.page.getByRole('button', { name: 'main.py:9' }).click();
    await panel.assertReceived('reveal', [
      { range: { start: 30, end: 56 } },
      { range: { start: 90, end: 96 } },
    ]);
  });

  it('invents no loss without targets, and says how to give them', async () => {
    const { page } = await openResult('withoutTargets');
    const status = await page.getByRole('status').innerText();
    assert.match(status, /^No targets:.* class indices from 0 to 3/s);
    assert.doesNotMatch(status, /\d\.\d/);
    assert.ok(await page.getByRole('radio', { name: 'Gradient' }).isDisabled());
    assert.ok(await page.getByRole('radio', { name: 'Probabilities' }).isChecked());
  });

  it('sends targets that are typed, once, and not those that were there', async () => {
    const panel = await openResult('example');
    const field = panel.page.getByRole('textbox', { name: 'Targets' });
    assert.equal(await field.inputValue(), '[3, 1]');
    await field.fill('0 2');
    await field.press('Enter');
    await field.blur();
    await field.fill('[3, 1]');
    await field.press('Enter');
    await panel.assertReceived('setSettings', [
      { settings: { ...defaultSettings, targetsText: '0 2' } },
    ]);
  });

  it('keeps what is typed while the result changes', async () => {
    const panel = await openResult('example');
    const field = panel.page.getByRole('textbox', { name: 'Targets' });
    await field.fill('0');
    await panel.show(evaluated('example', { progress: 0.5 }));
    await panel.show(evaluated('example', { result: resultOf('example', 2) }));
    await panel.settled();
    assert.equal(await field.inputValue(), '0');
  });

  it('shows the targets that are in use again when they are cleared away', async () => {
    const panel = await openResult('example');
    const field = panel.page.getByRole('textbox', { name: 'Targets' });
    await field.fill('');
    await field.press('Enter');
    await panel.assertReceived('setSettings', [{ settings: defaultSettings }]);
    await panel.show(evaluated('example', { result: resultOf('example', 2) }));
    await panel.settled();
    assert.equal(await field.inputValue(), '[3, 1]');
  });

  it('goes back to the targets of the document', async () => {
    const panel = await openResult('example', {
      memento: { ...memento, settings: { ...defaultSettings, targetsText: '0 2' } },
    });
    assert.equal(await panel.page.getByRole('textbox', { name: 'Targets' }).inputValue(), '0 2');
    await panel.page.getByRole('button', { name: 'Use the targets found' }).click();
    await panel.assertReceived('setSettings', [{ settings: defaultSettings }]);
    await panel.show(evaluated('example'));
    const back = panel.page.getByRole('button', { name: 'Use the targets found' });
    await back.waitFor({ state: 'detached' });
  });

  it('locks and unlocks', async () => {
    const panel = await openResult('example');
    const lock = panel.page.getByRole('button', { name: 'Lock', exact: true });
    assert.equal(await lock.getAttribute('aria-pressed'), 'false');
    await lock.click();
    await panel.show(evaluated('example', { memento: { ...memento, locked: true } }));
    await panel.page.getByRole('button', { name: 'Lock', pressed: true }).click();
    await panel.assertReceived('setLocked', [{ locked: true }, { locked: false }]);
  });
});

describe('work under way', () => {
  it('shows how far it is, and can be cancelled', async () => {
    const panel = await openPanel();
    await panel.show({ ...nothingYet, progress: 0.456 });
    const bar = panel.page.getByRole('progressbar', { name: 'Evaluating' });
    await bar.waitFor();
    assert.equal(await bar.getAttribute('aria-valuenow'), '45');
    await panel.page.getByText('45 %').waitFor();
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
    await panel.assertReceived('cancel', [{}]);
  });

  it('is not shown when it is over at once, and is gone when it is over', async () => {
    const panel = await openResult('example');
    const { clock } = panel.page;
    await clock.install({ time: 0 });
    await clock.pauseAt(1000);
    const bar = panel.page.getByRole('progressbar');
    await panel.show(evaluated('example', { progress: 0 }));
    await clock.runFor(140);
    assert.equal(await bar.count(), 0);
    await clock.resume();
    await bar.waitFor();
    await panel.show(evaluated('example'));
    await bar.waitFor({ state: 'detached' });
    // The page keeps its clock.
    await panel.close();
  });
});

describe('a failure', () => {
  const failure = {
    message: 'Row 1 has 3 values where row 0 has 4.',
    place: { label: 'main.py:5:12', range: { start: 51, end: 52 } },
    canRetry: true,
  };

  it('is a sentence with a link to its place and a way to try again', async () => {
    const panel = await openPanel();
    await panel.show({ ...nothingYet, failure });
    const alert = panel.page.getByRole('alert');
    await alert.getByText(failure.message).waitFor();
    await alert.getByRole('button', { name: 'main.py:5:12' }).click();
    await alert.getByRole('button', { name: 'Retry' }).click();
    await panel.assertReceived('reveal', [{ range: failure.place.range }]);
    await panel.assertReceived('retry', [{}]);
  });

  it('leaves out what it cannot offer', async () => {
    const panel = await openPanel();
    await panel.show({ ...nothingYet, failure: { ...failure, place: null, canRetry: false } });
    const alert = panel.page.getByRole('alert');
    await alert.waitFor();
    assert.equal(await alert.getByRole('button').count(), 0);
  });

  it('leaves the choice of what is shown as it is, in high contrast, too', async () => {
    const panel = await openResult('example', { failure }, { theme: 'high-contrast' });
    const opacity = (name: string) =>
      panel.page
        .getByRole('radio', { name })
        .evaluate((button) => Number(getComputedStyle(button).opacity));
    assert.deepEqual([await opacity('Gradient'), await opacity('Logits')], [0, 0]);
  });

  it('stands beside what was evaluated last, and says so', async () => {
    const panel = await openResult('example', { failure });
    await panel.page.getByRole('alert').getByText('Below is what was evaluated last.').waitFor();
    await panel.page.getByRole('status').getByText('0.6253721511650079').waitFor();
    await panel.page.getByRole('gridcell', { name: '-0.1690473394560486' }).first().waitFor();
  });
});
