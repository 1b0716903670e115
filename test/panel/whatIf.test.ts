import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { unwrapNonFinite } from '../../src/protocol/nonFinite.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { plain } from './documents.ts';
import { openDocument, openPanel } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';

/** Those of the document `plain`. */
const logits = [
  [1, 2, 3, 5],
  [4, 5, 2, 3],
  [2, 0, 1, 1],
];
const targets = [3, 1, 1];

function lossOfRow(row: readonly number[], target: number, temperature = 1): number {
  const scaled = row.map((logit) => logit / temperature);
  return Math.log(scaled.reduce((sum, z) => sum + Math.exp(z), 0)) - scaled[target]!;
}

function sumOfLosses(rows: readonly (readonly number[])[], of: readonly number[], temperature = 1) {
  return rows.reduce((sum, row, index) => sum + lossOfRow(row, of[index]!, temperature), 0);
}

/** The logits of the document with another first one. */
const withFirst = (value: number) => [[value, ...logits[0]!.slice(1)], ...logits.slice(1)];

const slider = (page: Page, index: number) =>
  page.getByRole('slider', { name: `Logit of class ${index}`, exact: true });
const target = (page: Page, index: number) =>
  page.getByRole('radio', { name: `Class ${index} is the target` });
const field = (page: Page) => page.getByRole('textbox', { name: 'Type the logit of class' });
const changes = (page: Page) => page.getByRole('group', { name: 'Changes' });
const valueOf = (page: Page, index: number) =>
  slider(page, index).evaluate((element) => Number(element.getAttribute('aria-valuetext')));

async function lossBecomes({ page }: PanelPage, loss: number): Promise<void> {
  await page.waitForFunction(
    (loss) =>
      Math.abs(Number(document.querySelector('[role=status] b')?.textContent) - loss) < 1e-9,
    loss,
  );
}

async function rowLossBecomes({ page }: PanelPage, loss: number): Promise<void> {
  await page.waitForFunction((loss) => {
    const text = document.querySelector('softmax-lens-row header')?.textContent ?? '';
    return Math.abs(Number(/loss (\S+)/.exec(text)?.[1]) - loss) < 1e-9;
  }, loss);
}

