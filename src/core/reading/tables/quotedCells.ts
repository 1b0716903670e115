import { doubleQuote, isBlank, isLineEnd } from '../text/characters.ts';

/**
 * The offset behind the quotes of the cell that begins at `at`; `at` itself if it is not in quotes. In them,
 * neither separators nor line ends part anything, and two quotes stand for one:
 * https://www.rfc-editor.org/rfc/rfc4180
 *
 * @param separator the code of what parts cells
 */
export function skipQuoted(text: string, at: number, separator: number): number {
  const open = skipPadding(text, at, separator);
  if (text.charCodeAt(open) !== doubleQuote) return at;
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === doubleQuote) {
    close = text.indexOf('"', close + 2);
  }
  if (close < 0) return at;
  const behind = skipPadding(text, close + 1, separator);
  const code = text.charCodeAt(behind);
  const isWhole = behind >= text.length || code === separator || isLineEnd(code);
  return isWhole ? close + 1 : at;
}

/** A tab is a blank, unless it parts cells. */
function skipPadding(text: string, at: number, separator: number): number {
  let code = text.charCodeAt(at);
  while (code !== separator && isBlank(code)) code = text.charCodeAt(++at);
  return at;
}
