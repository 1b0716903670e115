/**
 * What sets one way of writing arrays apart from the others. The parsers know brackets, separators
 * and lines; everything that belongs to one language is said in its description, one file each
 * under `notations/`.
 */

/**
 * A programming language: arrays are brackets or calls, somewhere among other code.
 *
 * Names (constants, calls) are known in whatever language a text is, since nothing else is meant by
 * them. Comments and the layout of rows differ between languages, so these apply only where the
 * language id or the text itself says which one it is.
 */
export interface CodeNotation {
  /** For people. */
  readonly name: string;
  /** The VS Code language ids of this notation. */
  readonly languageIds: readonly string[];
  /** What it is called in documents of some of these languages, where not by its name. */
  readonly dialects?: Readonly<Record<string, string>>;
  /** What is found in this notation alone. */
  readonly signs?: RegExp;
  /** What begins a comment that ends with the line. */
  readonly lineComments: readonly string[];
  readonly blockComments?: readonly (readonly [open: string, close: string])[];
  readonly names?: Names;
  /** Absent where there are no literals of them. */
  readonly nonFinite?: NonFiniteWords;
  /** Those of single precision, where they differ. */
  readonly nonFiniteSingle?: NonFiniteWords;
  readonly layout?: Layout;
}

/** How infinity and NaN are written. Minus infinity has a minus sign before it, if it is not named by itself. */
export interface NonFiniteWords {
  readonly infinity: string;
  readonly minusInfinity?: string;
  readonly nan: string;
}

/** The names that a notation gives a meaning to. */
export interface Names {
  /** Written as in code; `<T>` stands for any type, `<M>` for any module, a double quote for either quote. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Words that stand for something which is not a number. */
  readonly notNumbers?: readonly string[];
  /** Calls whose first argument is the array or the number; the other arguments are options. */
  readonly arrayCalls?: readonly string[];
  /** Calls whose arguments are the elements. */
  readonly elementCalls?: readonly string[];
  /** Calls whose arguments are columns. */
  readonly columnCalls?: readonly string[];
  /** Calls that give flat values a shape. */
  readonly shapeCalls?: Readonly<Record<string, ShapeCall>>;
  /** Calls that swap the axes of a matrix. */
  readonly transposeCalls?: readonly string[];
  /** Calls that put arrays side by side along a new axis: the first, unless the next argument is another. */
  readonly stackCalls?: readonly string[];
  /** Calls that make up values when they run; the numbers in them are sizes. */
  readonly generatorCalls?: readonly string[];
  /** Types that stand directly before an opening square bracket. */
  readonly bracketTypes?: readonly string[];
  /** Types that stand in brackets of a type, beside sizes: `[f32; 3]`. */
  readonly elementTypes?: readonly string[];
  /** Methods that change neither shape nor values. */
  readonly harmlessMethods?: readonly string[];
}

/** How a call such as R's `matrix` gives flat values a shape. */
export interface ShapeCall {
  /** The position of the values among the arguments, and their name. */
  readonly values: number;
  readonly valuesName?: string;
  /** The position of the first dimension, or of a vector of all of them. */
  readonly shape: number;
  /** The names of the dimensions, in order, or the name of the vector. */
  readonly shapeNames: readonly string[];
  /** In which order the values fill the shape. */
  readonly order: 'row' | 'column';
  /** The argument that, if true, has the values fill rows. */
  readonly byRow?: { readonly name: string; readonly position: number };
}

/** How the brackets of a language lay out rows where that differs from nested brackets. */
export interface Layout {
  /** Semicolons and line ends part rows, blanks as well as commas part values: `[1 2; 3 4]`. */
  readonly matrix?: {
    /** Which brackets without a row break hold a matrix of one row. */
    readonly oneRow: 'always' | 'blank-separated';
    /** Values with a row break behind each are a vector or a matrix of one column. */
    readonly oneColumn: 'vector' | 'matrix';
    /** Whether a line end parts rows behind a comma too. */
    readonly lineEndAfterComma: boolean;
  };
  /** Lines without commas are a vector that is wrapped, not rows. */
  readonly wrapsVectors?: boolean;
  /** What at the end of a line, words behind it included, continues the line. */
  readonly continuation?: string;
  /** Elements may stand one below the other, each behind a dash. */
  readonly blockLists?: boolean;
  /** `[0.5; 3]` is a repetition. */
  readonly semicolonRepeats?: boolean;
  /** `0755` is 493. */
  readonly octal?: boolean;
  /** `1.0_8` is a number with its kind. */
  readonly underscoreIsKind?: boolean;
  /** An apostrophe behind a bracket transposes. */
  readonly apostropheTransposes?: boolean;
}

/** Lines of cells, without brackets: files of values, prints, and what spreadsheets paste. */
export interface TableNotation {
  /** For people. */
  readonly name: string;
  readonly languageIds: readonly string[];
  /** What is found in this notation alone, so that brackets need not be looked for. */
  readonly signs?: RegExp;
  readonly names?: Names;
  readonly nonFinite: NonFiniteWords;
  /** What parts cells; `blanks` are any number of spaces and tabs. */
  readonly separator: ',' | ';' | '\t' | '|' | '&' | 'blanks';
  /** What ends a row, if not the end of the line. */
  readonly rowEnd?: string;
  /** Whether line ends in a cell in quotes end no row. */
  readonly quotedLineEnds?: boolean;
  /** Where the cells stand, if there may be other text around them. */
  readonly body?: { readonly open: RegExp; readonly close: string };
  /** What begins lines that are comments. */
  readonly lineComment?: string;
  /** Lines that hold no cells. */
  readonly ignored?: RegExp;
  /** Lines that say that others are left out. */
  readonly truncated?: RegExp;
  /** Lines that begin the table; nothing before them is data. */
  readonly begins?: RegExp;
  /** Lines that announce the shape; nothing before them is data. The group holds the dimensions. */
  readonly announced?: RegExp;
  /** Lines behind which further columns of the same rows follow; the groups hold the first and the last. */
  readonly columns?: RegExp;
  /** Lines behind which a slice of the third axis follows; the group holds its index. */
  readonly slice?: RegExp;
  /** Lines with a power of ten that all values are multiplied by; the group holds the exponent. */
  readonly scale?: RegExp;
  /** What may stand around the number in a cell. */
  readonly decoration?: { readonly before: RegExp; readonly after: RegExp };
  /** The first cell of each row is no value. */
  readonly labelled?: boolean;
  /** All rows together are one vector, wrapped. */
  readonly wrapped?: boolean;
  /** Whether a single row, or a single column, is a vector or a matrix. */
  readonly single: 'vector' | 'matrix';
}
