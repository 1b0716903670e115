import type { NumericArray, TextRange } from '../array/numericArray.ts';
import type { Misfit } from './targets/namedTargets.ts';
import type { Excerpt } from './targets/surroundings.ts';
import type { WrittenOptions } from './targets/writtenOptions.ts';

/**
 * A stretch of a document, and what is selected in it. All offsets (start, selections) are UTF-16
 * offsets in the document.
 */
export interface Source extends Excerpt {
  /** An empty one (`start === end`) is a cursor. */
  readonly selections: readonly TextRange[];
}

/** Where targets were found, beside the logits. */
type TargetsOrigin = 'selection' | 'following' | 'nearby' | 'comment' | 'column';

/** Targets that were found with the logits. */
export interface FoundTargets {
  readonly kind: 'indices' | 'probabilities';
  /** Class indices: shape [N]. Class probabilities: shape [N, C]. */
  readonly array: NumericArray;
  /** The array as it is written, if not so: one-hot rows stand for class indices. */
  readonly written?: NumericArray;
  readonly origin: TargetsOrigin;
  /** The name of the variable or key that held them, if it had one (`labels`). */
  readonly name?: string;
  /** The whole text of the targets. */
  readonly range: TextRange;
}

/** A column that is called like targets, with an entry that names no class. */
export interface ColumnMisfit {
  readonly column: string;
  /** Why it is not taken for the targets. */
  readonly reason: string;
  /** The row of the entry, of the logits. */
  readonly row: number;
}

/** What a text holds: the logits, and the targets if there are any. */
export interface Reading {
  readonly logits: NumericArray;
  /** The text of the logits. */
  readonly range: TextRange;
  /** What the columns are called, of an array of rows and columns. */
  readonly columnNames?: readonly string[];
  /** Columns of words, or called like metadata such as `epoch` or unlike the logits, that are not taken for these. */
  readonly leftOut?: readonly string[];
  readonly targets?: FoundTargets;
  /** Without targets: what is called like targets, but does not fit. */
  readonly misfit?: Misfit | ColumnMisfit;
  readonly writtenOptions?: WrittenOptions;
  /** The notation the logits are written in, for people: `Python`, `NumPy print`, `CSV`. */
  readonly notation: string;
}
