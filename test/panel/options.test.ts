import assert from 'node:assert/strict';
import { defaultSettings, type Settings } from '../../src/protocol/schemas.ts';
import { diagnosed, outOfRange, plain } from './documents.ts';
import { openDocument, openResult } from './hooks.ts';
import type { PanelPage } from './panelPage.ts';
import { memento } from './states.ts';

async function openOptions(options: Settings['options'] = {}): Promise<PanelPage> {
  const settings = { ...defaultSettings, options };
  const panel = await openResult('example', { memento: { ...memento, settings } });
  await panel.toggle('Options');
  return panel;
}

async function choose({ page }: PanelPage, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name }).selectOption({ label: option });
}

async function type({ page }: PanelPage, name: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name });
  await field.fill(text);
  await field.press('Enter');
}

/** What is sent when a control is set. */
const choices: readonly (readonly [name: string, option: string, Partial<Settings>])[] = [
  ['Convention', 'NumPy', { options: { convention: 'numpy' } }],
  ['Convention', 'Optax', { options: { convention: 'optax' } }],
  ['Convention', 'Keras', { options: { convention: 'keras' } }],
  ['Convention', 'ONNX', { options: { convention: 'onnx' } }],
  ['Reduction', 'mean', { options: { reduction: 'mean' } }],
  ['Values are', 'probabilities', { valuesAre: 'probabilities' }],
  ['Values are', 'log-probabilities', { valuesAre: 'log-probabilities' }],
  ['Class axis', '0', { classAxis: 0 }],
];
const texts: readonly (readonly [name: string, text: string, Partial<Settings>])[] = [
  ['Temperature', '2.5', { options: { temperature: 2.5 } }],
  ['Label smoothing', '.1', { options: { labelSmoothing: 0.1 } }],
  ['Ignore index', '0', { options: { ignoreIndex: 0 } }],
  ['Class weights', '[1, 2 0.5,1]', { options: { classWeights: [1, 2, 0.5, 1] } }],
];

describe('an option', () => {
  for (const [name, option, settings] of choices) {
    it(`is sent when it is chosen: ${name} ${option}`, async () => {
      const panel = await openOptions();
      await choose(panel, name, option);
      await panel.assertReceived('setSettings', [
        { settings: { ...defaultSettings, ...settings } },
      ]);
    });
  }

  for (const [name, text, settings] of texts) {
    it(`is sent when it is typed: ${name} ${text}`, async () => {
      const panel = await openOptions();
      await type(panel, name, text);
      await panel.assertReceived('setSettings', [
        { settings: { ...defaultSettings, ...settings } },
      ]);
    });

    it(`goes back to its default when it is emptied: ${name}`, async () => {
      const panel = await openOptions({ ...settings.options, reduction: 'mean' });
      const field = panel.page.getByRole('textbox', { name });
      assert.notEqual(await field.inputValue(), '');
      await type(panel, name, '');
      await panel.assertReceived('setSettings', [
        { settings: { ...defaultSettings, options: { reduction: 'mean' } } },
      ]);
    });

    it(`is kept, and said to be wrong, when it does not parse: ${name}`, async () => {
      const panel = await openOptions();
      await type(panel, name, 'two');
      await panel.page.getByRole('alert').getByText('“two” is not a number.').waitFor();
      const field = panel.page.getByRole('textbox', { name });
      assert.equal(await field.inputValue(), 'two');
      assert.deepEqual(await panel.received('setSettings'), []);
      await type(panel, name, text);
      await panel.assertReceived('setSettings', [
        { settings: { ...defaultSettings, ...settings } },
      ]);
      assert.equal(await panel.page.getByRole('alert').count(), 0);
    });
  }

  it('leaves the others as they are', async () => {
    const panel = await openOptions({ temperature: 2, classWeights: [1, 1, 1, 2] });
    await choose(panel, 'Reduction', 'mean');
    await panel.assertReceived('setSettings', [
      {
        settings: {
          ...defaultSettings,
          options: { temperature: 2, classWeights: [1, 1, 1, 2], reduction: 'mean' },
        },
      },
    ]);
  });

  it('changes the loss', async () => {
    const panel = await openDocument('logits = [[1, 2, 3, 5], [4, 5, 2, 3]]\ntargets = [3, 1]\n');
    await panel.toggle('Options');
    await type(panel, 'Temperature', '2');
    await panel.page.getByRole('status').getByText('1.33334506').waitFor();
    await panel.page.getByRole('heading', { name: 'Options: temperature 2' }).waitFor();
  });

  const refused = [
    ['Temperature', '-1', 'The temperature is -1; it must be between'],
    ['Label smoothing', '1.5', 'The label smoothing is 1.5; it must be between 0 and 1.'],
    ['Ignore index', '0.5', 'The ignore index is 0.5; it must be an integer.'],
    ['Class weights', '1, 2', 'There are 2 class weights for 4'],
  ] as const;
  for (const [name, text, problem] of refused) {
    it(`is refused where it is typed, in a sentence that the next one takes the place of: ${name}`, async () => {
      const panel = await openOptions();
      const alert = panel.page.getByRole('alert');
      await type(panel, name, text);
      await alert.getByText(problem).waitFor();
      await type(panel, name, 'abc');
      await alert.getByText('“abc” is not a number.').waitFor();
      assert.equal(await alert.count(), 1);
      assert.deepEqual(await panel.received('setSettings'), []);
      await type(panel, name, '');
      await alert.waitFor({ state: 'detached' });
    });
  }

  it('that the evaluation refuses is told of, and stays to be mended', async () => {
    const panel = await openDocument(plain);
    await panel.toggle('Options');
    await type(panel, 'Class weights', '1, 2, 3, 4');
    await panel.page.getByRole('heading', { name: 'class weights 1, 2, 3, 4' }).waitFor();
    const settings = { ...defaultSettings, options: { classWeights: [1, 2, 3, 4] } };
    await panel.showDocument('logits = [[1, 2, 3]]\ntargets = [1]\n', settings);
    const alert = panel.page.getByRole('alert');
    await alert.getByText('There are 4 class weights for 3').waitFor();
    const field = panel.page.getByRole('textbox', { name: 'Class weights' });
    assert.equal(await field.inputValue(), '1, 2, 3, 4');
    await type(panel, 'Class weights', '1, 2, 3');
    await alert.waitFor({ state: 'detached' });
  });
});

