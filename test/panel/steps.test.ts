import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { initialViewState } from '../../src/panel/store/viewState.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { plain } from './documents.ts';
import { openDocument } from './hooks.ts';

/** The formulas of every step, and what is said of it. */
async function stepsOf(page: Page, row = 0): Promise<Record<string, string>> {
  const region = page.getByRole('region', { name: `Steps of row ${row}` });
  await region.waitFor();
  const items = await region.getByRole('listitem').all();
  return Object.fromEntries(
    await Promise.all(
      items.map(async (item) => {
        const title = await item.getByRole('heading').innerText();
        const formulas = await item.getByRole('math').allTextContents();
        const notes = await item.getByRole('paragraph').allInnerTexts();
        return [title, [...formulas, ...notes].join(' | ')] as const;
      }),
    ),
  );
}

const title = /step by step/;

async function openSteps(document: string, settings: Partial<Settings> = {}) {
  const panel = await openDocument(document, settings);
  await panel.page.getByRole('combobox', { name: 'Digits' }).selectOption('6');
  await panel.page.getByRole('heading', { name: title }).click();
  return panel;
}

describe('the steps of the chosen row', () => {
  it('are formulas with its own numbers, from the logits to the gradient', async () => {
    const { page } = await openSteps(plain);
    assert.deepEqual(await stepsOf(page), {
      'Find the largest logit': 'm=maxkzk=5',
      'Subtract it: no exponential will be larger than 1':
        'z0−m=1−5=−4z1−m=2−5=−3z2−m=3−5=−2z3−m=5−5=0',
      'Take the exponentials': 'ez0−m=e−4=0.0183156ez1−m=e−3=0.0497871ez2−m=e−2=0.135335ez3−m=e0=1',
      'Add them up': 'S=∑kezk−m | =0.0183156 | +0.0497871 | +0.135335 | +1 | =1.20344',
      'Divide by the sum: the probabilities':
        'pk=ezk−mS | p0=0.01831561.20344=0.0152194p1=0.04978711.20344=0.0413707' +
        'p2=0.1353351.20344=0.112457p3=11.20344=0.830953',
      'Take the logarithms': '−logpk=logS−(zk−m) | −logp3=0.185182−0=0.185182',
      'The loss of the row, whose target y is 3': 'ℓ=−logpy | =0.185182',
      'The gradient':
        '∂L∂zk=pk−[k=y] | ∂L∂z0=0.0152194−0=0.0152194∂L∂z1=0.0413707−0=0.0413707' +
        '∂L∂z2=0.112457−0=0.112457∂L∂z3=0.830953−1=−0.169047',
    });
  });

  it('follow the chosen row, and the number of digits', async () => {
    const { page } = await openSteps(plain);
    await stepsOf(page);
    await page.getByRole('gridcell', { name: '0, not the target' }).click();
    assert.equal((await stepsOf(page, 2))['Find the largest logit'], 'm=maxkzk=2');
    await page.getByRole('combobox', { name: 'Digits' }).selectOption('3');
    assert.match((await stepsOf(page, 2))['Take the logarithms']!, /=2\.63$/);
  });

  it('of the row before stay until there are others', async () => {
    const panel = await openSteps(plain);
    const { page } = panel;
    const ofRow = (row: number) => page.getByRole('region', { name: `Steps of row ${row}` });
    await ofRow(0).waitFor();
    await panel.whileHeld(async () => {
      await page.getByRole('gridcell', { name: '0, not the target' }).click();
      const { arithmetic } = initialViewState;
      await panel.assertReceived('steps', [
        { row: 0, arithmetic },
        { row: 2, arithmetic },
      ]);
      await panel.report('steps', 0.5);
      await page.getByText('Asking… 50 %').waitFor();
      assert.ok(await ofRow(0).isVisible());
    });
    await ofRow(2).waitFor();
    assert.equal(await page.getByText('Asking…').count(), 0);
  });

  it('follow what is tried out at once, before the batch does', async () => {
    const panel = await openSteps(plain);
    const { page } = panel;
    await stepsOf(page);
    await panel.hold('setSettings');
    await page.getByRole('slider', { name: 'Logit of class 0' }).press('End');
    await page.getByText('1 change tried out', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Steps of row 0' }).getByText('7').first().waitFor();
    assert.equal((await stepsOf(page))['Find the largest logit'], 'm=maxkzk=7');
    await panel.release();
  });

  it('overflow where the largest logit is not subtracted, and say so', async () => {
    const panel = await openSteps('logits = [[1000, 0, -1000]]\ntargets = [1]\n');
    const { page } = panel;
    assert.match((await stepsOf(page))['The loss of the row, whose target y is 1']!, /=1000$/);
    await page.getByRole('checkbox', { name: 'Subtract the largest logit' }).uncheck();
    await page.getByText('Overflow: e to the 1000').waitFor();
    const steps = await stepsOf(page);
    assert.deepEqual(Object.keys(steps)[0], 'Take the exponentials');
    assert.match(steps['Add them up']!, /=∞ \| \+1 \| \+0 \| =∞$/);
    assert.match(steps['Divide by the sum: the probabilities']!, /p0=∞∞=NaN.*∞ \/ ∞ is not/);
    assert.match(
      steps['The loss of the row, whose target y is 1']!,
      /=∞ \| Without rounding at every step, it is 1000\.$/,
    );
    const again = await openDocument(plain, {}, { kept: await panel.kept() });
    assert.equal(Object.keys(await stepsOf(again.page))[0], 'Take the exponentials');
  });

  it('are rounded to fewer bits on demand', async () => {
    const { page } = await openSteps('logits = [[12, 0.1]]\ntargets = [1]\n');
    await page.getByRole('combobox', { name: 'Rounded to' }).selectOption('float16');
    assert.match((await stepsOf(page))['Round the logits to float16']!, /u1=0.1=0.0999756/);
  });

  const without: readonly [name: string, document: string, settings: Partial<Settings>, RegExp][] =
    [
      ['there are no targets', 'logits = [[1, 2], [0, 2]]\n', {}, /Without a target/],
      ['the row is ignored', 'logits = [[1, 2]]\ntargets = [-100]\n', {}, /is the ignore index/],
      [
        'the target is no class',
        'logits = [[1, 2]]\ntargets = [7]\n',
        { options: { convention: 'optax' } },
        /7 is no class/,
      ],
    ];
  it('say why they end with the probabilities', async () => {
    const panel = await openSteps(plain);
    for (const [why, document, settings, remark] of without) {
      await panel.showDocument(document, settings);
      await panel.page.getByText(remark).waitFor();
      const last = Object.keys(await stepsOf(panel.page)).at(-1);
      assert.equal(last, 'Divide by the sum: the probabilities', why);
    }
  });
});
