/** The only error that writing throws. Its message says what cannot be written, and what to do. */
export class WritingError extends Error {
  override readonly name = 'WritingError';
}
