import { colon, equalsSign, isCloser, isQuote, isWord } from '../text/characters.ts';

/** The letters are those of `isWordStart`; a limit to the parts keeps the matching of them within the stack. */
const name =
  /[A-Za-z_$\u00c0-\u00d6\u00d8-\u1fff\u3040-\ufdff][\w$\u00c0-\u00d6\u00d8-\u1fff\u3040-\ufdff]*(?:(?:\.|::)[A-Za-z_][\w$]*){0,100}!?/y;

/** The qualified name at `at`: `np.array`, `Tensor::new`, `vec!`; empty if there is none. */
export function nameAt(text: string, at: number): string {
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

/** Longer names are cut off; no name that means something is so long. */
const longest = 200;

/** Follows which name the next value in a text is given: by an assignment, or as a key. */
export class NameTracker {
  /** The name or string that was read last. */
  last: string | undefined;
  /** Where that stands. */
  start = -1;
  end = -1;
  /** The name that the next value has. */
  assigned: string | undefined;
  /** Whether that was given before a colon, so that a type may follow before the equals sign. */
  private annotated = false;
  /** Whether several names are listed before an assignment. */
  private listed = false;

  /** A name or a string from `start` to `end`. */
  read(word: string, start: number, end: number): void {
    this.last = word.slice(0, longest);
    this.start = start;
    this.end = end;
  }

  /** The name directly before `at`, to which what stands there is applied. */
  directlyBefore(text: string, at: number): string | undefined {
    return this.end === at && !isQuote(text.charCodeAt(at - 1)) ? this.last : undefined;
  }

  /** Reads an assignment at `at`. @returns the length of its sign; 0 if there is none */
  readAssignment(text: string, at: number): number {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === colon && next === colon) return 2;
    if (code === equalsSign && next === equalsSign) return 2;
    if (code === equalsSign) return this.assign(1);
    if (text.startsWith(':=', at) || text.startsWith('<-', at)) return this.assign(2);
    if (code !== colon) return 0;
    if (this.last !== undefined) {
      this.assigned = this.last;
      this.annotated = true;
    }
    return 1;
  }

  private assign(length: number): number {
    // In `x, y = a, b` the last name is not that of the first value.
    if (this.listed) this.assigned = undefined;
    else if (!this.annotated) this.assigned = this.last;
    return length;
  }

  /** The end of a value: a name given before it is no longer that of the next. */
  endValue(): void {
    this.assigned = undefined;
    this.annotated = false;
  }

  /** The end of a list item, outside of all brackets if `listed`. */
  endItem(listed: boolean): void {
    this.endValue();
    this.listed = listed;
  }

  /** The end of a line whose last character is `code`; a statement may go on behind an operator. */
  endLine(code: number): void {
    if (isWord(code) || isCloser(code) || isQuote(code)) this.endItem(false);
  }

  /** Goes back to the last name before a bracket that was closed. */
  leave(before: string | undefined): void {
    this.last = before;
    this.end = -1;
  }
}
