import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Range, type Selection, type TextDocument, type Uri, workspace } from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { TextRange } from '../core/array/numericArray.ts';
import type { Source } from '../core/reading/reader.ts';

/** How much text on either side of a selection the reader may look at for targets, in UTF-16 units. */
const surroundings = 100_000;

/** Of each end of a selection, so much stands for the whole in its fingerprint. */
const fingerprinted = 10_000;

/**
 * So much text is taken out of a document at once, in UTF-16 units. VS Code keeps its lines: to join 50 MB of them
 * takes 30 to 110 ms, depending on how many there are.
 */
const takenAtOnce = 4_000_000;

/**
 * Cuts out of a document what the reader needs; nothing is parsed here. Around a cursor that is all of
 * it: the array may be of any length. `selections` must not be empty.
 *
 * @returns undefined if the document was edited while its text was taken, or that was cancelled
 */
export async function takeSource(
  document: TextDocument,
  selections: readonly TextRange[],
  token?: CancellationToken,
): Promise<Source | undefined> {
  const { version } = document;
  const { start, end } = rangeToRead(document, selections);
  const pieces: string[] = [];
  for (let at = start; at < end; at += takenAtOnce) {
    if (at > start) await setImmediate();
    if (token?.isCancellationRequested || document.version !== version) return undefined;
    const piece = { start: at, end: Math.min(end, at + takenAtOnce) };
    pieces.push(document.getText(rangeIn(document, piece)));
  }
  return { text: pieces.join(''), start, selections, languageId: languageOf(document) };
}

/** VS Code has no language for files of cells; extensions have several. */
function languageOf({ uri, languageId }: TextDocument): string {
  return /\.([ct]sv)$/i.exec(uri.path)?.[1]?.toLowerCase() ?? languageId;
}

function rangeToRead(document: TextDocument, selections: readonly TextRange[]): TextRange {
  const isCursor = selections.every(({ start, end }) => start === end);
  const margin = isCursor ? Number.MAX_SAFE_INTEGER : surroundings;
  const first = Math.min(...selections.map(({ start }) => start)) - margin;
  const last = Math.max(...selections.map(({ end }) => end)) + margin;
  // Where a position is, there is no half of a line end.
  const offsetIn = (offset: number) => document.offsetAt(document.positionAt(offset));
  return { start: offsetIn(Math.max(0, first)), end: offsetIn(last) };
}

/** Tells, later, whether the same text is still selected. */
export function fingerprintOf(source: Source, selections: readonly TextRange[]): string {
  const hash = createHash('sha256');
  for (const { start, end } of selections) {
    const text = source.text.slice(start - source.start, end - source.start);
    hash.update(`${text.length} ${text.slice(0, fingerprinted)} ${text.slice(-fingerprinted)} `);
  }
  return hash.digest('base64');
}

export function rangesOf(document: TextDocument, selections: readonly Selection[]): TextRange[] {
  return selections.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  }));
}

export function rangeIn(document: TextDocument, { start, end }: TextRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** The document if it is open, else as it is on its disk. */
export async function openDocument(uri: Uri): Promise<TextDocument> {
  const open = findOpenDocument(uri.toString());
  if (open) return open;
  // Opened anew, an untitled document would be an empty one.
  if (uri.scheme === 'untitled') throw new Error('The document was closed. Select an array anew.');
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    throw new Error(`${uri.path} cannot be opened. Select an array in another document.`);
  }
}

export function findOpenDocument(uri: string): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}
