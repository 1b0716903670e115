import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { classInWords, nameOfClass, type Summary } from '../../protocol/compute.ts';
import type { Changes } from '../../protocol/schemas.ts';
import { icon } from '../controls/icon.ts';
import { count, type Digits, formatNumber, fullPrecision } from '../numbers.ts';
import { barStyle } from './bar.ts';
import type { ClassSelection } from './classSelection.ts';
import { type LogitActions, logitCell, type Typing } from './logitCell.ts';
import type { Measure } from './measures.ts';
import type { Scale } from './scale.ts';

/** The empty space in a cell, both sides together; see panel.css. */
const cellPadding = 'var(--cell-padding)';
/** What most doubles need at full precision. */
const fullLength = 20;
/** What logits need that are dragged. */
const leastLogitLength = 5;

/** A class that is drawn, at its place in the content of the table. */
export interface ShownClass {
  readonly index: number;
  readonly top: number;
}

/** The part of the classes of a row that is drawn. */
export interface ClassPart {
  readonly count: number;
  readonly classNames: Summary['classNames'];
  readonly argmax: number;
  /** The class that the target stands for. */
  readonly target: number | null;
  readonly changes: Changes;
  readonly measures: readonly Measure[];
  readonly classes: readonly ShownClass[];
  readonly digits: Digits;
  readonly typing: Typing | null;
}

/** What can be done to a class. */
export interface ClassActions extends LogitActions {
  readonly makeTarget: (index: number) => void;
}

/**
 * How many characters the numbers of each measure need. As scales, columns only grow while the row is tried
 * out: a bar that is dragged must not get away from under the finger.
 */
export function numberLengths(
  { measures, classes, digits }: ClassPart,
  before: readonly number[],
): number[] {
  const usual = digits === 'full' ? fullLength : digits + '-0.'.length;
  return measures.map(({ kind, title, values }, order) => {
    const least = kind === 'bar' ? Math.max(title.length, usual) : leastLogitLength;
    return classes.reduce(
      (most, { index }) => Math.max(most, formatNumber(at(values, index), digits).length),
      Math.max(least, before[order] ?? 0),
    );
  });
}

/** The columns as a style: the numbers, and what remains for the bars. */
export function columnWidths(part: ClassPart, lengths: readonly number[]): string {
  const { count, classNames, measures } = part;
  const longest = Math.max(longestTitle(classNames, count), 'class'.length);
  const least = measures.map(({ kind }, order) => {
    const bar = kind === 'number' ? '' : ` + var(--${kind})`;
    const number =
      kind === 'number' ? `max(${lengths[order]}ch, var(--longest-title))` : `${lengths[order]}ch`;
    return `calc(${number} + ${cellPadding}${bar})`;
  });
  const widths = measures.map(({ kind }, order) =>
    kind === 'number' ? least[order] : `minmax(${least[order]},${kind === 'slider' ? 1.6 : 1}fr)`,
  );
  const upTo = (most: string) => `calc(min(${longest}ch, ${most}) + ${cellPadding} + var(--mark))`;
  const classWidth = upTo('var(--short-class)');
  return `--columns:var(--radio) minmax(${classWidth},${upTo('24ch')}) ${widths.join(' ')};
    --least-width:calc(var(--radio) + ${[classWidth, ...least].join(' + ')});
    ${lengths.map((length, order) => `--number-${order}:${length}ch`).join(';')}`;
}

export function headRow(measures: readonly Measure[]): TemplateResult {
  return html`
    <div class="class-row head" role="row" aria-rowindex="1">
      <div role="columnheader" title="The target of the row">
        ${icon('target')}<span class="hidden">target</span>
      </div>
      <div role="columnheader">class</div>
      ${measures.map(
        ({ title, explanation }) =>
          html`<div role="columnheader" title=${explanation}>${title}</div>`,
      )}
    </div>
  `;
}

