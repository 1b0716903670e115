/** How a number is written, apart from its value, and other values written the same way. */
export interface NumberStyle {
  readonly plus: boolean;
  /** The character that was, or is to be, its minus. */
  readonly minus: string;
  readonly decimalMark: '.' | ',';
  /** Whether there is a decimal mark: `1.` has one, with no digit behind it. */
  readonly hasMark: boolean;
  readonly fractionDigits: number;
  /** Whether a zero stands before the mark: not in `.5`. */
  readonly leadingZero: boolean;
  readonly exponent: ExponentStyle | undefined;
  readonly suffix: string;
}

interface ExponentStyle {
  /** `e`, `E`, and those of Fortran and Julia. */
  readonly letter: string;
  readonly plus: boolean;
  readonly digits: number;
  /** An exponent that is 0 only says of what type the number is: `1.5d0`, `1f0`. */
  readonly isType: boolean;
}

export const plainStyle: NumberStyle = {
  plus: false,
  minus: '-',
  decimalMark: '.',
  hasMark: false,
  fractionDigits: 0,
  leadingZero: true,
  exponent: undefined,
  suffix: '',
};

/** Fractions of up to so many digits are taken to have a length that was chosen, as those of a print. */
const alignedDigits = 6;

/** Where the style has no exponent, numbers below 1e-5 and from 1e16 on get one all the same. */
const leastPositional = -5;
const mostPositional = 15;

const decimal =
  /^(\d(?:[\d_']*\d)?)?(?:([.,])(\d(?:[\d_']*\d)?)?)?(?:([eEdD]|f(?!(?:16|32|64|128)(?!\d)))([-+]?)(\d[\d_]*))?(\D.*)?$/;

/** Suffixes of types that hold no fractions, where nothing else in the number says that it is one. */
const integerSuffix =
  /^_?(?:[iu](?:8|16|32|64|128|size)|[uU][lL]{0,2}|[lL]{1,2}[uU]?|n|int(?:8|16|32|64))$/;
const unsignedSuffix = /^_?u/i;

/**
 * The style of a number.
 *
 * @param sign its sign, or nothing
 * @param unsigned what is written behind the sign
 * @param kind the part of it that is a Fortran kind, with its underscore, or nothing
 */
export function styleOf(sign: string, unsigned: string, kind = ''): NumberStyle {
  const signs = { plus: sign === '+', minus: sign === '' || sign === '+' ? '-' : sign };
  const match = decimal.exec(unsigned.slice(0, unsigned.length - kind.length));
  // Hexadecimals and their like become decimals.
  if (!match || /^0[xXbBoO]/.test(unsigned)) return { ...plainStyle, ...signs };
  const [, whole, mark, fraction = '', letter, exponentSign, exponent = '', suffix = ''] = match;
  return {
    ...signs,
    decimalMark: mark === ',' ? ',' : '.',
    hasMark: mark !== undefined,
    fractionDigits: fraction.length,
    leadingZero: whole !== undefined,
    exponent:
      letter === undefined
        ? undefined
        : {
            letter,
            plus: exponentSign === '+' || (exponentSign === '-' && /^0\d/.test(exponent)),
            digits: exponentSign !== '' && exponent.length === 2 ? 2 : 1,
            isType: exponentSign === '' && exponent === '0',
          },
    suffix: suffix + kind,
  };
}

/**
 * A finite number in a style, with every digit that it takes to read the same double back.
 *
 * @param shift the number is written times ten to the power of this: what a print multiplies all of its
 *   numbers by stands elsewhere
 */
export function writeInStyle(value: number, style: NumberStyle, shift = 0): string {
  const [mantissa = '', power = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = digits === '0' ? 0 : Number(power) + shift;
  const isNegative = value < 0 || Object.is(value, -0);
  const sign = isNegative ? style.minus : style.plus ? '+' : '';
  const unsigned = writeUnsigned(digits, exponent, style);
  const isWhole = /^\d+$/.test(unsigned);
  const holds = isWhole && !(isNegative && unsignedSuffix.test(style.suffix));
  const isOfWholes = !style.hasMark && !style.exponent && integerSuffix.test(style.suffix);
  return sign + unsigned + (isOfWholes && !holds ? '' : style.suffix);
}

function writeUnsigned(digits: string, exponent: number, style: NumberStyle): string {
  const fits = exponent >= leastPositional && exponent <= mostPositional;
  if (style.exponent) {
    const { letter, isType } = style.exponent;
    if (isType && fits) return `${writePositional(digits, exponent, style)}${letter}0`;
    return writePositional(digits, 0, style) + writeExponent(exponent, style.exponent);
  }
  if (fits) return writePositional(digits, exponent, style);
  const exponentStyle = { letter: 'e', plus: false, digits: 1, isType: false };
  return writePositional(digits, 0, style) + writeExponent(exponent, exponentStyle);
}

function writeExponent(exponent: number, { letter, plus, digits }: ExponentStyle): string {
  const sign = exponent < 0 ? '-' : plus ? '+' : '';
  return letter + sign + String(Math.abs(exponent)).padStart(digits, '0');
}

/** The digits with the decimal mark behind the first of them, moved by an exponent. */
function writePositional(digits: string, exponent: number, style: NumberStyle): string {
  const { decimalMark, hasMark, fractionDigits, leadingZero } = style;
  const point = exponent + 1;
  const padded = digits.padEnd(point, '0');
  const whole = point > 0 ? padded.slice(0, point) : '0';
  const fraction = point > 0 ? padded.slice(point) : '0'.repeat(-point) + digits;
  const isAligned = fractionDigits <= alignedDigits;
  const least = isAligned ? fractionDigits : 1;
  const written = fraction.replace(/0+$/, '').padEnd(least, '0');
  if (!hasMark && written === '') return whole;
  const before = whole === '0' && !leadingZero && written !== '' ? '' : whole;
  return `${before}${decimalMark}${written}`;
}
