import { barOn, placeOn, type Scale } from './scale.ts';

/** A bar, and the zero that it starts from, as a style; see `.track` in panel.css. */
export function barStyle(scale: Scale, value: number): string {
  const zero = placeOn(scale, 0);
  const { start, length, negative } = barOn(scale, value) ?? {
    start: zero,
    length: 0,
    negative: false,
  };
  const colour = negative ? 'var(--negative)' : 'var(--positive)';
  return `--zero:${zero};--start:${start};--end:${start + length};--fill:${colour}`;
}
