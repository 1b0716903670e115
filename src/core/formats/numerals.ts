/** A number as it is written. */
export type Numeral = (value: number) => string;

/** What a notation calls the values that have no digits. */
interface Words {
  readonly nan: string;
  readonly infinity: string;
  /** By default a minus before the other. */
  readonly minusInfinity?: string;
}

/** How a notation with these words writes numbers. */
export function numerals({ nan, infinity, minusInfinity = `-${infinity}` }: Words): Numeral {
  return (value) => {
    if (Number.isNaN(value)) return nan;
    if (!Number.isFinite(value)) return value > 0 ? infinity : minusInfinity;
    // A whole number may be read as an integer: there is no integer -0, and a large one would not fit.
    if (Object.is(value, -0)) return '-0.0';
    return Math.abs(value) < 2 ** 53 ? String(value) : value.toExponential();
  };
}

/** A number for where digits alone would be an integer. */
export function withPoint(text: string): string {
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
