import assert from 'node:assert/strict';
import { diagnosed, outOfRange, plain } from './documents.ts';
import { openDocument } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';

/** Row and column, as the grid counts them, of the cell that is chosen there. */
async function chosenCell({ page }: PanelPage): Promise<(number | null)[]> {
  const cell = page.getByRole('grid').locator('[tabindex="0"]');
  const row = await cell.locator('..').getAttribute('aria-rowindex');
  return [Number(row) - 2, Number(await cell.getAttribute('aria-colindex')) - 1];
}

describe('a finding', () => {
  for (const [kind, { text, settings, severity, says, isRefusal, places = {} }] of Object.entries(
    diagnosed,
  )) {
    it(`of the kind ${kind} says what is so, how bad it is, and where`, async () => {
      const panel = await openDocument(text, settings);
      const findings = panel.page.getByRole('list', { name: 'Findings' });
      const finding = (
        isRefusal ? panel.page.getByRole('alert') : findings.getByRole('listitem')
      ).filter({ hasText: says });
      await finding.waitFor();
      if (!isRefusal) await finding.getByRole('img', { name: severity, exact: true }).waitFor();
      const names = await finding.locator('.link').allInnerTexts();
      assert.deepEqual(names, Object.keys(places));
      for (const [name, { array, row, column = 0 }] of Object.entries(places)) {
        await finding.getByRole('button', { name, exact: true }).click();
        const columns = await panel.page.getByRole('columnheader').allInnerTexts();
        const before = columns.map((title) => title.trim()).indexOf('0');
        const expected = array === 'targets' ? 1 : before + column;
        assert.deepEqual(await chosenCell(panel), [row, expected]);
      }
      const isTyped = settings?.targetsText !== undefined;
      const inDocument = Object.values(places).filter(
        ({ array }) => array === 'logits' || !isTyped,
      );
      await panel.assertReceived('revealCell', inDocument);
    });
  }

  it('is not there where there is nothing to say', async () => {
    const { page } = await openDocument(plain);
    assert.equal(await page.getByRole('list', { name: 'Findings' }).count(), 0);
  });

  it('says how many places there are beyond those that it links to', async () => {
    const rows = Array.from({ length: 15 }, () => '[nan, 1]');
    const { page } = await openDocument(`logits = [${rows.join()}]\n`);
    const finding = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await finding.getByText('and 5 more rows').waitFor();
  });

  it('brings a row into view that is far away, as often as it is asked to', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => (row === 400 ? '[1, nan]' : '[1, 2]'));
    const panel = await openDocument(`logits = [${rows.join()}]\n`);
    const link = panel.page.getByRole('button', { name: 'row 400, column 1' });
    const grid = panel.page.getByRole('grid');
    for (let time = 0; time < 2; time++) {
      await link.click();
      await panel.page.getByRole('table', { name: 'Classes of row 400' }).waitFor();
      await panel.page.waitForFunction(() => {
        const cell = document.querySelector('[role=grid] [tabindex="0"]')!;
        const frame = cell.closest('[role=grid]')!.getBoundingClientRect();
        const { top, bottom } = cell.getBoundingClientRect();
        return top >= frame.top && bottom <= frame.bottom;
      });
      await grid.evaluate((element) => (element.scrollTop = 0));
    }
  });

  it('leads to no place in the document where the targets were typed', async () => {
    const panel = await openDocument('logits = [[1, 2], [0, 2]]\n', { targetsText: '0 7' });
    const refusal = panel.page.getByRole('alert');
    await refusal.getByRole('button', { name: 'target of row 1' }).click();
    assert.deepEqual(await chosenCell(panel), [1, 1]);
    assert.deepEqual(await panel.received('revealCell'), []);
  });
});

describe('values that have gone through a softmax', () => {
  for (const [kind, values] of [
    ['looks-like-probabilities', 'probabilities'],
    ['looks-like-log-probabilities', 'log-probabilities'],
  ] as const) {
    it(`are treated as ${values} at one click, and as logits again at another`, async () => {
      const panel = await openDocument(diagnosed[kind].text);
      const { page } = panel;
      const before = await page.getByRole('status').innerText();
      await page.getByRole('button', { name: `Treat as ${values}`, exact: true }).click();
      await page.getByRole('listitem').getByText(`values are ${values}`).waitFor();
      assert.equal(await page.getByRole('list', { name: 'Findings' }).count(), 0);
      const [loss = ''] = /[\d.]+/.exec(await page.getByRole('status').innerText()) ?? [];
      const probabilities = kind === 'looks-like-probabilities' ? [0.25, 0.5] : [0.5, 0.6];
      const expected = probabilities.reduce((sum, p) => sum - Math.log(p), 0);
      assert.ok(Math.abs(Number(loss) - expected) < 1e-14, loss);
      await page.getByRole('button', { name: 'Treat as logits' }).click();
      await page.getByRole('list', { name: 'Findings' }).waitFor();
      assert.equal(await page.getByRole('status').innerText(), before);
    });
  }
});

