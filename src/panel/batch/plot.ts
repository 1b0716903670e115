import { ticks } from 'd3-array';
import { svg, type SVGTemplateResult } from 'lit';
import { placeOn, type Scale } from '../row/scale.ts';

/** Where a chart draws its data, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function xOn({ left, width }: Area, scale: Scale, value: number): number {
  return left + width * placeOn(scale, value);
}

export function yOn({ top, height }: Area, scale: Scale, value: number): number {
  return top + height * (1 - placeOn(scale, value));
}

/** The space in which a label of the horizontal axis is readable. */
const labelWidth = 70;

export function horizontalAxis(
  area: Area,
  scale: Scale,
  title: string,
  format: (value: number) => string,
): SVGTemplateResult {
  const bottom = area.top + area.height;
  const values = ticks(scale.least, scale.most, Math.max(area.width / labelWidth, 2));
  return svg`<g class="axis" aria-hidden="true">
    <path d="M${area.left} ${bottom}h${area.width}"></path>
    ${values.map((value) => {
      const x = xOn(area, scale, value);
      return svg`<path d="M${x} ${bottom}v4"></path>
        <text x=${x} y=${bottom + 15} text-anchor="middle">${format(value)}</text>`;
    })}
    <text x=${area.left + area.width / 2} y=${bottom + 30} text-anchor="middle">${title}</text>
  </g>`;
}

/** With a line across the area at each of about so many labels. */
export function verticalAxis(
  area: Area,
  scale: Scale,
  title: string,
  labels: number,
  format: (value: number) => string,
): SVGTemplateResult {
  const values = ticks(scale.least, scale.most, labels);
  const middle = area.top + area.height / 2;
  return svg`<g class="axis" aria-hidden="true">
    ${values.map((value) => {
      const y = yOn(area, scale, value);
      return svg`<path class="grid-line" d="M${area.left} ${y}h${area.width}"></path>
        <text x=${area.left - 6} y=${y + 4} text-anchor="end">${format(value)}</text>`;
    })}
    <text transform="translate(11 ${middle}) rotate(-90)" text-anchor="middle">${title}</text>
  </g>`;
}
