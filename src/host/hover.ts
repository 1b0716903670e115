import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  type TextDocument,
  window,
} from 'vscode';
import type { TextRange } from '../core/array/numericArray.ts';
import { type ClassNames, nameOfClass, shortened } from '../core/classNames.ts';
import type { Glance } from '../protocol/compute.ts';
import * as compute from '../protocol/compute.ts';
import type { ComputeThread } from './compute/computeThread.ts';
import { hoverMode, optionDefaults } from './configuration.ts';
import type { OptionDefaults } from './optionDefaults.ts';
import { evaluateSelectionCommand, type EvaluateSelectionArguments } from './evaluateSelection.ts';
import { rangeIn, rangesOf, takeSource } from './sources.ts';

/** Longer names of classes are cut, for a row to fit into a hover. */
const mostNameCharacters = 12;

/** As are those of columns. */
const mostColumnCharacters = 24;

/** Evaluates the array under the mouse in place. */
export class ArrayHover implements HoverProvider {
  readonly #thread: ComputeThread;

  constructor(thread: ComputeThread) {
    this.#thread = thread;
  }

  /** @returns undefined where there is no array that reads: a hover has no business complaining about prose. */
  async provideHover(document: TextDocument, position: Position, token: CancellationToken) {
    const selections = selectionsAt(document, position);
    if (!selections) return undefined;
    const source = await takeSource(document, selections, token);
    if (!source) return undefined;
    const options = optionDefaults(document);
    const glance = await this.#thread
      .request(compute.glance, { source, options }, token)
      .catch(() => undefined);
    if (!glance) return undefined;
    const place: EvaluateSelectionArguments = { uri: document.uri.toString(), selections };
    return new Hover(describe(glance, options, document, place), rangeIn(document, glance.range));
  }
}

function selectionsAt(document: TextDocument, position: Position): TextRange[] | undefined {
  const mode = hoverMode(document);
  if (mode === 'off') return undefined;
  const selected = window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .map(({ selections }) => selections.filter((selection) => !selection.isEmpty))
    .find((selections) => selections.some((selection) => selection.contains(position)));
  if (selected) return rangesOf(document, selected);
  const offset = document.offsetAt(position);
  return mode === 'anywhere' ? [{ start: offset, end: offset }] : undefined;
}

function describe(
  glance: Glance,
  options: OptionDefaults,
  document: TextDocument,
  place: EvaluateSelectionArguments,
) {
  const markdown = new MarkdownString(undefined, true);
  markdown.isTrusted = { enabledCommands: [evaluateSelectionCommand] };
  const link = `command:${evaluateSelectionCommand}?${encodeURIComponent(JSON.stringify([place]))}`;
  const { losses, firstRows, rows, classNames } = glance;
  const hidden = rows - firstRows.length;
  const parts = [
    `**Softmax Lens** · ${glance.shape.join(' × ')} · [$(graph) Open the panel](${link})`,
    losses
      ? `Loss **${losses.sum}** (sum) · **${losses.mean}** (mean)`
      : (glance.refusal ?? 'No targets found: argmax and probabilities only.'),
    targetsOf(glance, document),
    leftOutOf(glance),
    unappliedOptionsOf(glance, document),
    losses ? rowsWithTargets(firstRows, classNames) : rowsWithoutTargets(firstRows, classNames),
    hidden > 0 ? `… and ${hidden} more ${hidden === 1 ? 'row' : 'rows'}` : '',
    gradientOf(firstRows, options),
  ];
  return markdown.appendMarkdown(parts.filter((part) => part !== '').join('\n\n'));
}

function unappliedOptionsOf({ unappliedOptions }: Glance, document: TextDocument) {
  if (!unappliedOptions) return '';
  const { range, texts, framework, notUnderstood } = unappliedOptions;
  const names = [...texts, ...notUnderstood].map(asCode);
  if (framework !== null) names.push(`the ${framework} convention`);
  return `Not applied: ${names.join(', ')} in the call on ${lineLink(range, document)}`;
}

