import {
  backslash,
  backtick,
  closeBracket,
  closeParenthesis,
  isLineEnd,
  isWord,
  singleQuote,
} from './characters.ts';

/**
 * Skips string literals in a text whose language may be unknown, or no programming language: an
 * apostrophe in prose opens no string.
 */
export class StringSkipper {
  private readonly text: string;
  private readonly end: number;
  /** Up to where a quote is known to open no string, by the code of the quote. */
  private readonly unclosedUntil = new Map<number, number>();

  constructor(text: string, end: number) {
    this.text = text;
    this.end = end;
  }

  /** The offset behind the string that begins at `at`; `at` itself if the quote there opens none. */
  skip(at: number): number {
    const { text, end } = this;
    const quote = text.charCodeAt(at);
    if (at < (this.unclosedUntil.get(quote) ?? 0) || this.isApostrophe(at)) return at;
    const mark = text.charAt(at);
    const triple = mark.repeat(3);
    const [open, close] = text.startsWith(triple, at) ? [triple, triple] : [mark, mark];
    let here = at + open.length;
    for (; here < end; here++) {
      const code = text.charCodeAt(here);
      if (code === backslash) here++;
      else if (code === quote && text.startsWith(close, here)) return here + close.length;
      else if (isLineEnd(code) && open.length === 1 && quote !== backtick) break;
    }
    this.unclosedUntil.set(quote, here);
    return at;
  }

  private isApostrophe(at: number): boolean {
    const before = at > 0 ? this.text.charCodeAt(at - 1) : 0;
    return (
      this.text.charCodeAt(at) === singleQuote &&
      (before === closeBracket ||
        before === closeParenthesis ||
        (isWord(before) &&
          !/(?:^|[^\w])[bBrRuUfFL]{1,2}$/.test(this.text.slice(Math.max(0, at - 3), at))))
    );
  }
}

const escape = /\\(?:u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|x([\da-fA-F]{2})|([^ux]))/gs;
const escapable = new Set(`"'\`\\/`);
const controls = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/**
 * The content of a string literal of JSON, JavaScript or Python. Others than their common escapes are left:
 * https://www.rfc-editor.org/rfc/rfc8259#section-7
 */
export function unescaped(content: string): string {
  return content.replaceAll(
    escape,
    (whole, unit?: string, point?: string, byte?: string, character?: string) => {
      if (character !== undefined)
        return escapable.has(character) ? character : (controls.get(character) ?? whole);
      const code = Number.parseInt(unit ?? point ?? byte ?? '', 16);
      return code > 0x10_ff_ff
        ? whole
        : unit
          ? String.fromCharCode(code)
          : String.fromCodePoint(code);
    },
  );
}
