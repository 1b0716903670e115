/**
 * `npm run bench:panel`: how fast the panel opens, scrolls, sorts and jumps in a real browser, over the
 * compute thread in a worker of the page, and how many nodes the page has. Prints a table, and writes all
 * figures to `out/bench/panel.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../vscode/browser.ts';
import { type PanelFigures, measurePanel } from './panel/measure.ts';

const shapes = [
  { rows: 1_000_000, classes: 10 },
  { rows: 32, classes: 50_257 },
];

const browser = await launchBrowser();
const figures: PanelFigures[] = [];
for (const shape of shapes) {
  console.error(`${shape.rows} x ${shape.classes}`);
  figures.push(await measurePanel(browser, shape));
}
await browser.close();

const output = resolve(import.meta.dirname, '../../out/bench');
await mkdir(output, { recursive: true });
await writeFile(join(output, 'panel.json'), JSON.stringify(figures, undefined, 2));

const lines: readonly (readonly [title: string, figure: (of: PanelFigures) => string])[] = [
  ['', ({ shape }) => `${shape.rows.toLocaleString('en')} x ${shape.classes.toLocaleString('en')}`],
  ['open, from the text on', ({ open }) => time(open.median)],
  ['a step of scrolling, end to end', ({ scroll }) => time(scroll.median)],
  ['sort by loss', ({ sortByLoss }) => time(sortByLoss.median)],
  ['jump to the last row', ({ jumpToLastRow }) => time(jumpToLastRow.median)],
  ['a window of rows, median', ({ windows }) => time(windows.median)],
  ['a window of rows, slowest', ({ windows }) => `${time(windows.maximum)} of ${windows.count}`],
  ['elements at most', ({ most }) => String(most.elements)],
  ['nodes at most', ({ most }) => String(most.nodes)],
];
for (const [title, figure] of lines) {
  console.log(title.padEnd(34) + figures.map((each) => figure(each).padStart(18)).join(''));
}

function time(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`;
}