describe('the options', () => {
  it('are closed at first, and say what is not as by default', async () => {
    const settings = {
      ...defaultSettings,
      options: { reduction: 'mean', temperature: 2, labelSmoothing: 0.1 },
    } as const;
    const { page } = await openResult('example', { memento: { ...memento, settings } });
    const name = 'Options: mean, temperature 2, label smoothing 0.1';
    await page.getByRole('heading', { name, exact: true }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Convention' }).count(), 0);
  });

  const defaults = { reduction: 'mean', convention: 'keras' } as const;

  it('are reset at one click while they are closed, to what the configuration says', async () => {
    const settings = { ...defaultSettings, options: { labelSmoothing: 0.1 } };
    const panel = await openResult('example', { memento: { ...memento, settings }, defaults });
    await panel.page.getByRole('button', { name: 'Reset', exact: true }).click();
    await panel.assertReceived('setSettings', [
      { settings: { ...defaultSettings, options: defaults } },
    ]);
  });

  it('have nothing to reset where they are what the configuration says', async () => {
    const settings = { ...defaultSettings, options: defaults };
    const panel = await openResult('example', { memento: { ...memento, settings }, defaults });
    const name = 'Options: Keras convention, mean';
    await panel.page.getByRole('heading', { name, exact: true }).waitFor();
    const reset = panel.page.getByRole('button', { name: 'Reset', exact: true });
    assert.equal(await reset.count(), 0);
    await panel.toggle('Options');
    await panel.page.locator('vscode-button[disabled]', { hasText: 'Reset' }).waitFor();
  });

  it('are reset together, and so is what was typed in vain', async () => {
    const panel = await openDocument(plain, {
      options: { temperature: 2, convention: 'keras' },
      valuesAre: 'log-probabilities',
      targetsText: '0 0 0',
    });
    await panel.toggle('Options');
    await type(panel, 'Label smoothing', 'some');
    await panel.page.getByRole('button', { name: 'Reset' }).click();
    await panel.page.getByRole('heading', { name: 'Options: the defaults' }).waitFor();
    await panel.assertReceived('setSettings', [
      { settings: { ...defaultSettings, targetsText: '0 0 0' } },
    ]);
    const value = (name: string) => panel.page.getByRole('textbox', { name }).inputValue();
    assert.equal(await value('Label smoothing'), '0');
    assert.equal(await value('Temperature'), '1');
    assert.equal(await panel.page.getByRole('alert').count(), 0);
  });

  it('stay open while results change, and through a reload', async () => {
    const panel = await openDocument(plain);
    await panel.toggle('Options');
    await choose(panel, 'Reduction', 'mean');
    await panel.page.getByRole('heading', { name: 'Options: mean' }).waitFor();
    assert.ok(await panel.page.getByRole('combobox', { name: 'Reduction' }).isVisible());
    const again = await openDocument(plain, {}, { kept: await panel.kept() });
    assert.ok(await again.page.getByRole('combobox', { name: 'Reduction' }).isVisible());
  });

  it('can be opened and closed by key', async () => {
    const { page } = await openResult('example');
    await page.getByRole('textbox', { name: 'Targets' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Convention' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Convention' }).waitFor({ state: 'detached' });
  });
});

describe('the divisor', () => {
  const explained: readonly (readonly [string, Partial<Settings>, RegExp])[] = [
    [plain, {}, /^mean = sum \/ 3 rows$/],
    [
      plain,
      { options: { classWeights: [1, 2, 1, 4] } },
      /\/ 8 = .* 3 rows count; the weights of their targets add up to 8/,
    ],
    [diagnosed['all-rows-ignored'].text, {}, /= 0 \/ 0 = NaN: .* 0 of 2 rows count, 2 are ignored/],
    [
      diagnosed['all-rows-ignored'].text,
      { options: { convention: 'keras' } },
      /= 0: in the convention of Keras/,
    ],
  ];
  for (const [text, settings, words] of explained) {
    it(`is explained: ${words.source}`, async () => {
      const { page } = await openDocument(text, settings);
      const line = page.getByRole('main').getByText('mean =');
      assert.match(await line.innerText(), words);
    });
  }

  it('is not explained where there is no loss', async () => {
    const { page } = await openDocument(outOfRange);
    assert.equal(await page.getByText('mean =').count(), 0);
  });
});
