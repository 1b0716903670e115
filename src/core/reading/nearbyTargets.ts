import type { NumericArray, TextRange } from '../array/numericArray.ts';
import {
  closeParenthesis,
  comma,
  isCloser,
  isDigit,
  isLineEnd,
  isOpener,
  skipBlanks,
  skipSpace,
} from './characters.ts';
import { CodeReader } from './codeReader.ts';
import { plain } from './notations/plain.ts';
import { NumberScanner, signAt } from './numberScanner.ts';
import { namesTargets } from './roles.ts';
import { areInRange, asTargets, type Targets } from './targets.ts';

/** Targets that stand somewhere around the logits. */
export interface NearbyTargets extends Targets {
  readonly origin: 'nearby' | 'comment';
  readonly name?: string;
  readonly range: TextRange;
}

/** Farther away than this, nothing is looked for. */
const farthest = 100_000;

/** A literal takes up to this many characters for each of its values. */
const charactersForValue = 40;

const word = /[A-Za-z_]\w*/g;
/** From a name to its value: `: `, ` = `, `": `, `: number[] = `. */
const assignment = /["']?(?:\s*:\s*[\w<>[\], ]{1,40}?)?\s*(?::=|=(?!=)|<-|:(?!:))[ \t]*/y;
/** In a log line or a comment: `labels [3, 1]`, `label 2`. */
const juxtaposition = /[ \t]+(?=[[({\d])/y;
/** A single class behind its name: `label 1`, `"label": 1`. */
const single = /["']?\s{0,3}([:=])?\s{0,3}(-?\d+)(?![\w.])/y;
const upToBracket = /[^\n,;=([{"']{0,80}[[({]/y;
const commentMark = /(?:#|\/\/|\/\*|%|^\s*\*|--)/;
const lossCall = /(?:loss|entropy|xent|nll|softmax)\w*\s*\([^()]*$/i;
const argumentName = /(?:[A-Za-z_]\w*\s*[=:]\s*)?/y;
const variableArgument = /[A-Za-z_]\w*(?=\s*[,)])/y;
const vectorBefore = /[[({][-\d,\s]*[\])}]\s*,\s*$/;

interface Found {
  readonly targets: Targets;
  readonly range: TextRange;
}

/** Looks for targets of logits of some shape in the text around them. */
class NearbySearch {
  private readonly text: string;
  private readonly logits: TextRange;
  private readonly shape: readonly number[];
  private readonly values: number;
  private readonly from: number;
  private readonly to: number;
  /** What reading arrays may still cost, so that a text full of names is not read over and over. */
  private budget: number;

  constructor(text: string, logits: TextRange, shape: readonly number[]) {
    this.text = text;
    this.logits = logits;
    this.shape = shape;
    this.values = shape.reduce((product, size) => product * size, 1);
    this.from = Math.max(0, logits.start - farthest);
    this.to = Math.min(text.length, logits.end + farthest);
    this.budget = 4 * (this.to - this.from);
  }

  /** In calls together with the variable; in assignments; in comments. The nearest wins. */
  find(): NearbyTargets | undefined {
    const variable = this.variable();
    const passed: NearbyTargets[] = [];
    const variables = new Set<string>();
    if (variable !== undefined) this.findPassed(variable, passed, variables);
    return (
      this.nearest(passed) ??
      this.nearest(this.findAssigned((name) => variables.has(name))) ??
      this.nearest(this.findAssigned(namesTargets)) ??
      this.inRows() ??
      this.inCommentBeside()
    );
  }

  private nearest(found: readonly NearbyTargets[]): NearbyTargets | undefined {
    const { start, end } = this.logits;
    const distance = ({ range }: NearbyTargets): number =>
      range.start >= end ? range.start - end : start - range.end;
    return found.toSorted((one, other) => distance(one) - distance(other))[0];
  }

  private isInLogits(at: number): boolean {
    return at >= this.logits.start && at < this.logits.end;
  }

  /** The variable that the logits are assigned to: `a = np.array(`. */
  private variable(): string | undefined {
    const before = this.text.slice(Math.max(0, this.logits.start - 200), this.logits.start);
    const assigned = /(?::=|=|<-)\s*(?:[\w.:!&<>*[\] ]*\(\s*)*[\w.:!&<>*[\] ]*$/.exec(before);
    if (!assigned) return undefined;
    const left = before.slice(0, assigned.index);
    return (
      /([A-Za-z_$][\w$]*)\s*:(?!:)[^:=;\n]*$/.exec(left)?.[1] ??
      /([A-Za-z_$][\w$]*)(?:\s*\[[^\]\n]*\])*\s*$/.exec(left)?.[1]
    );
  }

  /** Arguments of calls together with the variable: arrays that fit, and names of other variables. */
  private findPassed(variable: string, found: NearbyTargets[], variables: Set<string>): void {
    const { text } = this;
    const use = new RegExp(`(?<![\\w.$])${variable.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
    use.lastIndex = this.from;
    for (let match = use.exec(text); match && match.index < this.to; match = use.exec(text)) {
      if (this.isInLogits(match.index)) continue;
      const before = text.slice(Math.max(0, match.index - 2000), match.index);
      const vector = vectorBefore.exec(before);
      if (vector) this.note(found, this.arrayAt(match.index - vector[0].length));
      const loss = lossCall.test(before);
      for (const at of this.laterArguments(use.lastIndex)) {
        this.note(found, this.arrayAt(at));
        variableArgument.lastIndex = at;
        const name = loss ? variableArgument.exec(text) : null;
        if (name) variables.add(name[0]);
      }
    }
  }

  private note(found: NearbyTargets[], value: Found | undefined, name?: string): void {
    if (!value) return;
    const { targets, range } = value;
    const origin = this.isInComment(range.start) ? 'comment' : 'nearby';
    found.push({ ...targets, origin, range, ...(name === undefined ? {} : { name }) });
  }

  /** Where the arguments behind the one that ends at `at` begin, up to the end of the call. */
  private laterArguments(at: number): number[] {
    const { text } = this;
    const begins: number[] = [];
    const end = Math.min(
      text.length,
      at + this.budget,
      at + 2000 + this.values * charactersForValue,
    );
    let depth = 0;
    for (let here = at; here < end; here++) {
      const code = text.charCodeAt(here);
      if (isOpener(code)) depth++;
      else if (isCloser(code) && --depth < 0) {
        this.budget -= here - at;
        return code === closeParenthesis ? begins : [];
      } else if (code === comma && depth === 0) {
        argumentName.lastIndex = skipSpace(text, here + 1, end);
        begins.push(argumentName.lastIndex + (argumentName.exec(text)?.[0].length ?? 0));
      } else if (begins.length === 0 && depth === 0 && !/\s/.test(text.charAt(here))) {
        return [];
      }
    }
    this.budget -= end - at;
    return [];
  }

  private findAssigned(isMeant: (name: string) => boolean): NearbyTargets[] {
    const { text } = this;
    const found: NearbyTargets[] = [];
    const meant = new Map<string, boolean>();
    word.lastIndex = this.from;
    for (let match = word.exec(text); match && match.index < this.to; match = word.exec(text)) {
      const [name] = match;
      let named = meant.get(name);
      if (named === undefined) meant.set(name, (named = isMeant(name)));
      if (!named || this.isInLogits(match.index)) continue;
      const behind = word.lastIndex;
      assignment.lastIndex = behind;
      juxtaposition.lastIndex = behind;
      const length =
        assignment.exec(text)?.[0].length ??
        (this.isInComment(match.index) ? juxtaposition.exec(text)?.[0].length : undefined);
      if (length === undefined) continue;
      const value = this.arrayAt(behind + length) ?? this.bareIntegersAt(behind + length);
      this.note(found, value, name);
      word.lastIndex = Math.max(behind, value?.range.end ?? 0);
    }
    return found;
  }

  private isInComment(at: number): boolean {
    const before = this.text.slice(Math.max(0, at - 200), at);
    return commentMark.test(before.slice(before.search(/[^\n\r]*$/)));
  }

  /** The array in brackets at `at`, if it fits: `[3, 1]`, `np.array([3, 1])`, `vec![3, 1]`. */
  private arrayAt(at: number): Found | undefined {
    const { text } = this;
    upToBracket.lastIndex = at;
    if (!upToBracket.test(text) || this.budget < 0) return undefined;
    const piece = text.slice(at, at + 200 + this.values * charactersForValue);
    const reader = new CodeReader(piece, plain);
    const stop = Math.min(piece.length, this.budget);
    // A little at a time, since most arrays end soon, or turn out not to be one.
    for (let limit = 64; ; limit *= 2) {
      if (reader.advance(Math.min(limit, stop)) || limit >= stop) break;
      if (reader.candidates.length + reader.broken.length > 0 || reader.unbalanced) break;
    }
    this.budget -= reader.at;
    const [array] = reader.candidates;
    if (!array || /[\n,;=]/.test(piece.slice(0, array.range.start))) return undefined;
    const { shape, values, starts } = array.array();
    const range = { start: at + array.range.start, end: at + array.range.end };
    return this.fitting({ shape, values, starts: starts.map((start) => start + at) }, range);
  }

  /** Integers without brackets, up to the end of the statement: `3, 1`, `np.int64(2)`. */
  private bareIntegersAt(at: number): Found | undefined {
    const { text } = this;
    const rows = this.values / (this.shape.at(-1) as number);
    const wrapped = /(?:[A-Za-z_][\w.]{0,40}\()?/y;
    wrapped.lastIndex = at;
    const scanner = new NumberScanner();
    const values: number[] = [];
    const starts: number[] = [];
    let here = at + (wrapped.exec(text)?.[0].length ?? 0);
    let end = here;
    while (values.length <= rows) {
      const sign = signAt(text, here);
      const digits = here + Math.abs(sign);
      if (!isDigit(text.charCodeAt(digits)) || !scanner.scan(text, digits)) break;
      values.push((sign || 1) * scanner.value);
      starts.push(here);
      end = scanner.end;
      here = skipBlanks(text, end, text.length);
      if (text.charCodeAt(here) === comma) here = skipBlanks(text, here + 1, text.length);
      else if (here === end) break;
    }
    const next = skipBlanks(text, end, text.length);
    const ends =
      next >= text.length ||
      isLineEnd(text.charCodeAt(next)) ||
      /[,;})\]#*]/.test(text.charAt(next));
    if (!ends) return undefined;
    const array = {
      shape: [values.length],
      values: Float64Array.from(values),
      starts: Uint32Array.from(starts),
    };
    return this.fitting(array, { start: starts[0] ?? at, end });
  }

  private fitting(array: NumericArray, range: TextRange): Found | undefined {
    const targets = asTargets(array, this.shape);
    if (!targets || !areInRange(targets, this.shape.at(-1) as number)) return undefined;
    return { targets, range };
  }

  /** One with each row: `[0.5, 1.5],  # label 1`, `{"logits": [0.5, 1.5], "label": 1}`. */
  private inRows(): NearbyTargets | undefined {
    const { text } = this;
    const from = lineStart(text, this.logits.start);
    const to = lineStop(text, this.logits.end);
    if (to - from > farthest) return undefined;
    const found: { readonly start: number; readonly end: number }[] = [];
    const names = new Set<string>();
    word.lastIndex = from;
    for (let match = word.exec(text); match && match.index < to; match = word.exec(text)) {
      const [name] = match;
      if (!namesTargets(name)) continue;
      single.lastIndex = word.lastIndex;
      const value = single.exec(text);
      if (!value || !(value[1] || this.isInComment(match.index))) continue;
      const end = single.lastIndex;
      found.push({ start: end - (value[2] as string).length, end });
      names.add(name);
    }
    const [first] = found;
    const last = found.at(-1);
    if (!first || !last || names.size > 1) return undefined;
    const array = {
      shape: [found.length],
      values: Float64Array.from(found, ({ start, end }) => Number(text.slice(start, end))),
      starts: Uint32Array.from(found, (each) => each.start),
    };
    const fit = this.fitting(array, { start: first.start, end: last.end });
    const origin = this.isInComment(first.start) ? 'comment' : 'nearby';
    const [name] = names;
    return fit && { ...fit.targets, origin, range: fit.range, ...(name && { name }) };
  }

  /** A comment of nothing but targets behind the logits or in the line above: `# [3, 1]`. */
  private inCommentBeside(): NearbyTargets | undefined {
    const { text, logits } = this;
    const above = text.slice(Math.max(0, logits.start - farthest), logits.start);
    const statement = above.search(/[^\n\r]*$/);
    const lines = [
      { at: logits.end, line: text.slice(logits.end, lineStop(text, logits.end)) },
      { at: 0, line: '' },
    ];
    const previous = /([^\n\r]*)(?:\r\n|\r|\n)$/.exec(above.slice(0, statement));
    if (previous) {
      const line = previous[1] as string;
      lines[1] = { at: logits.start - above.length + previous.index, line };
    }
    for (const { at, line } of lines) {
      const mark = /^[^"'#/%]*(?:#+|\/\/+|\/\*+|%+)\s*(?=[[({])/.exec(line);
      const value = mark ? this.arrayAt(at + mark[0].length) : undefined;
      const rest = value ? line.slice(value.range.end - at) : '';
      if (value && /^\s*(?:\*\/)?\s*$/.test(rest)) {
        return { ...value.targets, origin: 'comment', range: value.range };
      }
    }
    return undefined;
  }
}

function lineStart(text: string, at: number): number {
  const before = Math.max(0, at - 1000);
  return before + text.slice(before, at).search(/[^\n\r]*$/);
}

function lineStop(text: string, at: number): number {
  const stop = text.slice(at, at + 1000).search(/[\n\r]/);
  return stop < 0 ? Math.min(text.length, at + 1000) : at + stop;
}

/**
 * Targets around logits that have none beside them. Passed to a call together with the variable
 * that holds the logits is the most specific; otherwise the nearest assignment whose name says so.
 * Such a guess has to fit: one class index in range for each row, or class probabilities.
 */
export function findNearbyTargets(
  text: string,
  logits: TextRange,
  shape: readonly number[],
): NearbyTargets | undefined {
  return new NearbySearch(text, logits, shape).find();
}
