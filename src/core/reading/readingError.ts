/** What is wrong with a text that does not read as an array. */
export type ReadingErrorKind =
  'ambiguous' | 'empty' | 'expression' | 'not-numeric' | 'ragged' | 'truncated' | 'unbalanced';

/** As V8 has it. */
const errors = Error as ErrorConstructor & { stackTraceLimit?: number | undefined };

/**
 * The only error that reading throws. `message` is a sentence that says what is wrong and what to do.
 * `offset` is the place of the culprit in UTF-16 units of the text that was read; `line` and `column`
 * count from 1, as editors show them. Where a part of a document was read, `offset` counts from the
 * document's beginning, `line` and `column` from that of the part.
 */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';
  readonly kind: ReadingErrorKind;
  readonly offset: number;
  private readonly text: string;
  private readonly start: number;

  /** @param start where `text` begins in the document; `offset` counts from there */
  constructor(kind: ReadingErrorKind, message: string, text: string, offset: number, start = 0) {
    // Where in the reader it was made nobody sees; to find out takes longer than to read on.
    const { stackTraceLimit } = errors;
    errors.stackTraceLimit = 0;
    super(message);
    errors.stackTraceLimit = stackTraceLimit;
    this.kind = kind;
    this.offset = start + offset;
    this.text = text;
    this.start = start;
  }

  get line(): number {
    return this.linesBefore().length;
  }

  get column(): number {
    return (this.linesBefore().at(-1) ?? '').length + 1;
  }

  // Not before it is asked for: reading goes on behind many an error that is never thrown.
  private linesBefore(): string[] {
    return this.text.slice(0, this.offset - this.start).split(/\r\n|\r|\n/);
  }
}
