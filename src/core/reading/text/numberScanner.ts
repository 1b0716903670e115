import {
  isDigit,
  isSign,
  isWord,
  minus,
  minusSign,
  nine,
  point,
  singleQuote,
  zero,
} from './characters.ts';

/** Every power of ten that a double holds exactly. */
const exactPowersOfTen = Float64Array.from({ length: 23 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/** Integers of up to this many digits are exact in a double. */
const exactDigits = 15;

const hexadecimal = /0[xX]([\da-fA-F_']*)(?:\.([\da-fA-F]*))?(?:[pP]([+-]?\d+))?/y;
/*
 * A repeated group would keep a way back for each of its matches, and overflow the stack on a number of some million
 * digits: what is repeated in these patterns is single characters.
 */
const otherRadix = /0(?:[bB][01](?:[01_]*[01])?|[oO][0-7](?:[0-7_]*[0-7])?)/y;

/**
 * A decimal with the digit separators of Python, Rust, Java, JavaScript and Swift (1_000) or C++
 * (1'000), and the exponent letters of Fortran and MATLAB (1d0) and Julia (1f0). The widths after
 * Rust's f (1f32) are no exponent.
 */
const separatedDecimal =
  /(?:\d(?:[\d_']*\d)?)?(?:\.(?:\d(?:[\d_']*\d)?)?)?(?:(?:[eE](?=[+-]?\d)|[dD](?=[+-]?\d)|f(?!(?:16|32|64|128)(?!\d))(?=[+-]?\d))[+-]?\d(?:[\d_]*\d)?)?/y;

/** Fortran has its kinds behind an underscore (1.0_8), so it cannot separate digits by one. */
const decimalWithKind = /\d*(?:\.\d*)?(?:[eEdD](?=[+-]?\d)[+-]?\d+)?(?:_\w+)?/y;

const typeSuffix =
  /_?(?:[fF](?:16|32|64|128)?|bf16|[iu](?:8|16|32|64|128|size)|(?:[uU][lL]{0,2}|[lL]{1,2}[uU]?)|[dDmMnq])(?![\w.])|_(?:[dsqwr]p|rk|r\d{1,2}|real(?:32|64|128)|int(?:8|16|32|64))(?![\w.])/y;

/**
 * Scans one unsigned number and computes its value, bit-identical to what `Number` makes of the
 * decimal. The common case needs no substring: a double holds both the digits and the power of ten
 * exactly, so that a single division or multiplication rounds correctly (W. D. Clinger, How to read
 * floating point numbers accurately, PLDI 1990).
 */
export class NumberScanner {
  value = 0;
  /** The offset behind the number, its type suffix included. */
  end = 0;
  /** False if it takes a programming language to read the number: 0x1F, 1_000, 1.5f. */
  plain = true;
  private readonly underscoresSeparate: boolean;

  constructor(underscoresSeparate = true) {
    this.underscoresSeparate = underscoresSeparate;
  }

  /**
   * Scans the number at `at`, times ten to the power of `shift`.
   * @returns whether there is one; `end` is then behind it, otherwise it is where reading stopped
   */
  scan(text: string, at: number, shift = 0): boolean {
    let mantissa = 0;
    let exponent = shift;
    let here = at;
    let code = text.charCodeAt(here);
    while (code >= zero && code <= nine) {
      mantissa = mantissa * 10 + (code - zero);
      code = text.charCodeAt(++here);
    }
    // Leading zeros count as digits here, which costs nothing but a slower path for 0.000...
    let digits = here - at;
    if (code === point) {
      const fraction = here + 1;
      code = text.charCodeAt(++here);
      while (code >= zero && code <= nine) {
        mantissa = mantissa * 10 + (code - zero);
        code = text.charCodeAt(++here);
      }
      digits += here - fraction;
      exponent -= here - fraction;
    }
    this.end = here;
    if (digits === 0) return false;
    if ((code | 0x20) === 0x65) {
      let power = here + 1;
      code = text.charCodeAt(power);
      const negative = code === minus;
      if (isSign(code)) code = text.charCodeAt(++power);
      if (isDigit(code)) {
        let written = 0;
        while (code >= zero && code <= nine) {
          if (written < 100_000) written = written * 10 + (code - zero);
          code = text.charCodeAt(++power);
        }
        exponent += negative ? -written : written;
        here = power;
      }
    }
    if (code === point || code === singleQuote || isWord(code)) return this.scanUncommon(text, at);
    this.end = here;
    this.plain = true;
    if (digits <= exactDigits && exponent >= -22 && exponent <= 22) {
      this.value =
        exponent < 0
          ? mantissa / exactPowersOfTen[-exponent]!
          : mantissa * exactPowersOfTen[exponent]!;
    } else {
      this.value = valueOf(text.slice(at, here), shift);
    }
    return true;
  }

  /** Numbers that only some languages have. */
  private scanUncommon(text: string, at: number): boolean {
    this.plain = false;
    hexadecimal.lastIndex = at;
    const hex = hexadecimal.exec(text);
    if (hex && `${hex[1] ?? ''}${hex[2] ?? ''}` !== '') {
      this.value = hexadecimalValue(hex[1] ?? '', hex[2] ?? '', Number(hex[3] ?? 0));
      return this.finish(text, at + hex[0].length);
    }
    otherRadix.lastIndex = at;
    const other = otherRadix.exec(text);
    if (other) {
      this.value = Number(other[0].replaceAll('_', ''));
      return this.finish(text, at + other[0].length);
    }
    const pattern = this.underscoresSeparate ? separatedDecimal : decimalWithKind;
    pattern.lastIndex = at;
    const literal = pattern.exec(text)?.[0] ?? '';
    const decimal = this.underscoresSeparate ? literal : literal.replace(/_\w*$/, '');
    this.value = Number(decimal.replaceAll(/[_']/g, '').replace(/[dDf]/, 'e'));
    this.plain = /^[\d.]+[dD][+-]?\d+$/.test(literal);
    return this.finish(text, at + literal.length);
  }

  /** A type suffix may follow; anything else that could be part of a word may not. */
  private finish(text: string, at: number): boolean {
    typeSuffix.lastIndex = at;
    const suffix = typeSuffix.exec(text)?.[0] ?? '';
    if (suffix !== '') this.plain = false;
    this.end = at + suffix.length;
    const code = text.charCodeAt(this.end);
    return code !== point && !isWord(code);
  }
}

function valueOf(decimal: string, shift: number): number {
  if (shift === 0) return Number(decimal);
  const [digits = '', exponent = '0'] = decimal.split(/[eE]/);
  return Number(`${digits}e${Number(exponent) + shift}`);
}

/** C99 6.4.4.2: the digits times two to the power of the exponent. */
function hexadecimalValue(whole: string, fraction: string, exponent: number): number {
  const digits = whole.replaceAll(/[_']/g, '') + fraction;
  return Number(BigInt(`0x${digits}`)) * 2 ** (exponent - 4 * fraction.length);
}

/** The sign at `at`, as a factor; 0 if there is none. The minus may be that of Unicode. */
export function signAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (!isSign(code)) return 0;
  return code === minus || code === minusSign ? -1 : 1;
}
