import type { Layout } from '../notation.ts';
import type { ReadingErrorKind } from '../readingError.ts';

/** NumPy begins another line after 75 characters; shorter lines than this are no wrapped ones. */
const wrappedLine = 60;

/** The values of brackets in which semicolons or line ends part rows: `[1 2; 3 4]`. */
export interface Parted {
  /** How many values there are. */
  readonly count: number;
  /** How many values stand before each row break. */
  readonly breaks: readonly number[];
  /** Whether any row break is a semicolon. */
  readonly semicolons: boolean;
  /** How many characters the first line takes. */
  readonly firstLine: number;
  readonly layout: Layout | undefined;
}

/** Why values cannot be laid out in rows; `value` is the culprit. */
export interface LayoutRefusal {
  readonly kind: ReadingErrorKind;
  readonly message: string;
  readonly value: number;
}

/** The shape of parted values, or why they have none. */
export function shapeOfRows(parted: Parted): readonly number[] | LayoutRefusal {
  const { count, semicolons, layout } = parted;
  const matrix = layout?.matrix;
  const breaks = parted.breaks.at(-1) === count ? parted.breaks : [...parted.breaks, count];
  const lengths = breaks.map((to, index) => to - (breaks[index - 1] ?? 0));
  const columns = lengths[0]!;
  const odd = lengths.findIndex((length) => length !== columns);
  if (!matrix && !semicolons) {
    if (isWrappedVector(parted, lengths, odd)) return [count];
    if (odd < 0) {
      return {
        kind: 'ambiguous',
        message:
          'These lines can be the rows of a matrix or one wrapped vector. Put brackets around each row, or a semicolon behind it.',
        value: columns,
      };
    }
  }
  if (odd >= 0) {
    return {
      kind: 'ragged',
      message: `Row ${odd} has ${counted(lengths[odd]!)}, row 0 has ${columns}. Make all rows the same length, or select only the rows that match.`,
      value: breaks[odd - 1]!,
    };
  }
  if (!matrix && count === 2 && lengths.length === 2) {
    return {
      kind: 'ambiguous',
      message:
        'This can be a column of two values or a repetition. Write [[a], [b]] for a column, or all the values.',
      value: 1,
    };
  }
  if (lengths.length === 1) return matrix ? [1, columns] : [columns];
  return columns === 1 && matrix?.oneColumn === 'vector' ? [count] : [lengths.length, columns];
}

/** NumPy fills each line of a vector before it begins the next. */
function isWrappedVector(
  { firstLine, layout }: Parted,
  lengths: readonly number[],
  odd: number,
): boolean {
  if (layout?.wrapsVectors) return true;
  const onlyLastIsShort = odd < 0 || (odd === lengths.length - 1 && lengths[odd]! < lengths[0]!);
  return onlyLastIsShort && firstLine >= wrappedLine;
}

/** For messages: `1 value`, `3 values`. */
export function counted(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}
