/** Decimal numbers of all lengths and sizes, the same at every run. */
export function* randomNumbers(count: number): Generator<string> {
  const random = generator();
  const integer = (below: number): number => Math.floor(random() * below);
  const digits = (length: number): string =>
    Array.from({ length }, () => String(integer(10))).join('');
  const double = bitsToDouble(() => integer(2 ** 32));
  const kinds: readonly (() => string)[] = [
    () => digits(1 + integer(25)).replace(/^0(?=.)/, '1'),
    () => `${integer(10)}.${digits(integer(25))}`,
    () => `.${digits(1 + integer(30))}`,
    () => `0.${'0'.repeat(integer(30))}${digits(1 + integer(25))}`,
    () => `${integer(100)}.${digits(integer(20))}e${integer(700) - 350}`,
    () => `${digits(1 + integer(18)).replace(/^0(?=.)/, '9')}E+${integer(300)}`,
    () => (random() * 20 - 10).toFixed(1 + integer(8)),
    () => String(random() * 20 - 10),
    () => String(double()),
    () => double().toPrecision(1 + integer(30)),
    () => double().toExponential(integer(20)),
    // Subnormal numbers, and the least normal ones.
    () => String(integer(2 ** 32) * 2 ** -1074 * 2 ** integer(24)),
    () => `${1 + integer(9)}.${digits(integer(18))}e-${300 + integer(25)}`,
    // Halfway between two doubles, and a little beside that.
    () => halfway(BigInt(integer(2 ** 32)) * 0x100000n + BigInt(integer(2 ** 20)), integer(11)),
    () => beside(halfway(2n ** 52n + BigInt(integer(2 ** 32)), integer(140) - 70), integer(3)),
    () => beside(halfway(BigInt(integer(2 ** 20)), -1075), integer(3)),
  ];
  for (let index = 0; index < count; index++) {
    yield `${['', '-', '+'][integer(3)]!}${kinds[index % kinds.length]!().replace(/^-/, '')}`;
  }
}

/** Numerical Recipes' linear congruential generator, two draws for each number. */
function generator(): () => number {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return () => ((next() >>> 6) * 2 ** 27 + (next() >>> 5)) / 2 ** 53;
}

/** Doubles of any bits, but for those that are not finite. */
function bitsToDouble(bits: () => number): () => number {
  const view = new DataView(new ArrayBuffer(8));
  return () => {
    view.setUint32(0, bits());
    view.setUint32(4, bits());
    const double = Math.abs(view.getFloat64(0));
    return Number.isFinite(double) ? double : 0.5;
  };
}

/** All decimals of (2m + 1) 2^power: halfway between doubles if m has all their bits. */
function halfway(m: bigint, power: number): string {
  const odd = 2n * m + 1n;
  if (power >= 0) return String(odd << BigInt(power));
  const decimals = -power;
  const scaled = String(odd * 5n ** BigInt(decimals)).padStart(decimals + 1, '0');
  return `${scaled.slice(0, -decimals)}.${scaled.slice(-decimals)}`;
}

/** A decimal cut to 19 digits, to one less, or as it is with a digit more. */
function beside(decimal: string, way: number): string {
  if (way === 0) return `${decimal}${decimal.includes('.') ? '' : '.'}1`;
  return decimal.replace(/^(\d*\.)(0*)(\d{18})(\d?).*$/, way === 1 ? '$1$2$3$4' : '$1$2$3');
}
