import { FilePermission, type TextDocument, workspace, type WorkspaceEdit } from 'vscode';

/**
 * Edits a document, as one step to undo.
 *
 * @param failure what has not happened, in words, if it cannot be edited
 * @throws an error that says why it cannot
 */
export async function editDocument(
  document: TextDocument,
  edit: WorkspaceEdit,
  failure: string,
): Promise<void> {
  const name = workspace.asRelativePath(document.uri);
  if (await isReadOnly(document)) throw new Error(`${failure}: ${name} is read-only.`);
  if (!(await workspace.applyEdit(edit))) {
    throw new Error(`${failure}: VS Code does not let ${name} be edited.`);
  }
}

async function isReadOnly({ uri, isUntitled }: TextDocument): Promise<boolean> {
  if (isUntitled) return false;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    return (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // What has no file, as the cell of a notebook, is as its editor says.
    return false;
  }
}
