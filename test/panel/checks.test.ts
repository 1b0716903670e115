import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { allIgnored, outOfRange, plain } from './documents.ts';
import { openDocument } from './hooks.ts';

/** What stands in the rows of a table, the head left out: the texts of their cells. */
async function rowsOf(page: Page, name: string): Promise<string[][]> {
  const rows = page.getByRole('table', { name }).locator('tbody').getByRole('row');
  await rows.first().waitFor();
  return Promise.all(
    (await rows.all()).map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).map((text) => text.trim()),
    ),
  );
}

const sections = ['Conventions', 'Precision', 'Gradient check', 'The batch', 'Other losses'];
const questions = [
  'conventionReport',
  'precisionLens',
  'gradientCheck',
  'batchReport',
  'variantLoss',
];

describe('a check', () => {
  it('is not asked for before it is opened', async () => {
    const panel = await openDocument(plain);
    for (const name of questions) assert.deepEqual(await panel.received(name), []);
  });

  for (const title of sections) {
    it(`is announced while it is asked for, and says why it fails: ${title}`, async () => {
      const panel = await openDocument(plain);
      const { page } = panel;
      await panel.failRequests('The compute thread has stopped.');
      await panel.whileHeld(async () => {
        await panel.toggle(title);
        if (title === 'Gradient check') {
          await page.getByRole('button', { name: 'Check gradient' }).click();
        }
        await page.getByRole('group', { name: title }).getByText('Asking…').waitFor();
      });
      const group = page.getByRole('group', { name: title });
      await group.getByRole('alert').getByText('The compute thread has stopped.').waitFor();
      assert.equal(await group.getByText('Asking…').count(), 0);
    });
  }

  it('is no longer waited for once it is closed', async () => {
    const panel = await openDocument(plain);
    await panel.whileHeld(async () => {
      await panel.toggle('The batch');
      await panel.page.getByText('Asking…').waitFor();
      await panel.toggle('The batch');
      await panel.page.getByText('Asking…').waitFor({ state: 'detached' });
    });
    assert.deepEqual(await panel.cancelled(), ['batchReport']);
  });

  it('says how far it has come, and is asked for again once it was cancelled', async () => {
    const panel = await openDocument(plain);
    const group = panel.page.getByRole('group', { name: 'Conventions' });
    await panel.whileHeld(async () => {
      await panel.toggle('Conventions');
      await group.getByText('Asking…').waitFor();
      await panel.assertReceived('conventionReport', [{}]);
      await panel.report('conventionReport', 0.456);
      await group.getByText('45 %').waitFor();
      await group.getByRole('button', { name: 'Cancel' }).click();
      await group.getByRole('alert').getByText('Cancelled.').waitFor();
    });
    await group.getByRole('button', { name: 'Ask again' }).click();
    await group.getByRole('table').waitFor();
    assert.deepEqual(await panel.cancelled(), ['conventionReport']);
  });

  it('is asked for anew when there is another result, and a late answer to the old one dropped', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    const ofMean = page.getByRole('columnheader', { name: 'loss (mean)' });
    await panel.whileHeld(
      async () => {
        await panel.toggle('Conventions');
        await page.getByText('Asking…').waitFor();
      },
      async () => {
        await panel.showDocument(plain, { options: { reduction: 'mean' } });
        await ofMean.waitFor();
      },
    );
    assert.deepEqual(await panel.cancelled(), ['conventionReport']);
    // Answers arrive in order: with this one, the late one has arrived.
    await panel.toggle('The batch');
    await page.getByRole('term').getByText('accuracy', { exact: true }).waitFor();
    const [, loss] = (await rowsOf(page, 'Conventions'))[0]!;
    assert.ok((await page.getByRole('status').innerText()).includes(`${loss} (mean)`));
  });

  it('is asked for again when a panel opens in which it was open', async () => {
    const panel = await openDocument(plain);
    await panel.toggle('The batch');
    await panel.assertReceived('batchReport', [{}]);
    const again = await openDocument(plain, {}, { kept: await panel.kept() });
    await again.page.getByRole('term').getByText('accuracy', { exact: true }).waitFor();
  });
});

