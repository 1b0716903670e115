import { nice, tickStep } from 'd3-array';

/** The stretch of the number line that bars are drawn on. Zero, from which they start, is on it. */
export interface Scale {
  readonly least: number;
  readonly most: number;
}

/** A bar on its track: where it starts and how long it is, as fractions of the track. */
interface Bar {
  readonly start: number;
  readonly length: number;
  readonly negative: boolean;
}

/** Probabilities are drawn on a scale to 1, unless all are smaller than this. */
const smallProbability = 0.1;

const tickCount = 10;

/** A scale on which all finite values find room, with round ends, and no smaller than another one. */
export function scaleOf(values: Float64Array, other: Scale = { least: 0, most: 0 }): Scale {
  let { least, most } = other;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === other.least && most === other.most) return other;
  const [start, end] = nice(least, most, tickCount);
  return { least: start, most: end };
}

/** As `scaleOf`, with room on either side to draw a bar out. */
export function scaleOfLogits(logits: Float64Array, other?: Scale): Scale {
  const scale = scaleOf(logits, other);
  if (scale === other) return other;
  const { least, most } = scale;
  const margin = Math.max(most - least, 1) / 4;
  return scaleOf(Float64Array.of(finite(least - margin), finite(most + margin)));
}

function finite(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}

export function scaleOfProbabilities(probabilities: Float64Array, other?: Scale): Scale {
  const scale = scaleOf(probabilities, other);
  return scale.most < smallProbability ? scale : { least: 0, most: 1 };
}

/** Where a value stands on the track, from 0 to 1; what is beyond an end, an infinity too, at that end. */
export function placeOn({ least, most }: Scale, value: number): number {
  // Halved, since the difference of two doubles can overflow where their halves' cannot.
  const reach = most / 2 - least / 2;
  return reach === 0 ? 0 : (Math.min(Math.max(value, least), most) / 2 - least / 2) / reach;
}

/** @returns undefined for NaN, which has no place on any scale. */
export function barOn(scale: Scale, value: number): Bar | undefined {
  if (Number.isNaN(value)) return undefined;
  const zero = placeOn(scale, 0);
  const end = placeOn(scale, value);
  return { start: Math.min(zero, end), length: Math.abs(end - zero), negative: value < 0 };
}

/** Moves by keys are by a hundredth of the scale, or a tenth. */
const smallSteps = 100;
const largeSteps = 10;

/** The multiple of the step of a scale that is nearest to a value: what is dragged has few digits. */
export function snapTo({ least, most }: Scale, value: number): number {
  return multiple(value, tickStep(least, most, smallSteps));
}

/** Where a key moves a slider to, as in https://www.w3.org/WAI/ARIA/apg/patterns/slider/. */
export function slideByKey({ least, most }: Scale, value: number, key: string): number | undefined {
  const from = Number.isNaN(value) ? 0 : Math.min(Math.max(value, least), most);
  const by = (steps: number, count: number): number => {
    const step = tickStep(least, most, count);
    return multiple((Number.isFinite(value) ? value : from) + steps * step, step);
  };
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return by(1, smallSteps);
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(-1, smallSteps);
    case 'PageUp':
      return by(1, largeSteps);
    case 'PageDown':
      return by(-1, largeSteps);
    case 'Home':
      return least;
    case 'End':
      return most;
    default:
      return undefined;
  }
}

/** Rounded to what is decimal, since a step of 0.1 is no double. */
function multiple(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
