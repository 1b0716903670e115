import * as v from 'valibot';
import { index } from './schemas.ts';

const place = v.optional(index);

/** An error in the form in which it crosses a thread: a name, a sentence, and where the culprit stands. */
export const failureSchema = v.object({
  name: v.string(),
  message: v.string(),
  kind: v.optional(v.string()),
  offset: place,
  line: place,
  column: place,
  row: place,
});
export type Failure = v.InferOutput<typeof failureSchema>;

export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const outcome = v.safeParse(failureSchema, error);
  return outcome.success ? outcome.output : { name: error.name, message: error.message };
}

/** The error that a request rejects with when the other side failed. */
export function fromFailure({ name, message, ...place }: Failure): Error {
  const error = Object.assign(new Error(message), place);
  // `name` lives on the prototype; own and hidden is how Error subclasses look to their readers.
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}
