/** Takes a picture of every scene in every theme, for people to look at: out/screenshots/panel. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../vscode/browser.ts';
import { screenshotFolder } from '../vscode/folders.ts';
import { PanelPage, themeNames } from './panelPage.ts';
import { scenes, showScene } from './scenes.ts';

const folder = join(screenshotFolder, 'panel');
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
for (const [name, scene] of Object.entries(scenes)) {
  const panel = await PanelPage.open(browser, scene.options);
  await showScene(panel, scene);
  for (const theme of themeNames) {
    await panel.setTheme(theme);
    await panel.page.screenshot({ path: join(folder, `${name} - ${theme}.png`) });
  }
  console.log(name, panel.problems.join('\n'));
  await panel.close();
}
await browser.close();
