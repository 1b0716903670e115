import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import { CodeReader } from '../code/codeReader.ts';
import { plain } from '../notations/plain.ts';
import { comma, isDigit, isLineEnd, skipBlanks } from '../text/characters.ts';
import { NumberScanner, signAt } from '../text/numberScanner.ts';
import { areInRange, asTargets, rowsAndClasses, type Targets } from './fitTargets.ts';

/** Targets that fit, and where they stand. */
export interface FoundValues {
  readonly targets: Targets;
  readonly range: TextRange;
}

/** A literal takes up to this many characters for each of its values. */
const charactersForValue = 40;

const upToBracket = /[^\n,;=([{"']{0,80}[[({]/y;
const numberCall = /(?:[A-Za-z_][\w.]{0,40}\()?/y;

/** Reads targets for logits of a shape wherever they are presumed to stand in a text. */
export class TargetValues {
  /** How many characters the longest targets may take. */
  readonly longest: number;
  readonly rows: number;
  private readonly text: string;
  private readonly shape: readonly number[];
  private readonly classes: number;
  /** What reading may still cost, so that a text full of names is not read over and over. */
  private budget: number;

  constructor(text: string, shape: readonly number[], budget: number) {
    const { rows, classes } = rowsAndClasses(shape);
    this.text = text;
    this.shape = shape;
    this.rows = rows;
    this.classes = classes;
    this.longest = 200 + rows * classes * charactersForValue;
    this.budget = budget;
  }

  /** Takes from the budget. @returns whether there is some left */
  spend(characters: number): boolean {
    this.budget -= characters;
    return this.budget > 0;
  }

  /** The array in brackets at `at`, if it fits: `[3, 1]`, `np.array([3, 1])`, `vec![3, 1]`. */
  arrayAt(at: number): FoundValues | undefined {
    const read = this.readArray(at);
    return read && this.fitting(read.array, read.range);
  }

  /** The array in brackets at `at`, whether it fits or not. */
  readArray(at: number): { readonly array: NumericArray; readonly range: TextRange } | undefined {
    const { text } = this;
    upToBracket.lastIndex = at;
    if (!upToBracket.test(text) || !this.spend(0)) return undefined;
    const piece = text.slice(at, at + Math.min(this.longest, this.budget));
    const reader = new CodeReader(piece, plain);
    // A little at a time, since most arrays end soon, or turn out not to be one.
    for (let limit = 64; ; limit *= 2) {
      if (reader.advance(limit) || reader.unbalanced) break;
      if (reader.candidates.length + reader.broken.length > 0) break;
    }
    this.spend(reader.at);
    const [array] = reader.candidates;
    if (!array || /[\n,;=]/.test(piece.slice(0, array.range.start))) return undefined;
    const { shape, values, starts } = array.array();
    const range = { start: at + array.range.start, end: at + array.range.end };
    return { array: { shape, values, starts: starts.map((start) => start + at) }, range };
  }

  /** Integers without brackets, up to the end of the statement: `3, 1`, `np.int64(2)`. */
  integersAt(at: number): FoundValues | undefined {
    const { text } = this;
    numberCall.lastIndex = at;
    const scanner = new NumberScanner();
    const values: number[] = [];
    const starts: number[] = [];
    let here = at + (numberCall.exec(text)?.[0].length ?? 0);
    let end = here;
    while (values.length <= this.rows) {
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
    return this.endsStatement(end) ? this.fittingList(values, starts, end) : undefined;
  }

  private endsStatement(at: number): boolean {
    const { text } = this;
    const next = skipBlanks(text, at, text.length);
    return (
      next >= text.length ||
      isLineEnd(text.charCodeAt(next)) ||
      /[,;})\]#*]/.test(text.charAt(next))
    );
  }

  /** Integers that were found one by one, if they fit. */
  fittingList(
    values: readonly number[],
    starts: readonly number[],
    end: number,
  ): FoundValues | undefined {
    const [start] = starts;
    if (start === undefined) return undefined;
    const array = {
      shape: [values.length],
      values: Float64Array.from(values),
      starts: Uint32Array.from(starts),
    };
    return this.fitting(array, { start, end });
  }

  private fitting(array: NumericArray, range: TextRange): FoundValues | undefined {
    const targets = asTargets(array, this.shape);
    return targets && areInRange(targets, this.classes) ? { targets, range } : undefined;
  }
}
