import { svg } from 'lit';
import type { LossHistogram } from '../../protocol/batch.ts';
import { count, formatNumber, shortCount } from '../numbers.ts';
import type { Scale } from '../row/scale.ts';
import type { Choice, Drawing } from './chart.ts';
import { horizontalAxis, verticalAxis, xOn, yOn } from './plot.ts';

const height = 200;
const margin = { left: 52, right: 14, top: 8, bottom: 36 };
/** What is there must be seen, however rare it is. */
const leastBarHeight = 2;
const digits = 4;
const labels = 4;

/** How many rows have a loss of about how much; a bar shows its rows in the grid. */
export function drawLossHistogram(
  { edges, rows }: LossHistogram,
  width: number,
  { isChosen, choose }: Choice,
): Drawing {
  const area = {
    left: margin.left,
    top: margin.top,
    width: Math.max(width - margin.left - margin.right, 0),
    height: height - margin.top - margin.bottom,
  };
  const losses: Scale = {
    least: edges[0] ?? 0,
    most: Math.min(edges.at(-1) ?? 1, Number.MAX_VALUE),
  };
  const most = rows.reduce((most, amount) => Math.max(most, amount), 1);
  const amounts: Scale = { least: 0, most };
  const format = (value: number) => formatNumber(value, digits);
  const bottom = area.top + area.height;
  return {
    width,
    height,
    role: 'group',
    hint: 'Choose a bar to see its rows alone.',
    label: `Losses of ${count(
      rows.reduce((sum, amount) => sum + amount, 0),
      'row',
    )}`,
    content: svg`
      ${verticalAxis(area, amounts, 'rows', Math.min(labels, most), shortCount)}
      ${rows.map((amount, bin) => {
        const [from = 0, to = 0] = edges.slice(bin, bin + 2);
        const left = xOn(area, losses, from);
        const barWidth = xOn(area, losses, to) - left;
        const top =
          amount === 0 ? bottom : Math.min(yOn(area, amounts, amount), bottom - leastBarHeight);
        const chosen = isChosen({ loss: { from, to } });
        return svg`<g
          class="mark"
          role="button"
          aria-pressed=${chosen}
          data-row="0"
          data-column=${bin}
          @click=${() => choose({ loss: { from, to } })}
        >
          <title>Loss from ${format(from)} to ${format(to)}: ${count(amount, 'row')}</title>
          <rect class="touch" x=${left} y=${area.top} width=${barWidth} height=${area.height}></rect>
          <rect class="value" x=${left + 0.5} y=${top} width=${Math.max(barWidth - 1, 1)}
            height=${bottom - top}></rect>
        </g>`;
      })}
      ${horizontalAxis(area, losses, 'loss of a row', format)}
    `,
  };
}
