import { VSCodeWindows } from '../../vscode/windows.ts';
import type { WindowOptions } from '../../vscode/windows.ts';
import type { VSCodeWindow } from '../../vscode/window.ts';

let windows: VSCodeWindows | undefined;

/** One VS Code serves the whole suite. A window that a failed test leaves open is photographed. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context) {
    // Provisioning may take minutes on a slow connection.
    this.timeout(600_000);
    windows = await VSCodeWindows.start();
  },
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state === 'failed') {
      const title = this.currentTest.fullTitle().replaceAll(/[^\w]+/g, '-');
      for (const window of windows?.open ?? []) await window.screenshot(`failed-${title}`);
    }
    await windows?.closeAll();
  },
  async afterAll() {
    await windows?.stop();
  },
};

/** Opens a window of VS Code with the extension in it. It is closed when the test ends. */
export function openWindow(options: WindowOptions): Promise<VSCodeWindow> {
  if (windows === undefined) throw new Error('Windows open only while the tests run.');
  return windows.openWindow(options);
}
