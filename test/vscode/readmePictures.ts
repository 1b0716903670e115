/** Takes the pictures of the README anew, in a real VS Code: `node test/vscode/readmePictures.ts`. */
import { join } from 'node:path';
import { projectFolder } from './folders.ts';
import { VSCodeWindows } from './windows.ts';

const text = `import torch
import torch.nn.functional as F

logits = torch.tensor([
    [ 2.31, -0.42,  1.05, -1.60],
    [-1.20,  0.70,  3.40,  0.15],
    [ 0.90,  2.10,  1.95, -0.30],
    [ 4.00, -2.50,  0.00,  1.25],
    [-0.75,  0.05, -1.10,  0.35],
])
labels = torch.tensor([0, 2, 2, 0, 3])

loss = F.cross_entropy(logits, labels, reduction="sum")
`;
const from = '[\n    [ 2.31';
const to = '0.35],\n]';
const array = text.slice(text.indexOf(from), text.indexOf(to) + to.length);

const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'multiple',
  'editor.minimap.enabled': false,
};

const windows = await VSCodeWindows.start();
try {
  for (const theme of ['light', 'dark'] as const) {
    const window = await windows.openWindow({ files: { 'evaluate.py': text }, settings, theme });
    await window.page.setViewportSize({ width: 1180, height: 690 });
    await window.page.keyboard.press('Control+B');
    await window.select(array);
    await window.runCommand('Softmax Lens: Evaluate Selection');
    await window.panel.getByRole('status').filter({ hasText: 'Loss' }).waitFor();
    await window.page.mouse.move(300, 400);
    // Until the rows are drawn and the palette has faded.
    await window.panel.getByRole('rowheader').first().waitFor();
    await window.page.waitForTimeout(1000);
    const path = join(projectFolder, `media/readme/panel-${theme}.png`);
    await window.page.screenshot({ path, clip: { x: 0, y: 34, width: 1180, height: 600 } });
    await windows.closeAll();
  }
} finally {
  await windows.stop();
}
