import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import { openPanel } from './hooks.ts';
import { type PanelPage, themeNames } from './panelPage.ts';
import { scenes, showScene } from './scenes.ts';

declare const axe: { run(options?: RunOptions): Promise<AxeResults> };

const axeSource = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** axe-core looks at the contrast of texts only: this makes texts of the numbers that are drawn. */
const numbersAsText = `.number { font-size: 12px } .number::before { display: none }`;

async function violations(panel: PanelPage, rules: RunOptions = {}): Promise<string[]> {
  // Without that, axe-core describes at length all that it has nothing against.
  const options: RunOptions = { resultTypes: ['violations'], ...rules };
  const results = await panel.page.evaluate((options) => axe.run(options), options);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}

describe('to axe-core, the panel', () => {
  for (const [name, scene] of Object.entries(scenes)) {
    it(`has nothing to mend, and enough contrast in every theme: ${name}`, async () => {
      const panel = await openPanel(scene.options);
      await showScene(panel, scene);
      await panel.page.evaluate(await axeSource);
      assert.deepEqual(await violations(panel), []);
      await panel.page.addStyleTag({ content: numbersAsText });
      for (const theme of themeNames) {
        await panel.setTheme(theme);
        const found = await violations(panel, { runOnly: ['color-contrast'] });
        assert.deepEqual(found, [], theme);
      }
    });
  }
});
