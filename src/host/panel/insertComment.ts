import { EndOfLine, type TextDocument, workspace, WorkspaceEdit } from 'vscode';
import type { TextRange } from '../../core/array/numericArray.ts';
import { asComment, languageAtEnd } from '../../core/formats/comment.ts';
import { editDocument } from './editDocument.ts';

/**
 * Puts lines as a comment below a range of a document, as one step to undo.
 *
 * @returns what was done, in words
 * @throws an error that says why it cannot be done
 */
export async function insertComment(
  document: TextDocument,
  range: TextRange,
  lines: readonly string[],
): Promise<string> {
  const name = workspace.asRelativePath(document.uri);
  const { text: firstLine } = document.lineAt(document.positionAt(range.start));
  const last = document.lineAt(document.positionAt(range.end));
  const before = document.getText().slice(0, range.start);
  const languageId = languageAtEnd(before, document.languageId);
  const comment = asComment(lines, languageId);
  if (!comment) {
    throw new Error(
      `Nothing was inserted: no comments are known in ${languageId === '' ? 'a code block without a language' : `documents of the language “${languageId}”`}.`,
    );
  }
  const lineEnd = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  const indentation = /^\s*/.exec(firstLine)?.[0] ?? '';
  const edit = new WorkspaceEdit();
  const text = comment.map((line) => `${lineEnd}${indentation}${line}`).join('');
  edit.insert(document.uri, last.range.end, text);
  await editDocument(document, edit, 'Nothing was inserted');
  return `Inserted the result as a comment into ${name}, line ${last.lineNumber + 2}.`;
}
