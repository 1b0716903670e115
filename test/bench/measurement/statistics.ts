/** The middle of a sample, and how far it spreads. */
export interface Spread {
  readonly minimum: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

export function spreadOf(sample: readonly number[]): Spread {
  const sorted = [...sample].sort((one, other) => one - other);
  return {
    minimum: quantile(sorted, 0),
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
  };
}

/** The same spread in another unit. */
export function mapSpread(spread: Spread, convert: (value: number) => number): Spread {
  return {
    minimum: convert(spread.minimum),
    median: convert(spread.median),
    lowerQuartile: convert(spread.lowerQuartile),
    upperQuartile: convert(spread.upperQuartile),
  };
}

/** By linear interpolation, as NumPy's default is (type 7 of Hyndman and Fan, 1996). */
export function quantile(sorted: readonly number[], fraction: number): number {
  const at = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined)
    throw new RangeError('An empty sample has no quantiles.');
  return below + (above - below) * (at - Math.floor(at));
}