describe('the conventions', () => {
  it('agree on a plain batch', async () => {
    const panel = await openDocument(plain);
    await panel.toggle('Conventions');
    const rows = await rowsOf(panel.page, 'Conventions');
    assert.deepEqual(
      rows.map(([name, , agreement]) => [name, agreement]),
      [
        ['PyTorch', 'chosen'],
        ...['NumPy', 'Optax', 'Keras', 'ONNX'].map((name) => [name, 'agrees']),
      ],
    );
    assert.equal(new Set(rows.map(([, loss]) => loss)).size, 1);
  });

  it('differ over a batch in which all is ignored: NaN, 0, or no ignoring at all', async () => {
    const panel = await openDocument(allIgnored, { options: { reduction: 'mean' } });
    await panel.toggle('Conventions');
    const rows = await rowsOf(panel.page, 'Conventions');
    const of = (name: string) => rows.find(([title]) => title === name)!.slice(1);
    const below = (name: string) => rows[rows.findIndex(([title]) => title === name) + 1]![0]!;
    assert.deepEqual(of('PyTorch'), ['NaN', 'chosen']);
    assert.deepEqual(of('Keras'), ['0', 'differs']);
    assert.match(below('Keras'), /the mean of no rows is 0\s+keras-team\/keras, .*loss\.py/);
    assert.match(of('NumPy')[0]!, /-100/);
    assert.equal(of('NumPy')[1], 'not possible');
    assert.match(below('NumPy'), /there is no ignore index: every row counts/);
    assert.deepEqual(of('ONNX'), ['NaN', 'agrees']);
  });

  it('differ over a weighted mean by their divisors', async () => {
    const panel = await openDocument(plain, {
      options: { reduction: 'mean', classWeights: [1, 2, 1, 4] },
    });
    await panel.toggle('Conventions');
    const rows = await rowsOf(panel.page, 'Conventions');
    const of = (name: string) => rows.find(([title]) => title === name)!;
    const below = (name: string) => rows[rows.findIndex(([title]) => title === name) + 1]![0]!;
    assert.equal(of('Keras')[2], 'differs');
    assert.ok(Math.abs(Number(of('Keras')[1]) / Number(of('PyTorch')[1]) - 8 / 3) < 1e-14);
    assert.match(below('Keras'), /the mean divides by the number of rows that count/);
    assert.match(below('Optax'), /there are no class weights/);
  });

  it('differ over a label that is out of range', async () => {
    const panel = await openDocument('logits = [[1, 2], [0, 2]]\ntargets = [0, -1]\n');
    await panel.toggle('Conventions');
    const rows = await rowsOf(panel.page, 'Conventions');
    const of = (name: string) => rows.find(([title]) => title === name)!.slice(1);
    assert.match(of('PyTorch')[0]!, /^Row 1 has target -1/);
    const wrapped = 1 + Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-2));
    for (const name of ['NumPy', 'Optax', 'ONNX']) {
      assert.ok(Math.abs(Number(of(name)[0]) - wrapped) < 1e-14);
      assert.equal(of(name)[1], 'differs');
    }
  });

  it('are there when the chosen one refuses the targets', async () => {
    const panel = await openDocument(outOfRange);
    await panel.toggle('Conventions');
    const optax = (await rowsOf(panel.page, 'Conventions')).find(([name]) => name === 'Optax');
    assert.deepEqual(optax!.slice(1), ['NaN', 'differs']);
  });

  it('need targets', async () => {
    const panel = await openDocument('logits = [[1, 2, 3], [0, 2, 4]]\n');
    await panel.toggle('Conventions');
    await panel.page.getByRole('alert').getByText('Without targets there is no loss.').waitFor();
  });
});

describe('the precision', () => {
  it('shows where fewer bits overflow and underflow, and what that costs', async () => {
    const panel = await openDocument('logits = [[12, 1], [-20, 2]]\ntargets = [0, 1]\n');
    await panel.toggle('Precision');
    const rows = await rowsOf(panel.page, 'Precision');
    assert.deepEqual(
      rows.map(([format]) => format),
      ['float32', 'float16', 'bfloat16'].flatMap((f) => [`${f} naive`, `${f} stable`]),
    );
    const [, loss, error, overflows, underflows] = rows[2]!;
    assert.deepEqual([loss, error, overflows, underflows], ['NaN', 'NaN', '1', '1']);
    const stable = rows[1]!;
    assert.ok(Number(stable[2]) > 0 && Number(stable[2]) < 1e-2);
    assert.deepEqual(stable.slice(3), ['0', '0', '0']);
  });

  it('shows where rounding changes the argmax', async () => {
    const panel = await openDocument('logits = [[1, 1.0001], [3, 1]]\ntargets = [1, 0]\n');
    await panel.toggle('Precision');
    const rows = await rowsOf(panel.page, 'Precision');
    assert.deepEqual(
      rows.map((row) => row.at(-1)),
      ['0', '0', '1', '1', '1', '1'],
    );
  });

  it('fits into a panel of 300 pixels', async () => {
    const document = 'logits = [[1000, 0.123456, 1], [0, 1.00001, 1]]\ntargets = [1, 1]\n';
    const panel = await openDocument(document, {}, { width: 300 });
    await panel.toggle('Precision');
    await rowsOf(panel.page, 'Precision');
    const frame = panel.page.getByRole('region', { name: 'Precision' });
    assert.deepEqual(await frame.evaluate((box) => box.scrollWidth - box.clientWidth), 0);
  });

  it('has no loss where there are no targets', async () => {
    const panel = await openDocument('logits = [[1, 2, 3], [0, 2, 4]]\n');
    await panel.toggle('Precision');
    const rows = await rowsOf(panel.page, 'Precision');
    assert.deepEqual(rows[0]!.slice(1, 3), ['—', '—']);
  });
});

