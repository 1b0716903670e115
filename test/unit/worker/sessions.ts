import { runToEnd } from '../../../src/core/job.ts';
import { defaultSettings, type Settings } from '../../../src/protocol/schemas.ts';
import { openSession, type Session } from '../../../src/worker/session.ts';

/** A session over a document, all of which is selected. */
export function sessionOf(text: string, settings: Partial<Settings> = {}): Session {
  const selections = [{ start: 0, end: text.length }];
  const source = { text, start: 0, selections, languageId: 'python' };
  return runToEnd(openSession(source, { ...defaultSettings, ...settings }));
}
