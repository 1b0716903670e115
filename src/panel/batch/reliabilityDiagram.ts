import { svg } from 'lit';
import type { Calibration } from '../../protocol/batch.ts';
import { formatNumber } from '../numbers.ts';
import type { Drawing } from './chart.ts';
import { horizontalAxis, verticalAxis, xOn, yOn } from './plot.ts';

const height = 260;
const margin = { left: 52, right: 14, top: 8, bottom: 36 };
/** Below the diagram, how many rows there are of which confidence. */
const countsHeight = 32;
const gap = 6;

const labels = 5;
const unit = { least: 0, most: 1 };

/** Whether a prediction of some confidence is right as often as it claims to be. */
export function drawReliabilityDiagram(
  { bins, expectedError }: Calibration,
  width: number,
): Drawing {
  const area = {
    left: margin.left,
    top: margin.top,
    width: Math.max(width - margin.left - margin.right, 0),
    height: height - margin.top - margin.bottom - countsHeight - gap,
  };
  const counts = { ...area, top: area.top + area.height + gap, height: countsHeight };
  const most = bins.reduce((most, { count }) => Math.max(most, count), 1);
  const format = (value: number) => formatNumber(value, 3);
  const x = (value: number) => xOn(area, unit, value);
  const y = (value: number) => yOn(area, unit, value);
  return {
    width,
    height,
    role: 'img',
    label: `Accuracy by confidence, in ${bins.length} bins; the table has the numbers. Expected calibration error: ${format(expectedError)}`,
    content: svg`
      ${verticalAxis(area, unit, 'accuracy', labels, format)}
      ${bins.map(({ from, to, accuracy, confidence, count }) => {
        const left = x(from) + 0.5;
        const barWidth = Math.max(x(to) - x(from) - 1, 1);
        const top = yOn(counts, { least: 0, most }, count);
        return svg`
          <rect class="value" x=${left} y=${y(accuracy)} width=${barWidth}
            height=${y(0) - y(accuracy)}></rect>
          <rect class="gap" x=${left} y=${Math.min(y(accuracy), y(confidence))} width=${barWidth}
            height=${Math.abs(y(accuracy) - y(confidence))}></rect>
          <rect class="count" x=${left} y=${top} width=${barWidth}
            height=${counts.top + counts.height - top}></rect>
        `;
      })}
      <path class="ideal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"></path>
      ${horizontalAxis(counts, unit, 'confidence', format)}
      <text class="axis" transform="translate(11 ${counts.top + counts.height / 2}) rotate(-90)"
        text-anchor="middle">rows</text>
    `,
  };
}