function targetsOf({ targetsOrigin: origin, firstRows, rows }: Glance, document: TextDocument) {
  if (!origin?.range) return '';
  const name = origin.name === undefined ? '' : ` ${asCode(origin.name)}`;
  const indices = firstRows.map(({ target }) => target);
  const shown =
    origin.kind === 'indices'
      ? ` [${indices.join(', ')}${rows > indices.length ? ', …' : ''}]`
      : '';
  return `Targets${name}${shown} from ${lineLink(origin.range, document)}`;
}

function leftOutOf({ leftOut, othersLeftOut }: Glance): string {
  if (leftOut.length === 0) return '';
  const others =
    othersLeftOut > 0 ? ` and ${othersLeftOut} ${othersLeftOut === 1 ? 'other' : 'others'}` : '';
  return `Not taken for classes: ${leftOut.map(shortCode).join(', ')}${others}`;
}

function shortCode(name: string): string {
  return asCode(shortened(name, mostColumnCharacters));
}

function asCode(text: string): string {
  return `\`${withinCode(text)}\``;
}

/** What comes from the document must not end the code that it stands in: the hover is trusted. */
function withinCode(text: string): string {
  return text.replaceAll(/[`\r\n]/g, '');
}

function lineLink({ start }: TextRange, document: TextDocument): string {
  const { line, character } = document.positionAt(start);
  const place = document.uri.with({ fragment: `L${line + 1},${character + 1}` }).toString();
  // The fragment of a notebook cell's address is what tells the cells apart.
  return document.uri.fragment === ''
    ? `[line ${line + 1}](${place})`
    : `line ${line + 1} of the cell`;
}

function gradientOf(rows: readonly Row[], { reduction }: OptionDefaults): string {
  const lines = rows.flatMap(({ gradient }) => (gradient ? [`[${gradient.join(', ')}]`] : []));
  return lines.length === 0
    ? ''
    : `Gradient of the ${reduction === 'mean' ? 'mean' : 'sum'}\n${code([`[${lines.join(',\n ')}]`])}`;
}

type Row = Glance['firstRows'][number];

function rowsWithTargets(rows: readonly Row[], names: ClassNames): string {
  return table([
    ['row', 'target', 'argmax', 'loss', 'top p'],
    ...rows.map((row, index) => [
      String(index),
      row.target === null ? 'soft' : numbered(row.target, names),
      `${isWrong(row) ? '✗ ' : ''}${numbered(row.argmax, names)}`,
      String(Number(row.loss?.toPrecision(6))),
      topProbabilities(row, names),
    ]),
  ]);
}

/** A row without a softmax, and so with no loss, predicts nothing, whatever its argmax is. */
function isWrong({ target, argmax, loss }: Row): boolean {
  return target !== null && (target !== argmax || Number.isNaN(loss));
}

function rowsWithoutTargets(rows: readonly Row[], names: ClassNames): string {
  return table([
    ['row', 'argmax', 'top p'],
    ...rows.map((row, index) => [
      String(index),
      numbered(row.argmax, names),
      topProbabilities(row, names),
    ]),
  ]);
}

function topProbabilities({ top }: Row, names: ClassNames): string {
  return top
    .map((entry) => {
      const name = briefName(entry.class, names) ?? String(entry.class);
      return `${name}:${percent(entry.probability)}`;
    })
    .join(' ');
}

/** "3 dog", or "3" for a class without a name. */
function numbered(index: number, names: ClassNames): string {
  const name = briefName(index, names);
  return name === undefined ? String(index) : `${index} ${name}`;
}

function briefName(index: number, names: ClassNames): string | undefined {
  const name = withinCode(nameOfClass(names, index) ?? '').trim();
  return name === '' ? undefined : shortened(name, mostNameCharacters);
}

/** Never rounds a probability to a certainty or an impossibility that it is not. */
function percent(probability: number): string {
  if (probability > 0 && probability < 1e-4) return probability.toExponential(1);
  const rounded = Number((probability * 100).toPrecision(3));
  return probability < 1 && rounded === 100 ? '>99.9%' : `${rounded}%`;
}

/** Cells in columns, set to the right: in a hover's own tables the columns touch. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const text = lines.map((cells) =>
    cells.map((cell, column) => cell.padStart(widths?.[column] ?? 0)).join('  '),
  );
  return code(text);
}

function code(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}
