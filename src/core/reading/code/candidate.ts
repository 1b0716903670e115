import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import type { ReadingError } from '../readingError.ts';

/** An array literal that was found in a text; it may be the logits, the targets, or neither. */
export interface Candidate {
  readonly kind: 'array';
  /** The name of the variable, key or argument that it is the value of. */
  readonly name: string | undefined;
  readonly range: TextRange;
  /** Which call or bracket it stands in; 0 if in none. */
  readonly parent: number;
  /** Whether parentheses alone make it an array: `(2, 3)`. */
  readonly tuple: boolean;
  /** Whether blanks alone part its values, as in prints. */
  readonly blankSeparated: boolean;
  readonly shape: readonly number[];
  readonly array: () => NumericArray;
}

/** What looks like an array literal, but does not read as one. */
export interface BrokenLiteral {
  readonly kind: 'broken';
  readonly name: string | undefined;
  readonly range: TextRange;
  readonly error: ReadingError;
  /** Whether there are numbers in it. */
  readonly numbers: boolean;
  /** Whether it is more than one level deep, or has commas. */
  readonly structured: boolean;
  /** Whether a number beside a row broke it, as a missing bracket does. */
  readonly mixed: boolean;
}
