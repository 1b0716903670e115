/**
 * Array texts often stand behind something at the beginning of every line: a comment mark, a prompt,
 * the bar of a quotation. It is replaced by blanks, so that all offsets stay what they are.
 */

import type { TextRange } from '../../array/numericArray.ts';
import { lineBegin, lineEnd } from './characters.ts';

/** What a text says once its prefixes are taken away. */
export interface Unprefixed {
  /** As long as the text itself. */
  readonly text: string;
  /** The language that a Markdown fence names. */
  readonly languageId: string | undefined;
}

/** Marks that comment or quote a line; all lines have to begin with the same. */
const marks = [
  /^\s*\/\/[/!]?/,
  /^\s*#(?:>|'|#*)(?![\w])/,
  /^\s*%+/,
  /^\s*!+(?=\s)/,
  /^\s*--(?=\s)/,
  /^\s*;+(?=\s)/,
  /^\s*(?:\/\*+|\*(?:\/|(?=\s|$)))/,
  /^\s*>(?!>)(?=\s|$)/,
  /^\s*-(?=\s+[[({])/,
];

interface Prompt {
  /** The prompt of the first line of an input. */
  readonly first: RegExp;
  /** That, and the one of further lines. */
  readonly all: RegExp;
  /** Whether all stand in the same column. */
  readonly aligned?: boolean;
  /** Whether a name alone behind it is sure to be that of the value below. */
  readonly names?: boolean;
}

/** Prompts of interactive sessions. Only the lines of input begin with one. */
const prompts: readonly Prompt[] = [
  // An elision in a print stands in another column than the prompts.
  { first: /^\s*>>> /, all: /^\s*(?:>>> ?|\.\.\.(?: |$))/, aligned: true, names: true },
  {
    first: /^(?:In|Out) ?\[\d+\]: /,
    all: /^(?:(?:In|Out) ?\[\d+\]: ?| *\.\.\.: ?)/,
    names: true,
  },
  { first: /^julia> /, all: /^julia> ?/, names: true },
  { first: /^octave(?::\d+|\.exe:\d+)?> /, all: /^(?:octave(?::\d+|\.exe:\d+)?)?> ?/ },
  { first: /^>> /, all: /^>> ?/ },
  {
    first: /^(?:jshell|scala|sage|ghci|irb\S*)[>:] /,
    all: /^(?:(?:jshell|scala|sage|ghci|irb\S*)[>:]| +\.\.\.>) ?/,
  },
  { first: /^> /, all: /^[>+] / },
];

/** All that `first` may be. */
const anyPrompt = /^[^\S\n\r]*(?:>|(?:In|Out) ?\[\d|julia> |octave|jshell|scala|sage|ghci|irb)/m;

const nameAlone = /^([A-Za-z_]\w*)(\s*)$/;

const fence = /^\s*(?:```|~~~)\s*([\w+#-]*).*$/;
const docstring = /^\s*(?:"""|''')|(?:"""|''')\s*$/g;

/** Beginnings of lines that are worth a closer look. */
const suspicious =
  /^[ \t]*(?:[#%!;>*]|-[-\s]|\/[/*]|In ?\[|Out ?\[|julia>|octave|jshell|scala|sage|ghci|irb|```|~~~|"""|''')/m;
const suspiciousWithin = 4000;

/** Prefixes may stand before prefixes: `# >>> x`. */
const mostLayers = 3;

/** Whether the beginning of a line is nothing but a mark or a prompt. */
export function isPrefix(beginning: string): boolean {
  const patterns = [...marks, ...prompts.map(({ all }) => all)];
  return patterns.some((each) => each.test(beginning) && isBlankLine(beginning.replace(each, '')));
}

/** The lines around a place that begin with the same mark; if it has none, those up to blank lines. */
export function linesAround(text: string, at: number): TextRange {
  const line = text.slice(lineBegin(text, at), lineEnd(text, at, text.length));
  const mark = marks.find((each) => each.test(line));
  return linesWhile(text, at, (other) => (mark ? mark.test(other) : !isBlankLine(other)));
}

/** The line that `at` is in, and those around it up to the first that does not belong to it. */
export function linesWhile(
  text: string,
  at: number,
  belongs: (line: string) => boolean,
): TextRange {
  let start = lineBegin(text, at);
  while (start > 0) {
    const before = lineBegin(text, start - (text.startsWith('\r\n', start - 2) ? 2 : 1));
    if (!belongs(text.slice(before, start))) break;
    start = before;
  }
  let end = lineEnd(text, at, text.length);
  while (end < text.length) {
    const behind = end + (text.startsWith('\r\n', end) ? 2 : 1);
    const next = lineEnd(text, behind, text.length);
    if (!belongs(text.slice(behind, next))) break;
    end = next;
  }
  return { start, end };
}

/** Replaces the prefixes of the lines of a text by blanks. */
export function withoutPrefixes(text: string): Unprefixed {
  let stripped = text;
  let languageId: string | undefined;
  if (!suspicious.test(text.slice(0, suspiciousWithin))) return { text, languageId };
  for (let layer = 0; layer < mostLayers; layer++) {
    languageId ??= languageOfFence(stripped);
    const next = stripDocstring(stripPrompts(stripMarks(stripFences(stripped))));
    if (next === stripped) break;
    stripped = next;
  }
  return { text: stripped, languageId };
}

function blanks(match: string): string {
  return match.replaceAll(/[^\n\r]/g, ' ');
}

export function isBlankLine(line: string): boolean {
  return line.trim() === '';
}

/** The lines of a text with their ends, one at a time: most texts have nothing to strip, as the first lines show. */
function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at, text.length);
    const behind = end + (text.startsWith('\r\n', end) ? 2 : 1);
    yield text.slice(at, behind);
    at = behind;
  }
}

function replaceLines(text: string, replace: (line: string) => string): string {
  return Array.from(linesOf(text), replace).join('');
}

function hasFence(text: string): boolean {
  return text.includes('```') || text.includes('~~~');
}

function languageOfFence(text: string): string | undefined {
  if (!hasFence(text)) return undefined;
  for (const line of linesOf(text)) {
    const language = fence.exec(line)?.[1];
    if (language) return language;
  }
  return undefined;
}

function stripFences(text: string): string {
  if (!hasFence(text)) return text;
  return replaceLines(text, (line) => (fence.test(line) ? blanks(line) : line));
}

function stripMarks(text: string): string {
  const mark = commonMark(text);
  if (!mark) return text;
  return replaceLines(text, (line) => line.replace(mark, blanks).replace(/\*\/\s*$/, blanks));
}

/** The mark that all lines have. */
function commonMark(text: string): RegExp | undefined {
  let common: readonly RegExp[] = marks;
  let isFirst = true;
  for (const line of linesOf(text)) {
    if (isBlankLine(line)) continue;
    const mayReach = isFirst;
    common = common.filter(
      (mark) => mark.test(line) || (mayReach && reachesIntoLine(mark) && isOpen(line)),
    );
    if (common.length === 0) return undefined;
    isFirst = false;
  }
  return common[0];
}

/** Marks that mean nothing else, so that a selection may begin in the middle of a line behind one. */
function reachesIntoLine(mark: RegExp): boolean {
  return mark === marks[0] || mark === marks[1];
}

function isOpen(line: string): boolean {
  const count = (brackets: RegExp): number => line.match(brackets)?.length ?? 0;
  return count(/[[({]/g) > count(/[\])}]/g);
}

function stripPrompts(text: string): string {
  if (!anyPrompt.test(text)) return text;
  const lines = [...linesOf(text)];
  const prompt = prompts.find(({ first }) => lines.some((line) => first.test(line)));
  if (!prompt) return text;
  const column = (line: string): number => line.search(/\S/);
  const columns = new Set(lines.filter((line) => prompt.first.test(line)).map(column));
  return lines
    .map((line) =>
      !prompt.aligned || columns.has(column(line)) ? withoutPrompt(line, prompt) : line,
    )
    .join('');
}

/** A name alone is made an assignment: its value is printed below. */
function withoutPrompt(line: string, { all, names }: Prompt): string {
  const mark = all.exec(line)?.[0] ?? '';
  const named = names && mark !== '' ? nameAlone.exec(line.slice(mark.length)) : null;
  if (!named) return line.replace(all, blanks);
  return `${named[1]}${' '.repeat(mark.length - 1)}=${named[2]}`;
}

function stripDocstring(text: string): string {
  return /^\s*("""|''')[^]*\1\s*$/.test(text) ? text.replace(docstring, blanks) : text;
}
