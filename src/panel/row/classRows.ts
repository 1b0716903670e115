import { html, nothing, type TemplateResult } from 'lit';
import type { RowDetail } from '../../protocol/compute.ts';
import { icon } from '../icon.ts';
import { count, type Digits, formatNumber, fullPrecision } from '../numbers.ts';
import type { ClassSelection } from './classSelection.ts';
import type { Measure } from './measures.ts';
import { barOn, placeOn, type Scale } from './scale.ts';

/** The empty space in a cell, both sides together, in pixels; see panel.css. */
const cellPadding = 12;

/** A class that is drawn, at its place in the content of the table. */
export interface ShownClass {
  readonly index: number;
  readonly top: number;
}

/** The part of the classes that is drawn. */
export interface ClassPart {
  readonly detail: RowDetail;
  /** The class that the target stands for. */
  readonly target: number | null;
  readonly measures: readonly Measure[];
  readonly classes: readonly ShownClass[];
  readonly digits: Digits;
}

/** The columns as a style: numbers as wide as the longest of them, and what remains for the bars. */
export function columnWidths({ detail, target, measures, classes, digits }: ClassPart): string {
  const marks = target === detail.argmax ? 2 : 1;
  const named = Math.max(String(detail.logits.length - 1).length, 'class'.length);
  const lengths = measures.map(({ title, values }) =>
    classes.reduce(
      (most, { index }) => Math.max(most, formatNumber(at(values, index), digits).length),
      title.length,
    ),
  );
  const least = [named, ...lengths].map((length, column) => {
    const beside = column === 0 ? `${marks} * var(--mark)` : 'var(--bar)';
    const hasMore = column === 0 || measures[column - 1]?.scale;
    return `calc(${length}ch + ${cellPadding}px${hasMore ? ` + ${beside}` : ''})`;
  });
  const widths = least.map((width, column) =>
    measures[column - 1]?.scale ? `minmax(${width},1fr)` : width,
  );
  return `--columns:${widths.join(' ')};--least-width:calc(${least.join(' + ')});
    ${lengths.map((length, order) => `--number-${order}:${length}ch`).join(';')}`;
}

export function headRow(measures: readonly Measure[]): TemplateResult {
  return html`
    <div class="class-row head" role="row" aria-rowindex="1">
      <div role="columnheader">class</div>
      ${measures.map(
        ({ title, explanation }) =>
          html`<div role="columnheader" title=${explanation}>${title}</div>`,
      )}
    </div>
  `;
}

export function classRow(part: ClassPart, { index, top }: ShownClass): TemplateResult {
  const { detail, target, measures, digits } = part;
  return html`
    <div
      class="class-row"
      role="row"
      aria-rowindex=${index + 2}
      style="transform:translateY(${top}px)"
    >
      <div role="rowheader">
        ${index} ${index === target ? mark('target', 'target') : nothing}
        ${index === detail.argmax ? mark('triangle-up', 'argmax') : nothing}
      </div>
      ${measures.map(({ values, scale }, order) => {
        const value = at(values, index);
        return html`
          <div
            role="cell"
            class=${scale ? 'measure' : nothing}
            style="--number:var(--number-${order})"
          >
            ${scale ? bar(scale, value) : nothing}${number(value, digits)}
          </div>
        `;
      })}
    </div>
  `;
}

/** The classes that are not shown, taken together. */
export function restRow(
  measures: readonly Measure[],
  rest: NonNullable<ClassSelection['rest']>,
  top: number,
  digits: Digits,
): TemplateResult {
  return html`
    <div class="class-row rest" role="row" style="transform:translateY(${top}px)">
      <div role="rowheader">${count(rest.count, 'other')}</div>
      ${measures.map(({ title, scale }, order) =>
        title === 'p' && scale
          ? html`<div role="cell" class="measure" style="--number:var(--number-${order})">
              ${bar(scale, rest.probability)}${number(rest.probability, digits)}
            </div>`
          : html`<div role="cell"></div>`,
      )}
    </div>
  `;
}

function mark(name: string, word: string): TemplateResult {
  return html`<span class="mark">${icon(name)}<span class="word">${word}</span></span>`;
}

/** As in the grid, the text is the number at full precision, and what is drawn the number in short. */
function number(value: number, digits: Digits): TemplateResult {
  const special = Number.isFinite(value) ? '' : ' special';
  return html`<span class="number${special}" data-text=${formatNumber(value, digits)}
    >${fullPrecision(value)}</span
  >`;
}

function bar(scale: Scale, value: number): TemplateResult {
  const drawn = barOn(scale, value);
  return html`<span class="track" style="--zero:${placeOn(scale, 0) * 100}%"
    >${
      drawn
        ? html`<span
            class="bar${drawn.negative ? ' negative' : ''}"
            style="left:${drawn.start * 100}%;width:${drawn.length * 100}%"
          ></span>`
        : nothing
    }</span
  >`;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
