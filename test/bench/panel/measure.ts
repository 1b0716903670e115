import type { Browser, Page } from 'playwright-core';
import { defaultSettings } from '../../../src/protocol/schemas.ts';
import type { FakeHost } from '../../panel/fakeHost.ts';
import { PanelPage } from '../../panel/panelPage.ts';
import { type Spread, spreadOf } from '../measurement/statistics.ts';

/** In the page. */
declare const fakeHost: FakeHost;
/** In the page: waits until all that is in view is drawn with its numbers. */
declare let untilDrawn: () => Promise<void>;

export interface Shape {
  readonly rows: number;
  readonly classes: number;
}

/** Times are in milliseconds, until all that is in view is drawn with its numbers. */
export interface PanelFigures {
  readonly shape: Shape;
  /** From the text of the document on. */
  readonly open: Spread;
  /** One of many steps from end to end, down and to the right. */
  readonly scroll: Spread;
  readonly sortByLoss: Spread;
  readonly jumpToLastRow: Spread;
  /**
   * From the panel's question for a window of rows to the answer: the fastest of all walks for each window, since
   * what else runs on the machine can only add to it.
   */
  readonly windows: Spread & { readonly count: number; readonly maximum: number };
  /** The most that there were after any step; nodes are elements, texts and comments. */
  readonly most: { readonly elements: number; readonly nodes: number };
}

const size = { width: 1280, height: 900 };
const scrollSteps = 200;
const repeats = 7;
/** How often a panel is opened and walked through from the beginning. */
const walkCount = 3;

export async function measurePanel(browser: Browser, shape: Shape): Promise<PanelFigures> {
  const walks: Walk[] = [];
  for (let walk = 0; walk < walkCount; walk++) walks.push(await walkThrough(browser, shape));
  const windows = fastestOfAll(walks.map((walk) => walk.windows));
  return {
    shape,
    open: spreadOf(walks.map(({ open }) => open)),
    scroll: spreadOf(walks.flatMap(({ scroll }) => scroll)),
    sortByLoss: spreadOf(walks.flatMap(({ sortByLoss }) => sortByLoss)),
    jumpToLastRow: spreadOf(walks.flatMap(({ jumpToLastRow }) => jumpToLastRow)),
    windows: { ...spreadOf(windows), count: windows.length, maximum: Math.max(...windows) },
    most: {
      elements: Math.max(...walks.map(({ most }) => most.elements)),
      nodes: Math.max(...walks.map(({ most }) => most.nodes)),
    },
  };
}

/** What was measured in one walk. */
interface Walk {
  readonly open: number;
  readonly scroll: readonly number[];
  readonly sortByLoss: readonly number[];
  readonly jumpToLastRow: readonly number[];
  /** By what was asked for, and how often it had been before. */
  readonly windows: ReadonlyMap<string, number>;
  readonly most: PanelFigures['most'];
}

/** Of each window that every walk asked for. */
function fastestOfAll(walks: readonly Walk['windows'][]): number[] {
  const [first, ...others] = walks;
  return [...(first ?? [])]
    .filter(([key]) => others.every((walk) => walk.has(key)))
    .map(([key, time]) => Math.min(time, ...others.map((walk) => walk.get(key) ?? Infinity)));
}