describe('the gradient check', () => {
  it('is made at the press of a button, and names the worst entry', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle('Gradient check');
    assert.deepEqual(await panel.received('gradientCheck'), []);
    await page.getByRole('button', { name: 'Check gradient' }).click();
    const report = page.getByRole('group', { name: 'Gradient check' }).getByRole('paragraph');
    const text = (await report.innerText()).replaceAll(/\s+/g, ' ');
    const found =
      /^12 of 12 entries compared; largest error (\S+) of .* row (\d), column (\d) \(analytic (\S+), numeric (\S+)\)$/.exec(
        text,
      );
    assert.ok(found, text);
    const [, error, row, column, analytic, numeric] = found.map(Number);
    assert.ok(error! < 1e-8);
    assert.ok(Math.abs(analytic! - numeric!) < 1e-8);
    await report.getByRole('button').click();
    await panel.assertReceived('revealCell', [{ array: 'logits', row, column }]);
  });

  it('of another result is to be asked for again', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle('Gradient check');
    await page.getByRole('button', { name: 'Check gradient' }).click();
    await page.getByText('12 of 12 entries').waitFor();
    await panel.showDocument('logits = [[1, 2], [0, 2]]\ntargets = [0, 1]\n');
    await page.getByText('12 of 12 entries').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check gradient' }).click();
    await page.getByText('4 of 4 entries').waitFor();
  });

  it('says when there is nothing to compare', async () => {
    const panel = await openDocument('logits = [[nan, 2]]\ntargets = [0]\n');
    await panel.toggle('Gradient check');
    await panel.page.getByRole('button', { name: 'Check gradient' }).click();
    await panel.page.getByText('No entry could be compared').waitFor();
  });
});

describe('another loss', () => {
  const row = [2, 0, 1, 1];
  const total = row.reduce((sum, z) => sum + Math.exp(z), 0);
  const p = Math.exp(0) / total;
  const l = -Math.log(p);

  it('is that of the batch and of the chosen row, with its gradient and its source', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await page.getByRole('rowheader', { name: '2', exact: true }).first().click();
    await panel.toggle('Other losses');
    const group = page.getByRole('group', { name: 'Other losses' });
    await group.getByText('arXiv:1708.02002').waitFor();
    const expected = 0.25 * (1 - p) ** 2 * l;
    const ofRow = /([\d.]+) \(row 2\)/.exec((await group.innerText()).replaceAll(/\s+/g, ' '));
    assert.ok(Math.abs(Number(ofRow![1]) / expected - 1) < 1e-14);
    const rows = await rowsOf(page, 'Gradient of row 2 under the focal loss');
    assert.equal(rows.length, 4);
    const slopes = rows.map(([, slope]) => Number(slope));
    assert.ok(slopes[1]! < 0);
    assert.ok(Math.abs(slopes.reduce((sum, slope) => sum + slope)) < 1e-15);
  });

  it('is that of the row that is chosen next', async () => {
    const panel = await openDocument(plain);
    await panel.toggle('Other losses');
    await panel.page.getByRole('table', { name: 'Gradient of row 0' }).waitFor();
    await panel.page.getByRole('rowheader', { name: '1', exact: true }).first().click();
    await panel.page.getByRole('table', { name: 'Gradient of row 1' }).waitFor();
  });

  for (const [title, parameter, kind, loss] of [
    ['z-loss', 'coefficient', 'z-loss', l + 0.5 * Math.log(total) ** 2],
    ['Poly-1 loss', 'epsilon', 'poly-1', l + 0.5 * (1 - p)],
  ] as const) {
    it(`is chosen, and its parameter given: ${title}`, async () => {
      const panel = await openDocument(plain);
      const { page } = panel;
      await page.getByRole('rowheader', { name: '2', exact: true }).first().click();
      await panel.toggle('Other losses');
      await page.getByRole('combobox', { name: 'Loss' }).selectOption({ label: title });
      const field = page.getByRole('textbox', { name: parameter });
      await field.fill('0.5');
      await field.press('Enter');
      await page.waitForFunction(
        (loss) =>
          [...document.querySelectorAll('details b')].some(
            ({ textContent }) => Math.abs(Number(textContent) / loss - 1) < 1e-14,
          ),
        loss,
      );
      const asked = await panel.received('variantLoss');
      assert.deepEqual(asked.at(-1), { variant: { kind, [parameter]: 0.5 }, row: 2 });
    });
  }

  it('refuses parameters that are no numbers, or not defined', async () => {
    const panel = await openDocument(plain);
    const { page } = panel;
    await panel.toggle('Other losses');
    const field = page.getByRole('textbox', { name: 'gamma' });
    await field.fill('two');
    await field.press('Enter');
    await page.getByRole('alert').getByText('“two” is not a number.').waitFor();
    await field.fill('-1');
    await field.press('Enter');
    await page.getByRole('alert').getByText('gamma').waitFor();
    assert.equal((await panel.received('variantLoss')).length, 2);
  });

  it('lists the steepest classes where there are many', async () => {
    const logits = Array.from({ length: 100 }, (_, c) => c % 7).join();
    const panel = await openDocument(`logits = [[${logits}]]\ntargets = [3]\n`);
    await panel.toggle('Other losses');
    await panel.page.getByText('The 12 steepest of 100 classes.').waitFor();
    const rows = await rowsOf(panel.page, 'Gradient of row 0');
    assert.deepEqual([rows.length, rows[0]![0]], [12, '3']);
  });
});
