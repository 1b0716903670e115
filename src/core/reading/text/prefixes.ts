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
}

/** Prompts of interactive sessions. Only the lines of input begin with one. */
const prompts: readonly Prompt[] = [
  // An elision in a print stands in another column than the prompts.
  { first: /^\s*>>> /, all: /^\s*(?:>>> ?|\.\.\.(?: |$))/, aligned: true },
  {
    first: /^(?:In|Out) ?\[\d+\]: /,
    all: /^(?:(?:In|Out) ?\[\d+\]: ?| *\.\.\.: ?)/,
  },
  { first: /^julia> /, all: /^julia> ?/ },
  { first: /^octave(?::\d+|\.exe:\d+)?> /, all: /^(?:octave(?::\d+|\.exe:\d+)?)?> ?/ },
  { first: /^>> /, all: /^>> ?/ },
  {
    first: /^(?:jshell|scala|sage|ghci|irb\S*)[>:] /,
    all: /^(?:(?:jshell|scala|sage|ghci|irb\S*)[>:]| +\.\.\.>) ?/,
  },
  { first: /^> /, all: /^[>+] / },
];

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
  const begin = lineBegin(text, at);
  const stop = lineEnd(text, at, text.length);
  const line = text.slice(begin, stop);
  const mark = marks.find((each) => each.test(line));
  const belongs = (other: string): boolean => (mark ? mark.test(other) : !isBlankLine(other));
  let start = begin;
  while (start > 0) {
    const before = lineBegin(text, start - (text.startsWith('\r\n', start - 2) ? 2 : 1));
    if (!belongs(text.slice(before, start))) break;
    start = before;
  }
  let end = stop;
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
  if (!suspicious.test(text.slice(0, suspiciousWithin))) return { text, languageId: undefined };
  let lines = text.split(/(?<=\n|\r(?!\n))/);
  let languageId: string | undefined;
  for (let layer = 0; layer < mostLayers; layer++) {
    const found = lines.map((line) => fence.exec(line)?.[1]).find((language) => language);
    languageId ??= found === '' ? undefined : found;
    const stripped = stripDocstring(stripPrompts(stripMarks(stripFences(lines))));
    if (stripped.every((line, index) => line === lines[index])) break;
    lines = stripped;
  }
  return { text: lines.join(''), languageId };
}

function blanks(match: string): string {
  return match.replaceAll(/[^\n\r]/g, ' ');
}

function isBlankLine(line: string): boolean {
  return line.trim() === '';
}

function stripFences(lines: readonly string[]): string[] {
  return lines.map((line) => (fence.test(line) ? blanks(line) : line));
}

function stripMarks(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => !isBlankLine(line));
  const mark = marks.find((each) =>
    lines.every(
      (line, index) =>
        isBlankLine(line) ||
        each.test(line) ||
        (index === first && reachesIntoLine(each) && isOpen(line)),
    ),
  );
  if (!mark) return [...lines];
  return lines.map((line) => line.replace(mark, blanks).replace(/\*\/\s*$/, blanks));
}

/** Marks that mean nothing else, so that a selection may begin in the middle of a line behind one. */
function reachesIntoLine(mark: RegExp): boolean {
  return mark === marks[0] || mark === marks[1];
}

function isOpen(line: string): boolean {
  const count = (brackets: RegExp): number => line.match(brackets)?.length ?? 0;
  return count(/[[({]/g) > count(/[\])}]/g);
}

function stripPrompts(lines: readonly string[]): string[] {
  const prompt = prompts.find(({ first }) => lines.some((line) => first.test(line)));
  if (!prompt) return [...lines];
  const column = (line: string): number => line.search(/\S/);
  const columns = new Set(lines.filter((line) => prompt.first.test(line)).map(column));
  return lines.map((line) =>
    !prompt.aligned || columns.has(column(line)) ? line.replace(prompt.all, blanks) : line,
  );
}

function stripDocstring(lines: readonly string[]): string[] {
  const whole = lines.join('');
  if (!/^\s*("""|''')[^]*\1\s*$/.test(whole)) return [...lines];
  return whole.replace(docstring, blanks).split(/(?<=\n|\r(?!\n))/);
}