async function isInView(part: Locator): Promise<boolean> {
  const height = await part.page().evaluate(() => innerHeight);
  const box = await part.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

async function settingsSent(panel: PanelPage): Promise<Settings[]> {
  const all = (await panel.received('setSettings')) as { settings: Settings }[];
  return all.map(({ settings }) => settings);
}

describe('what if', () => {
  it('a logit is moved by keys: row and batch follow, and the change is counted', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).press('PageUp');
    await slider(page, 0).press('ArrowRight');
    assert.equal(await valueOf(page, 0), 2.1);
    await rowLossBecomes(panel, lossOfRow([2.1, 2, 3, 5], 3));
    await lossBecomes(panel, sumOfLosses(withFirst(2.1), targets));
    await changes(page).getByText('1 change tried out').waitFor();
    await slider(page, 0).press('Delete');
    assert.equal(await valueOf(page, 0), 1);
    await lossBecomes(panel, sumOfLosses(logits, targets));
    await changes(page).getByText('Drag a bar').waitFor();
  });

  it('a bar is dragged with the mouse, to a number of few digits', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    const box = (await slider(page, 0).boundingBox())!;
    const place = (value: number) => box.x + 3 + ((value + 2) / 9) * (box.width - 6);
    await page.mouse.move(place(1), box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(place(6), box.y + 40, { steps: 8 });
    await page.mouse.up();
    const value = await valueOf(page, 0);
    assert.ok(Math.abs(value - 6) < 0.3, String(value));
    assert.ok(String(value).length <= 3, String(value));
    await rowLossBecomes(panel, lossOfRow([value, 2, 3, 5], 3));
    await lossBecomes(panel, sumOfLosses(withFirst(value), targets));
  });

  it('a bar is dragged with a finger', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    const box = (await slider(page, 0).boundingBox())!;
    const touch = await page.context().newCDPSession(page);
    const y = box.y + box.height / 2;
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: x === undefined ? [] : [{ x, y }],
      });
    await send('touchStart', box.x + box.width / 3);
    for (let step = 0; step <= 10; step++) {
      await send('touchMove', box.x + box.width * (1 / 3 + step / 15));
    }
    await send('touchEnd');
    assert.equal(await valueOf(page, 0), 7);
    await lossBecomes(panel, sumOfLosses(withFirst(7), targets));
  });

  it('a logit is typed as people type it', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).press('Enter');
    await field(page).fill('-1e-3');
    await field(page).press('Enter');
    await lossBecomes(panel, sumOfLosses(withFirst(-0.001), targets));
    assert.ok(await slider(page, 0).evaluate((element) => element === document.activeElement));
    await slider(page, 0).press('-');
    await page.keyboard.type('inf');
    await page.keyboard.press('Enter');
    await lossBecomes(panel, sumOfLosses(withFirst(-Infinity), targets));
    assert.equal(await slider(page, 0).getAttribute('aria-valuetext'), '-Infinity');
    await page.getByTitle('Type a logit').first().click();
    await page.keyboard.type('nan');
    await slider(page, 2).focus();
    await page.getByRole('status').getByText('NaN').first().waitFor();
  });

  it('bad input is said in words, and changes nothing', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).press('F2');
    await field(page).fill('one');
    await field(page).press('Enter');
    await page.getByRole('alert').filter({ hasText: '“one” is not a number' }).waitFor();
    await field(page).press('Escape');
    assert.equal(await field(page).count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.deepEqual(await settingsSent(panel), []);
  });

  it('a class becomes the target of the row', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await page.getByRole('rowheader', { name: '0', exact: true }).last().getByText('0').click();
    await lossBecomes(panel, sumOfLosses(logits, [0, 1, 1]));
    assert.ok(await target(page, 0).isChecked());
    await page.getByText('target 0, was 3').waitFor();
    await target(page, 3).check();
    await lossBecomes(panel, sumOfLosses(logits, targets));
    await changes(page).getByText('Drag a bar').waitFor();
  });

  it('a class becomes the target where there was none', async () => {
    const panel = await openDocument('logits = [[1, 2, 3, 5]]\n');
    await target(panel.page, 2).check();
    await lossBecomes(panel, lossOfRow([1, 2, 3, 5], 2));
  });

  it('temperature and label smoothing are moved, and put back', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    const temperature = page.getByRole('slider', { name: 'Temperature' });
    await temperature.fill('0.3');
    assert.equal(await temperature.getAttribute('aria-valuetext'), '2');
    await rowLossBecomes(panel, lossOfRow(logits[0]!, 3, 2));
    await lossBecomes(panel, sumOfLosses(logits, targets, 2));
    await page.getByRole('button', { name: 'Temperature: back to 1' }).click();
    await lossBecomes(panel, sumOfLosses(logits, targets));
    await page.getByRole('slider', { name: 'Label smoothing' }).fill('0.5');
    await page.getByRole('heading', { name: 'Options: label smoothing 0.5' }).waitFor();
  });

  it('changes outlast a look at other rows and a reload, and are reset one by one or all at once', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).press('End');
    await page.getByRole('rowheader', { name: '1', exact: true }).first().click();
    await page.getByRole('table', { name: 'Classes of row 1' }).waitFor();
    await slider(page, 1).press('-');
    await page.keyboard.type('inf');
    await page.keyboard.press('Enter');
    await target(page, 0).check();
    await changes(page).getByText('3 changes tried out').click();
    await changes(page).getByText('row 0, class 0').waitFor();
    await changes(page).getByText('1 → 7').waitFor();

    const changed = [withFirst(7)[0]!, [4, -Infinity, 2, 3], logits[2]!];
    await lossBecomes(panel, sumOfLosses(changed, [3, 0, 1]));
    const { memento } = (await panel.kept()) as { memento: { settings: Settings } };
    const again = await openPanel({ kept: await panel.kept() });
    await again.showDocument(plain, unwrapNonFinite(memento.settings) as Settings);
    await lossBecomes(again, sumOfLosses(changed, [3, 0, 1]));
    await changes(again.page).getByText('3 changes tried out').waitFor();

    await changes(page).getByRole('button', { name: 'Reset row 0, class 0' }).click();
    await lossBecomes(panel, sumOfLosses([logits[0]!, ...changed.slice(1)], [3, 0, 1]));
    await page.getByRole('button', { name: 'Reset 2 changes of this row' }).click();
    await lossBecomes(panel, sumOfLosses(logits, targets));
    await changes(again.page).getByRole('button', { name: 'Reset all' }).click();
    await lossBecomes(again, sumOfLosses(logits, targets));
  });

  it('the row answers while the batch is evaluated, which is asked for the latest change only', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).focus();
    await panel.hold('setSettings');
    for (let press = 0; press < 6; press++) await page.keyboard.press('ArrowRight');
    await rowLossBecomes(panel, lossOfRow([1.6, 2, 3, 5], 3));
    await lossBecomes(panel, sumOfLosses(logits, targets));
    await panel.release();
    await lossBecomes(panel, sumOfLosses(withFirst(1.6), targets));
    const values = (await settingsSent(panel)).map(({ changes }) => changes.logits[0]?.value);
    assert.deepEqual(values, [1.1, 1.6]);
  });

  it('a change is dropped, in words, when the document has another number in its place', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).press('End');
    await slider(page, 1).press('End');
    await lossBecomes(panel, sumOfLosses([[7, 7, 3, 5], ...logits.slice(1)], targets));
    const { memento } = (await panel.kept()) as { memento: { settings: Settings } };
    await panel.showDocument(plain.replace('[[1, 2', '[[1, 2.5'), memento.settings);
    await changes(page)
      .getByText('1 change dropped: the document has other numbers in its place now.')
      .waitFor();
    await changes(page).getByText('1 change tried out').waitFor();
    assert.equal(await valueOf(page, 0), 7);
    assert.equal(await valueOf(page, 1), 2.5);
  });

  it('changes are marked in the grid, too, in words', async () => {
    const { page } = await openDocument(plain);
    await slider(page, 1).press('End');
    await target(page, 0).check();
    await page.getByRole('radio', { name: 'Logits' }).check();
    await page.getByTitle('7, changed').waitFor();
    await page.getByTitle('0, changed').waitFor();
  });

  it('bars get their size back when a large change is reset, or undone in the document', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    const ends = () =>
      slider(page, 3).evaluate((input) => [input.getAttribute('min'), input.getAttribute('max')]);
    const before = await ends();
    const endsAre = (most: string) =>
      page.locator(`[aria-label="Logit of class 3"][max="${most}"]`).waitFor();
    await slider(page, 0).press('1');
    await page.keyboard.type('00');
    await page.keyboard.press('Enter');
    await changes(page).getByText('1 change tried out').waitFor();
    assert.notDeepEqual(await ends(), before);
    await page.getByRole('button', { name: 'Reset all' }).click();
    await endsAre(before[1] ?? '');
    await panel.showDocument(plain.replace('[[1,', '[[100,'));
    await endsAre('140');
    await panel.showDocument(plain);
    await endsAre(before[1] ?? '');
  });

  it('changes are told of beside the loss, and of all that is taken out of the panel', async () => {
    const panel = await openDocument(plain, {}, { height: 400 });
    const { page } = panel;
    await slider(page, 1).press('End');
    await target(page, 0).check();
    const words = page
      .getByRole('status')
      .getByRole('button', { name: 'with 2 changes tried out' });
    await words.click();
    assert.ok(await isInView(changes(page)));
    await panel.act({ kind: 'copyArray', format: 'julia' });
    const said = page.locator('[aria-live=polite]');
    await said.getByText(/^copyArray .* \(with 2 changes tried out\)$/).waitFor();
    await page.getByRole('button', { name: 'Reset all' }).click();
    await words.waitFor({ state: 'detached' });
    await panel.act({ kind: 'copyArray', format: 'r' });
    await said.getByText(/^copyArray .*"r"}$/).waitFor();
  });

  it('changes are applied by the extension once they are evaluated, and what comes of it is said', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await slider(page, 0).focus();
    await panel.hold('setSettings');
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Apply to document' }).click();
    await page.getByRole('button', { name: 'Applying…' }).waitFor();
    assert.deepEqual(await panel.received('applyChanges'), []);
    await panel.release();
    await panel.assertReceived('applyChanges', [{}]);
    await page.getByText('applyChanges {}').waitFor();
    await panel.showDocument(plain);
    await page.getByText('applyChanges {}').waitFor({ state: 'detached' });

    await slider(page, 0).press('End');
    await panel.failRequests('The document is closed. Open it first.');
    await page.getByRole('button', { name: 'Apply to document' }).click();
    // What else is asked for meanwhile fails, too, and is told of by itself.
    const refusal = page.getByText('The document is closed. Open it first.', { exact: true });
    await refusal.waitFor();
    await panel.failRequests(null);
    await slider(page, 0).press('Home');
    await refusal.waitFor({ state: 'detached' });
  });

  it('the classes that are shown stay where they are while a logit is moved', async () => {
    const row = Array.from({ length: 60 }, (_, index) => index / 10);
    const { page } = await openDocument(`logits = [[${row.join(', ')}]]\ntargets = [3]\n`);
    const shown = () => page.getByRole('table').getByRole('rowheader').allInnerTexts();
    const before = await shown();
    await slider(page, 50).press('Home');
    await changes(page).getByText('1 change tried out').waitFor();
    await page.waitForTimeout(100);
    assert.deepEqual(
      (await shown()).map((text) => Number.parseInt(text)),
      before.map((text) => Number.parseInt(text)),
    );
  });
});
