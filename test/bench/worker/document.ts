import { Random } from '../measurement/random.ts';
import { defaultSettings } from '../../../src/protocol/schemas.ts';

/** Of a session to open: all of a JSON document with logits of 17 digits and a class index per row. */
export function sessionParams(session: number, text: string) {
  return { session, source: wholeSource(text), settings: defaultSettings };
}

export function wholeSource(text: string) {
  return { text, start: 0, selections: [{ start: 0, end: text.length }], languageId: 'json' };
}

export const megabyte = 1e6;

/** A document of about so many bytes. */
export function jsonDocument(bytes: number): string {
  const bytesPerNumber = 19;
  return jsonOf(Math.max(1, Math.round(bytes / bytesPerNumber / columns)));
}

const columns = 100;

/** A document of so many rows of 100 logits. */
export function jsonOf(rows: number): string {
  const random = new Random();
  const parts: string[] = [];
  const labels: number[] = [];
  for (let row = 0; row < rows; row++) {
    const logits = Array.from({ length: columns }, () => 20 * (random.uniform() - 0.5));
    parts.push(`[${logits.join(',')}]`);
    labels.push(random.below(columns));
  }
  const text = `{"logits":[${parts.join(',')}],"labels":[${labels.join(',')}]}`;
  // Concatenation leaves a tree of parts; a document's text is one piece.
  return Buffer.from(text, 'latin1').toString('latin1');
}