/** Opens a new panel, and looks at all parts of the grid. */
async function walkThrough(browser: Browser, shape: Shape): Promise<Walk> {
  const panel = await PanelPage.open(browser, size);
  const { page } = panel;
  await page.evaluate(() => {
    const frame = () => new Promise(requestAnimationFrame);
    const isInView = (cell: Element): boolean => {
      const { top, bottom } = cell.getBoundingClientRect();
      const view = cell.closest('[role=grid]')!.getBoundingClientRect();
      return bottom > view.top && top < view.bottom;
    };
    // The row that has the focus stays in the document where it is out of view, and may have no numbers.
    const isDrawn = (): boolean =>
      fakeHost.unanswered === 0 &&
      document.querySelector('[role=gridcell]') !== null &&
      ![...document.querySelectorAll('[role=grid] [aria-busy=true]')].some(isInView);
    untilDrawn = async () => {
      do await frame();
      while (!isDrawn());
    };
  });
  const most = { elements: 0, nodes: 0 };
  const timed = async (act: () => Promise<number>): Promise<number> => {
    const milliseconds = await act();
    const { elements, nodes } = await countNodes(page);
    most.elements = Math.max(most.elements, elements);
    most.nodes = Math.max(most.nodes, nodes);
    return milliseconds;
  };

  const open = await timed(() => openDocument(page, shape));
  const scroll: number[] = [];
  for (const direction of ['down', 'right'] as const) {
    for (let step = 1; step <= scrollSteps; step++) {
      scroll.push(await timed(() => scrollTo(page, direction, step / scrollSteps)));
    }
  }
  const sortByLoss: number[] = [];
  const jumpToLastRow: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    // Of the last two orders, the thread keeps the rows.
    for (const column of ['argmax', 'target']) {
      await timed(() => click(page, `[role=columnheader][title^="The class"]`, column));
    }
    await timed(() => press(page, 'Home'));
    sortByLoss.push(await timed(() => click(page, 'button', 'Worst first')));
    jumpToLastRow.push(await timed(() => press(page, 'End')));
  }
  const answers = await page.evaluate(() => fakeHost.answerTimes);
  if (panel.problems.length > 0) throw new Error(panel.problems.join('\n'));
  await panel.close();
  const windows = new Map<string, number>();
  for (const { name, query, milliseconds } of answers) {
    if (name !== 'rowWindow') continue;
    let key = query;
    while (windows.has(key)) key += ' again';
    windows.set(key, milliseconds);
  }
  return { open, scroll, sortByLoss, jumpToLastRow, windows, most };
}

/** The same numbers at every run (Numerical Recipes' linear congruential generator). */
function openDocument(page: Page, shape: Shape): Promise<number> {
  return page.evaluate(
    async ({ rows, classes, settings }) => {
      let state = 1;
      const random = (): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      };
      let logits = '';
      let targets = '';
      for (let row = 0; row < rows; row++) {
        const line = Array.from({ length: classes }, () => (20 * random() - 10).toFixed(4));
        logits += `[${line.join(', ')}],\n`;
        targets += `${Math.floor(classes * random())}, `;
      }
      const text = `logits = [${logits}]\ntargets = [${targets}]\n`;
      const begin = performance.now();
      await fakeHost.showDocument(text, settings);
      await untilDrawn();
      return performance.now() - begin;
    },
    { ...shape, settings: defaultSettings },
  );
}

function scrollTo(page: Page, direction: 'down' | 'right', part: number): Promise<number> {
  return page.evaluate(
    async ([direction, part]) => {
      const grid = document.querySelector('[role=grid]')!;
      const begin = performance.now();
      if (direction === 'down') grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight);
      else grid.scrollLeft = part * (grid.scrollWidth - grid.clientWidth);
      await untilDrawn();
      return performance.now() - begin;
    },
    [direction, part] as const,
  );
}

function click(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    async ([selector, text]) => {
      const elements = [...document.querySelectorAll<HTMLElement>(selector)];
      const begin = performance.now();
      elements.find(({ textContent }) => textContent.trim() === text)!.click();
      await untilDrawn();
      return performance.now() - begin;
    },
    [selector, text] as const,
  );
}

/** Presses a key with Control in the grid. */
function press(page: Page, key: 'Home' | 'End'): Promise<number> {
  return page.evaluate(async (key) => {
    const grid = document.querySelector('[role=grid]')!;
    const begin = performance.now();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true }));
    await untilDrawn();
    return performance.now() - begin;
  }, key);
}

function countNodes(page: Page): Promise<PanelFigures['most']> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document);
    let nodes = 1;
    while (walker.nextNode()) nodes += 1;
    return { elements: document.querySelectorAll('*').length, nodes };
  });
}
