import { formatLocale } from 'd3-format';

/** How many significant digits are shown. The number itself is never cut: see `fullPrecision`. */
export const digitChoices = ['automatic', 3, 4, 6, 'full'] as const;
export type DigitChoice = (typeof digitChoices)[number];
export type Digits = Exclude<DigitChoice, 'automatic'>;

/** @param isNarrow whether there is little place */
export function digitsOf(choice: DigitChoice, isNarrow = false): Digits {
  if (choice !== 'automatic') return choice;
  return isNarrow ? 3 : 4;
}

// d3's own minus sign is U+2212, which no parser reads back.
const locale = formatLocale({
  decimal: '.',
  thousands: ',',
  grouping: [3],
  currency: ['', ''],
  minus: '-',
});

/** The shortest text that reads back as the same double. */
export function fullPrecision(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export const numberNotations = ['automatic', 'fixed', 'scientific', 'percent'] as const;
export type NumberNotation = (typeof numberNotations)[number];

/** Only parts of a whole are shown as percent. */
export function unlessPercent(notation: NumberNotation): NumberNotation {
  return notation === 'percent' ? 'automatic' : notation;
}

/** Larger numbers are not written out: they would make a column hundreds of digits wide. */
const largestFixed = 1e15;

/**
 * A number as the grid shows it. Automatic: so many significant digits, or fewer where these are all of
 * the number, in scientific notation where it is tiny or huge; percent, too. What is not 1, or 100 %, is
 * not rounded up to that. Scientific: always in scientific notation. Fixed: so many digits behind the point.
 */
export function formatNumber(
  value: number,
  digits: Digits,
  notation: NumberNotation = 'automatic',
): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  if (notation === 'percent') {
    const percent = percentOf(value);
    return `${digits === 'full' ? fullPrecision(percent) : general(percent, digits, 100)} %`;
  }
  if (notation === 'scientific') {
    return digits === 'full' ? value.toExponential() : value.toExponential(digits - 1);
  }
  if (digits === 'full') return fullPrecision(value);
  if (notation === 'fixed' && Math.abs(value) < largestFixed) return value.toFixed(digits);
  return general(value, digits, 1);
}

/** @param whole what a number that is smaller is not rounded to: almost certain is not certain */
function general(value: number, digits: number, whole: 1 | 100): string {
  const size = Math.abs(value);
  // Three digits are for little place: with them, 1.23e-4 is shorter than 0.000123.
  const isTiny = size !== 0 && size < (digits === 3 ? 1e-3 : 1e-4);
  const [precision, type] = isTiny ? [digits - 1, 'e'] : [digits, 'g'];
  const short = locale.format(`.${precision}~${type}`)(value);
  if (Number(short) === value) return short;
  const text = locale.format(`.${precision}${type}`)(value);
  const isRoundedToWhole = size < whole && Math.abs(Number(text)) === whole;
  return isRoundedToWhole
    ? general(Math.sign(value) * whole * (1 - 10 ** -digits), digits, whole)
    : text;
}

/** A hundred times the number, by moving the point: as a product, 0.07 would give 7.000000000000001. */
function percentOf(value: number): number {
  const [digits, exponent] = value.toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + 2}`);
}

/** "1,000,000". */
export const grouped = locale.format(',');

/** In about as many characters, whatever it is: "12", "1.23k", "1M". */
export const shortCount = locale.format('.3~s');
/** In up to four characters: "12", "1k", "123k". */
export function shortestCount(amount: number): string {
  return amount < 1000 ? String(amount) : locale.formatPrefix('.0', amount)(amount);
}

/** "1 row", "1,000,000 rows". */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(amount)} ${amount === 1 ? singular : plural}`;
}
