import { Uri, window, workspace } from 'vscode';

/**
 * Asks where to save a file, and makes and saves it.
 *
 * @param document the file is suggested to stand beside it
 * @returns what came of it in words, or null if the user chose no place
 */
export async function saveFile(
  document: Uri | undefined,
  suggestedName: string,
  make: (name: string) => Uint8Array | Promise<Uint8Array>,
): Promise<string | null> {
  const folder = folderOf(document);
  const extension = suggestedName.split('.').at(-1) ?? '';
  const place = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, suggestedName) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (!place) return null;
  const name = workspace.asRelativePath(place);
  const bytes = await make(name);
  try {
    await workspace.fs.writeFile(place, bytes);
  } catch (error) {
    throw new Error(`${name} cannot be saved: ${(error as Error).message}`);
  }
  return `Saved ${name}.`;
}

/** An untitled document stands in no folder. */
function folderOf(document: Uri | undefined): Uri | undefined {
  if (document && workspace.fs.isWritableFileSystem(document.scheme) === true) {
    return Uri.joinPath(document, '..');
  }
  return workspace.workspaceFolders?.[0]?.uri;
}
