import { workspace, WorkspaceEdit } from 'vscode';
import { rangeIn } from '../sources.ts';
import { editDocument } from './editDocument.ts';
import type { Evaluation } from './evaluation.ts';

/**
 * Writes what is tried out into the document, as one step to undo, and evaluates what it says then.
 *
 * @returns what was done, in words
 * @throws an error that says why it cannot be done; then nothing was
 */
export async function applyChanges(evaluation: Evaluation): Promise<string> {
  const { document, edits } = await evaluation.changesToApply();
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, rangeIn(document, range), text);
  await editDocument(document, edit, 'Nothing was applied');
  await evaluation.evaluate({ afresh: true });
  const numbers = edits.length === 1 ? '1 number' : `${edits.length} numbers`;
  return `Wrote ${numbers} into ${workspace.asRelativePath(document.uri)}. One undo takes it back.`;
}
