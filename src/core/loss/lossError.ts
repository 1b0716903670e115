/**
 * The only error that the loss throws. `message` is a sentence that says what is wrong and what to do;
 * `row` and `column` (counted from 0) say where in the logits or targets, when one place is to blame.
 */
export class LossError extends Error {
  override readonly name = 'LossError';
  readonly row: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, place: { readonly row?: number; readonly column?: number } = {}) {
    super(message);
    this.row = place.row;
    this.column = place.column;
  }
}
