/** Number tokens that are hard to read exactly, and what `Number` makes of them. */
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { Random } from '../measurement/random.ts';
import { firstDifference } from './bits.ts';

/** Reads so many tokens at once. @returns the first that is read differently, in a sentence */
export function misreadToken(count: number): string | undefined {
  const random = new Random();
  const tokens = Array.from({ length: count }, () => kinds[random.below(kinds.length)]!(random));
  const { logits } = runToEnd(readText(`[${tokens.join(',')}]`, 'json'));
  return firstDifference(logits.values, Float64Array.from(tokens, Number));
}

type Kind = (random: Random) => string;

/** Doubles of every exponent, subnormals among them. */
function anyDouble(random: Random): number {
  const view = new DataView(new ArrayBuffer(8));
  for (;;) {
    view.setUint32(0, random.below(2 ** 32));
    view.setUint32(4, random.below(2 ** 32));
    if (Number.isFinite(view.getFloat64(0))) return view.getFloat64(0);
  }
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(10)).join('');
}

/** A whole number of up to 40 digits, without leading zeros, which JSON refuses. */
function wholeNumber(random: Random): string {
  return `${1 + random.below(9)}${digits(random, random.below(40))}`;
}

const sign: Kind = (random) => (random.below(2) ? '-' : '');

/** Halfway between two doubles of up to 2^64, in all its digits, or a hair beside it. */
const halfway: Kind = (random) => {
  const significand = BigInt(2 ** 52 + random.below(2 ** 52));
  const shift = BigInt(1 + random.below(11));
  const middle = ((significand << 1n) + 1n) << (shift - 1n);
  return `${middle}${['', '.0', '.00000000000000000000001', 'e0'][random.below(4)]}`;
};

/** Halfway between two subnormals of few digits cannot be written short: 2^-1075 has 752 digits. */
const subnormalHalfway: Kind = (random) => {
  const odd = BigInt(2 * random.below(2 ** 20) + 1);
  // odd 2^-1075 = odd 5^1075 10^-1075
  return `${odd * 5n ** 1075n}e-1075`;
};

const kinds: readonly Kind[] = [
  (random) => String(anyDouble(random)),
  (random) => anyDouble(random).toExponential(random.below(25)),
  (random) => sign(random) + wholeNumber(random),
  (random) => `${sign(random)}${random.below(2)}.${digits(random, 1 + random.below(40))}`,
  (random) =>
    `${sign(random)}${wholeNumber(random)}.${digits(random, 1 + random.below(20))}e${random.below(640) - 345}`,
  (random) => (20 * (random.uniform() - 0.5)).toFixed(random.below(10)),
  halfway,
  (random) =>
    random.below(500) === 0 ? subnormalHalfway(random) : String(2 ** -1074 * random.below(2 ** 30)),
];
