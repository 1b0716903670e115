import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { screenshotFolder } from './folders.ts';
import type { ServedVSCode, Settings } from './servedVSCode.ts';

/** For each kind of theme, the one that VS Code brings, and the class that it sets on its window. */
const themes = {
  light: { id: 'Light 2026', className: 'vs' },
  dark: { id: 'Dark 2026', className: 'vs-dark' },
  'high contrast dark': { id: 'Default High Contrast', className: 'hc-black' },
  'high contrast light': { id: 'Default High Contrast Light', className: 'hc-light' },
} as const;

export type Theme = keyof typeof themes;

/** A window of VS Code, used as a person uses it: with the keyboard, the mouse and the eyes. */
export class VSCodeWindow {
  /** The window itself, for all that is not provided here. */
  readonly page: Page;
  /** The folder that the window has open. */
  readonly folder: string;
  readonly #served: ServedVSCode;
  #settings: Settings;

  constructor(page: Page, folder: string, served: ServedVSCode, settings: Settings) {
    this.page = page;
    this.folder = folder;
    this.#served = served;
    this.#settings = settings;
  }

  /** The contents of the webview panel. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  get statusBar(): Locator {
    return this.page.locator('.part.statusbar');
  }

  /** The messages that VS Code shows in its lower right corner. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts');
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.#pick('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Runs a command by its full title, `Category: Title`, from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /**
   * Picks from a quick input, which is opened anew where that fails: it does not show what appears while
   * it is open, and the one before it may still be closing.
   */
  async #pick(key: string, text: string, name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.page.keyboard.press(key);
        const input = this.page.locator('.quick-input-widget input');
        await input.fill(text, { timeout: 2_000 });
        await this.page.getByRole('option', { name }).first().click({ timeout: 2_000 });
        return;
      } catch (error) {
        if (attempt === 10) throw new Error(`Nothing to pick named "${name}"`, { cause: error });
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Waits until VS Code asks where to save, suggesting `file` of the folder, and saves it there. */
  async saveAsSuggested(file: string): Promise<void> {
    const isSuggested = (path: string): boolean =>
      document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value === path;
    // The dialog is there before its suggestion is.
    await this.page.waitForFunction(isSuggested, join(this.folder, file));
    await this.page.keyboard.press('Enter');
  }

  /** Moves the focus to the first editor group. */
  async focusEditor(): Promise<void> {
    // A dialog that is closing would take the key.
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page.keyboard.press('Control+1');
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /** Selects the first occurrence of `text`, of one line or more, in the editor. */
  async select(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Control+F');
    const find = this.page.locator('.find-widget.visible');
    const input = find.getByRole('textbox', { name: 'Find' });
    // In a narrow editor the count is there but not shown.
    const count = find.locator('.matchesCount');
    // Cleared first, so that the count that is waited for is not that of an earlier search.
    await input.fill('');
    await count.filter({ hasText: 'No results' }).waitFor({ state: 'attached' });
    await input.fill(text);
    try {
      await count.filter({ hasText: /^1 of / }).waitFor({ state: 'attached', timeout: 10_000 });
    } catch (error) {
      throw new Error(`The editor does not hold the text "${text}"`, { cause: error });
    }
    await this.page.keyboard.press('Escape');
    await this.statusBar.getByText(`(${text.length} selected)`).waitFor();
  }

  /**
   * Adds the first visible occurrence of `text`, within one line, to the one text that is selected. Where
   * the editor moves its lines under the mouse, nothing is added: then it is tried again.
   */
  async addSelection(text: string): Promise<void> {
    const added = this.statusBar.getByText('2 selections');
    for (let attempt = 1; attempt <= 5 && !(await added.isVisible()); attempt += 1) {
      const { left, right, middle } = await this.#place(text);
      await this.page.keyboard.down('Alt');
      await this.page.mouse.move(left, middle);
      await this.page.mouse.down();
      await this.page.mouse.move(right, middle, { steps: 5 });
      await this.page.mouse.up();
      await this.page.keyboard.up('Alt');
      await added.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await added.waitFor();
  }

  /**
   * Rests the mouse on the first visible occurrence of `text`, within one line.
   *
   * @returns the hover that appears.
   */
  async hover(text: string): Promise<Locator> {
    const { left, right, middle } = await this.#place(text);
    const hover = this.page.locator('.monaco-resizable-hover .monaco-hover:visible');
    // From afar, so that a hover that is still open elsewhere closes first.
    await this.page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
    await this.page.mouse.move((left + right) / 2, middle, { steps: 5 });
    await hover.waitFor();
    return hover;
  }

  /** Where a text stands in the window, in pixels. */
  async #place(text: string): Promise<{ left: number; right: number; middle: number }> {
    const line = this.page.locator('.editor-group-container .view-line', { hasText: text }).first();
    return line.evaluate((element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const characters: { node: Node; offset: number }[] = [];
      let content = '';
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const nodeText = node.textContent ?? '';
        for (let offset = 0; offset < nodeText.length; offset += 1)
          characters.push({ node, offset });
        content += nodeText;
      }
      // VS Code draws spaces as no-break spaces.
      const start = content.replaceAll('\u00a0', ' ').indexOf(text);
      const first = characters[start];
      const last = characters[start + text.length - 1];
      if (first === undefined || last === undefined) throw new Error(`Not in one line: ${text}`);
      const range = document.createRange();
      range.setStart(first.node, first.offset);
      range.setEnd(last.node, last.offset + 1);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, middle: (top + bottom) / 2 };
    }, text);
  }

  /** Changes user settings, beside those that the window has. */
  async changeSettings(settings: Settings): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await this.#served.writeSettings(this.#settings);
  }

  async setTheme(theme: Theme): Promise<void> {
    const { id, className } = themes[theme];
    await this.changeSettings({ 'workbench.colorTheme': id });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Reloads the window by VS Code's command, which first saves the state of the window. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitUntilReady();
  }

  /** Waits for the text of an editor to show. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.editor-group-container .view-line').first().waitFor();
  }

  /** Saves a picture of the window as `out/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
  }
}
