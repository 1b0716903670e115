/** A bar in a track: where it starts and how long it is, as fractions of the track. */
interface Bar {
  readonly start: number;
  readonly length: number;
  readonly negative: boolean;
}

/** Undefined for NaN, which has no place on any scale. */
export type BarScale = (value: number) => Bar | undefined;

/**
 * How to draw the values of one column as bars from a common zero line. The track reaches from the
 * smallest to the largest finite value, zero included; an infinite value fills its side.
 */
export function barScale(values: Float64Array): BarScale {
  let least = 0;
  let most = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Halved, since the difference of two doubles can overflow where their halves' cannot.
  const reach = most / 2 - least / 2;
  const place = (value: number): number =>
    reach === 0 ? 0.5 : (Math.min(Math.max(value, least), most) / 2 - least / 2) / reach;
  const zero = place(0);
  return (value) => {
    if (Number.isNaN(value)) return undefined;
    const end = place(value);
    return {
      start: Math.min(zero, end),
      length: Math.abs(end - zero),
      negative: value < 0,
    };
  };
}