export function classRow(
  part: ClassPart,
  { index, top }: ShownClass,
  actions: ClassActions,
): TemplateResult {
  const inWords = classInWords(part.classNames, index);
  return html`<div
    class="class-row"
    role="row"
    aria-rowindex=${index + 2}
    style="transform:translateY(${top}px)"
  >
    <span role="cell"
      ><input
        type="radio"
        name="target"
        id="target-${index}"
        aria-label="Class ${inWords} is the target"
        .checked=${live(index === part.target)}
        @change=${() => actions.makeTarget(index)} /></span
    ><span role="rowheader"
      ><label
        for="target-${index}"
        title="Make ${inWords} the target"
        .textContent=${titleOf(part.classNames, index)}
      ></label
      >${index === part.argmax ? mark('triangle-up', 'argmax') : nothing}</span
    >${part.measures.map((measure, order) => measureCell(part, measure, order, index, actions))}
  </div>`;
}

function measureCell(
  { changes, classNames, digits, typing }: ClassPart,
  measure: Measure,
  order: number,
  index: number,
  actions: ClassActions,
): TemplateResult {
  const value = at(measure.values, index);
  switch (measure.kind) {
    case 'slider': {
      const was = changes.logits.find(({ column }) => column === index)?.was;
      const typed = typing?.index === index ? typing : undefined;
      const cell = {
        index,
        inWords: classInWords(classNames, index),
        value,
        was,
        scale: measure.scale,
        digits,
        typed,
      };
      return html`<span
        role="cell"
        class="measure slider${was === undefined ? '' : ' changed'}"
        style="--number:var(--number-${order})"
        >${logitCell(cell, actions)}</span
      >`;
    }
    case 'bar':
      return barCell(measure.scale, value, order, digits);
    case 'number':
      return html`<span
        role="cell"
        class=${numberClass(value)}
        data-text=${formatNumber(value, digits)}
        .textContent=${fullPrecision(value)}
      ></span>`;
  }
}

/** The classes that are not shown, taken together. */
export function restRow(
  { measures, digits }: ClassPart,
  rest: NonNullable<ClassSelection['rest']>,
  top: number,
): TemplateResult {
  return html`
    <div class="class-row rest" role="row" style="transform:translateY(${top}px)">
      <div role="cell"></div>
      <div role="rowheader">${count(rest.count, 'other')}</div>
      ${measures.map((measure, order) =>
        measure.title === 'p' && measure.kind === 'bar'
          ? barCell(measure.scale, rest.probability, order, digits)
          : html`<div role="cell"></div>`,
      )}
    </div>
  `;
}

function mark(name: string, word: string): TemplateResult {
  return html`<span class="mark">${icon(name)}<span class="word">${word}</span></span>`;
}

/** As in the grid, the text is the number at full precision, and what is drawn the number in short. */
function barCell(scale: Scale, value: number, order: number, digits: Digits): TemplateResult {
  return html`<span role="cell" class="measure" style="--number:var(--number-${order})"
    ><span class="track" style=${barStyle(scale, value)}></span
    ><span
      class=${numberClass(value)}
      data-text=${formatNumber(value, digits)}
      .textContent=${fullPrecision(value)}
    ></span
  ></span>`;
}

const longestTitles = new WeakMap<object, number>();

/**
 * How many characters the longest title of all classes has, so that the column is as wide wherever the table is
 * scrolled to. As there may be many names, they are measured once.
 */
function longestTitle(classNames: Summary['classNames'], count: number): number {
  if (!classNames) return String(count - 1).length;
  const known = longestTitles.get(classNames);
  if (known !== undefined) return known;
  const longest = classNames.reduce(
    (most, _, index) => Math.max(most, titleOf(classNames, index).length),
    0,
  );
  longestTitles.set(classNames, longest);
  return longest;
}

/** "3 dog", or "3" for a class without a name. */
function titleOf(classNames: Summary['classNames'], index: number): string {
  const name = nameOfClass(classNames, index);
  return name === undefined ? String(index) : `${index} ${name}`;
}

function numberClass(value: number): string {
  return Number.isFinite(value) ? 'number' : 'number special';
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
