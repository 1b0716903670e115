import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Confusions } from '../../protocol/batch.ts';
import { classInWords, nameOfClass, type Summary } from '../../protocol/compute.ts';
import { shortenedInColumn } from '../classNames.ts';
import { count, shortCount, shortestCount } from '../numbers.ts';
import type { Choice, Drawing } from './chart.ts';

/** In pixels. */
interface Sizes {
  readonly font: number;
  readonly character: number;
  readonly cellPadding: number;
  readonly cellHeight: number;
  /** From the top of a cell to the line that its text stands on. */
  readonly textLine: number;
  /** What the classes are called that are taken together; as a column, a word would widen all of them. */
  readonly others: string;
  readonly shorten: (rows: number) => string;
}

const usual: Sizes = {
  font: 11,
  character: 7,
  cellPadding: 6,
  cellHeight: 24,
  textLine: 16,
  others: 'others',
  shorten: shortCount,
};
/** For where the usual ones take more than the width. */
const compact: Sizes = {
  font: 9,
  character: 5.6,
  cellPadding: 2,
  cellHeight: 20,
  textLine: 13,
  others: '⋯',
  shorten: shortestCount,
};
const widestCell = 48;
/** For the title of the columns, and that of the rows. */
const titleSpace = 18;
/** Of a cell that is not empty: the least tint, and how much stronger the strongest is. */
const tint = { least: 0.08, range: 0.32 };

/** How often which target is predicted as which class; a cell shows its rows in the grid. */
export function drawConfusionMatrix(
  { classes, hasOthers, counts, classNames }: Confusions & Pick<Summary, 'classNames'>,
  width: number,
  { isChosen, choose }: Choice,
): Drawing {
  const side = classes.length + (hasOthers ? 1 : 0);
  // Above the columns, there is room for the indices only.
  const indices = classes.map(String);
  const named = classes.map((index) => {
    const name = nameOfClass(classNames, index);
    return name === undefined ? String(index) : `${index} ${shortenedInColumn(name)}`;
  });
  const layOut = (sizes: Sizes, rowNames: readonly string[]) => {
    const left = titleSpace + widthFor([...rowNames, ...(hasOthers ? [sizes.others] : [])], sizes);
    const least = widthFor([...indices, ...counts.map(sizes.shorten)], sizes);
    return { sizes, rowNames, left, least };
  };
  const smallest = layOut(compact, indices);
  const layouts = [layOut(usual, named), layOut(usual, indices), layOut(compact, named), smallest];
  const { sizes, rowNames, left, least } =
    layouts.find((layout) => layout.left + side * layout.least <= width) ?? smallest;
  const { cellHeight, textLine, shorten, others } = sizes;
  const cells = counts.map((rows, place) => {
    const row = Math.floor(place / side);
    const column = place % side;
    const [target, predicted] = [classes[row], classes[column]];
    const isClass = target !== undefined && predicted !== undefined;
    return {
      rows,
      row,
      column,
      isRight: row === column,
      filter: isClass ? { target, predicted } : null,
    };
  });
  const most = (right: boolean) =>
    cells
      .filter(({ filter, isRight }) => filter && isRight === right)
      .reduce((most, { rows }) => Math.max(most, rows), 1);
  const mostRight = most(true);
  const mostWrong = most(false);

  const inWords = (place: number) => {
    const index = classes[place];
    return index === undefined ? others : classInWords(classNames, index);
  };
  const top = titleSpace + cellHeight;
  const cellWidth = Math.min(Math.max((width - left) / side, least), widestCell);
  const right = left + side * cellWidth;
  const bottom = top + side * cellHeight;

  const cell = ({ rows, row, column, isRight, filter }: (typeof cells)[number]) => {
    const strength = rows / (isRight ? mostRight : mostWrong);
    return svg`<g
      class="mark"
      role="gridcell"
      aria-selected=${filter ? isChosen(filter) : nothing}
      data-row=${row}
      data-column=${column}
      transform="translate(${left + column * cellWidth} ${top + row * cellHeight})"
      @click=${() => filter && choose(filter)}
    >
      <title>Target ${inWords(row)}, predicted ${inWords(column)}: ${count(rows, 'row')}</title>
      <rect class="touch" width=${cellWidth} height=${cellHeight}></rect>
      <rect
        class=${isRight ? 'value' : 'value wrong'}
        fill-opacity=${filter && rows > 0 ? tint.least + tint.range * strength : 0}
        width=${cellWidth}
        height=${cellHeight}
      ></rect>
      <text x=${cellWidth / 2} y=${textLine} text-anchor="middle">
        ${rows > 0 ? shorten(rows) : ''}
      </text>
    </g>`;
  };
  return {
    width: right + 1,
    height: bottom + 1,
    role: 'grid',
    label: 'Confusion matrix',
    hint: 'Choose a cell to see its rows alone.',
    content: svg`<g role="none" style="--font:${sizes.font}px">
      <g class="axis" role="row">
        <text
          role="columnheader"
          transform="translate(11 ${(top + bottom) / 2}) rotate(-90)"
          text-anchor="middle"
        >target</text>
        ${Array.from({ length: side }, (_, column) =>
          header(
            'columnheader',
            indices[column] ?? '⋯',
            left + (column + 0.5) * cellWidth,
            titleSpace + textLine,
            'middle',
          ),
        )}
      </g>
      <text
        class="axis"
        x=${(left + right) / 2}
        y="11"
        text-anchor="middle"
        aria-hidden="true"
      >predicted</text>
      ${Array.from(
        { length: side },
        (_, row) => svg`<g role="row">
          <g class="axis">${header('rowheader', rowNames[row] ?? others, left - sizes.cellPadding, top + row * cellHeight + textLine, 'end')}</g>
          ${cells.slice(row * side, (row + 1) * side).map(cell)}
        </g>`,
      )}
    </g>`,
  };
}

function widthFor(texts: readonly string[], { character, cellPadding }: Sizes): number {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  return longest * character + cellPadding;
}

function header(
  role: string,
  name: string,
  x: number,
  y: number,
  anchor: string,
): SVGTemplateResult {
  return svg`<text role=${role} x=${x} y=${y} text-anchor=${anchor}>${name}</text>`;
}
