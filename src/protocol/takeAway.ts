/**
 * What the panel asks the host to take out of it. Each answers with a sentence that says what came of it, to
 * be announced, or with null if the user thought better of it.
 */
import * as v from 'valibot';
import type { Method } from './method.ts';

const sentence = v.nullable(v.string());

/** Saves what the panel has made, a chart for instance, where the user chooses to. */
export const saveFile: Method<{ suggestedName: string; bytes: Uint8Array }, string | null> = {
  name: 'saveFile',
  params: v.object({
    /** Without a folder: it stands beside the document. */
    suggestedName: v.pipe(v.string(), v.regex(/^[^/\\]+$/)),
    bytes: v.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  result: sentence,
};
