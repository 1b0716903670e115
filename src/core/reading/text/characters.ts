/** UTF-16 codes of the characters that have a meaning in array texts. */
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
export const doubleQuote = 0x22;
export const numberSign = 0x23;
export const ampersand = 0x26;
export const singleQuote = 0x27;
export const openParenthesis = 0x28;
export const closeParenthesis = 0x29;
export const asterisk = 0x2a;
const plus = 0x2b;
export const comma = 0x2c;
export const minus = 0x2d;
export const point = 0x2e;
export const slash = 0x2f;
export const zero = 0x30;
export const nine = 0x39;
export const colon = 0x3a;
export const semicolon = 0x3b;
export const equalsSign = 0x3d;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
const underscore = 0x5f;
export const backtick = 0x60;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
const ellipsis = 0x2026;
export const minusSign = 0x2212;

export function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** A letter, a digit or an underscore; every letter beyond ASCII counts, as names may have it. */
export function isWord(code: number): boolean {
  return isDigit(code) || isWordStart(code);
}

export function isWordStart(code: number): boolean {
  const lower = code | 0x20;
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    code === underscore ||
    // Latin-1 letters to Hangul, without the punctuation and the mathematical signs between.
    (code >= 0xc0 && code !== 0xd7 && code < 0x2000) ||
    (code >= 0x3040 && code < 0xfe00)
  );
}

export function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}

/** Blanks within a line, with those that word processors and web pages leave behind. */
export function isBlank(code: number): boolean {
  return (
    code === space ||
    code === tab ||
    (code > 0x7f &&
      (code === 0xa0 ||
        (code >= 0x2000 && code <= 0x200b) ||
        code === 0x202f ||
        code === 0x3000 ||
        code === 0xfeff))
  );
}

export function isOpener(code: number): boolean {
  return code === openBracket || code === openParenthesis || code === openBrace;
}

export function isCloser(code: number): boolean {
  return code === closeBracket || code === closeParenthesis || code === closeBrace;
}

export function isQuote(code: number): boolean {
  return code === doubleQuote || code === singleQuote || code === backtick;
}

/** Signs with which prints leave values out: … ⋮ ⋯ ⋰ ⋱ */
export function isElision(code: number): boolean {
  return code === ellipsis || (code >= 0x22ee && code <= 0x22f1);
}

export function isSign(code: number): boolean {
  return code === minus || code === plus || code === minusSign;
}

/** The closing bracket of an opening one. */
export function closerOf(opener: number): number {
  if (opener === openParenthesis) return closeParenthesis;
  return opener === openBracket ? closeBracket : closeBrace;
}

/** The first offset at or after `at` that holds no blank and no line end. */
export function skipSpace(text: string, at: number, end: number): number {
  while (at < end) {
    const code = text.charCodeAt(at);
    if (!isBlank(code) && !isLineEnd(code)) break;
    at++;
  }
  return at;
}

/** The first offset at or after `at` that holds no blank. */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the beginning of the line that `at` is in. */
export function lineBegin(text: string, at: number): number {
  while (at > 0 && !isLineEnd(text.charCodeAt(at - 1))) at--;
  return at;
}

/** The offset of the end of the line that `at` is in. */
export function lineEnd(text: string, at: number, end: number): number {
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}