describe('findings', () => {
  it('are told the worst first', async () => {
    const { page } = await openDocument('logits = [[nan, 2], [1, nan]]\ntargets = [-100, 0]\n');
    const severities = await page
      .getByRole('list', { name: 'Findings' })
      .getByRole('img')
      .evaluateAll((icons) => icons.map((icon) => icon.getAttribute('aria-label')));
    assert.deepEqual(severities, ['Error', 'Warning']);
  });
});

describe('options in the call of the loss', () => {
  const call =
    "F.cross_entropy(logits, targets, label_smoothing=0.1, reduction='mean', weight=w())";

  it('are told, with a link to the call, and hold from one click to the next reset', async () => {
    const panel = await openDocument(`${plain}\n${call}\n`);
    const { page } = panel;
    const finding = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await finding
      .getByText(
        "label_smoothing=0.1 and reduction='mean', which are not applied, and weight=w(), which is not understood.",
      )
      .waitFor();
    await finding.getByRole('button', { name: /^main\.py:/ }).click();
    const start = plain.length + 1;
    await panel.assertReceived('reveal', [{ range: { start, end: start + call.length } }]);
    await finding.getByRole('button', { name: 'Use these options' }).click();
    await page.getByRole('heading', { name: 'Options: mean, label smoothing 0.1' }).waitFor();
    await finding.getByText('has weight=w(), which is not understood.').waitFor();
    assert.equal(await finding.getByRole('button', { name: 'Use these options' }).count(), 0);
    await panel.toggle('Options');
    await page.getByRole('button', { name: 'Reset' }).click();
    await finding.getByRole('button', { name: 'Use these options' }).waitFor();
  });
});

describe('the framework that the call of the loss names', () => {
  it('has its convention told and used with the options, where that makes a difference', async () => {
    const panel = await openDocument(`logits = [[nan, 2], [0, 2]]
targets = [-1, 0]
keras.losses.sparse_categorical_crossentropy(targets, logits, ignore_class=-1)
`);
    const { page } = panel;
    const finding = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await finding
      .getByText('has ignore_class=-1 and the Keras convention, which are not applied.')
      .waitFor();
    await finding.getByRole('button', { name: 'Use these options' }).click();
    await page
      .getByRole('heading', { name: 'Options: Keras convention, ignore index -1' })
      .waitFor();
    await finding.getByText('not applied').waitFor({ state: 'detached' });
  });
});

describe('targets that are refused', () => {
  it('leave no loss, and are said to be refused, not missing', async () => {
    const { page } = await openDocument(outOfRange);
    assert.equal((await page.getByRole('status').innerText()).trim(), 'No loss');
    await page.getByRole('alert').getByText('Row 1 has target 7, but the classes are 0').waitFor();
    await page.getByRole('gridcell', { name: '7, not a class' }).waitFor();
    assert.ok(await page.getByRole('radio', { name: 'Gradient' }).isDisabled());
  });

  it('are said once, with the places of all', async () => {
    const { page } = await openDocument('logits = [[1, 2], [0, 2], [0, 1]]\ntargets = [3, 0, 4]\n');
    const links = page.getByRole('alert').getByRole('button');
    assert.deepEqual(await links.allInnerTexts(), ['target of row 0', 'target of row 2']);
    assert.equal(await page.getByRole('list', { name: 'Findings' }).count(), 0);
  });

  it('are those that the convention refuses', async () => {
    const panel = await openDocument(outOfRange, { options: { convention: 'optax' } });
    await panel.page.getByRole('status').getByText('NaN (sum)').waitFor();
    assert.equal(await panel.page.getByRole('alert').count(), 0);
  });

  it('for what they are as a whole, have no place', async () => {
    const panel = await openDocument(plain, {
      options: { convention: 'onnx', labelSmoothing: 0.1 },
    });
    const alert = panel.page.getByRole('alert');
    await alert.getByText('ONNX has no label smoothing.').waitFor();
    assert.equal(await alert.getByRole('button').count(), 0);
  });
});
