import { splitter } from './doubleDouble.ts';

/**
 * A temperature T made ready for exact division. `scaled` is T times a power of two, in (0.5, 1], so
 * that the products of an exact division neither over- nor underflow. The difference of two logits is
 * multiplied by the same power: each logit by `before`, which is at most 1, so that the difference of
 * two huge logits is finite where its quotient is; and the difference by `after`, which is at least 1.
 */
export interface Temperature {
  readonly before: number;
  readonly after: number;
  readonly scaled: number;
  /** `scaled`, split into two halves of few bits. */
  readonly scaledHigh: number;
  readonly scaledLow: number;
}

export function temperatureOf(value: number): Temperature {
  const power = 2 ** -Math.ceil(Math.log2(value));
  const scaled = value * power;
  const scaledHigh = splitter * scaled - (splitter * scaled - scaled);
  return {
    before: Math.min(power, 1),
    after: Math.max(power, 1),
    scaled,
    scaledHigh,
    scaledLow: scaled - scaledHigh,
  };
}
