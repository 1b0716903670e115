import {
  NotebookRange,
  Selection,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { TextRange } from '../../core/array/numericArray.ts';
import { openDocument, rangeIn } from '../sources.ts';

/** A range as the panel links to it: "model.py:12", or "model.py:12:8". */
export function placeOf(
  document: TextDocument,
  { start, end }: TextRange,
  precision: 'line' | 'column',
) {
  const file = workspace.asRelativePath(document.uri).split('/').at(-1) ?? 'document';
  const { line, character } = document.positionAt(start);
  const column = precision === 'column' ? `:${character + 1}` : '';
  return { label: `${file}:${line + 1}${column}`, range: { start, end } };
}

/** Selects a range in the editor that shows the document, or in a new one. */
export async function revealRange(uri: Uri, range: TextRange): Promise<void> {
  const document = await openDocument(uri);
  const editor = (await cellEditor(document)) ?? (await textEditor(document));
  const target = rangeIn(document, range);
  editor.selection = new Selection(target.start, target.end);
  editor.revealRange(target, TextEditorRevealType.InCenterIfOutsideViewport);
}

function textEditor(document: TextDocument): Thenable<TextEditor> {
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  return window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? ViewColumn.One,
    preserveFocus: false,
  });
}

/** The cell of a notebook is shown in its notebook: as a text it would open in a tab of its own. */
async function cellEditor(document: TextDocument): Promise<TextEditor | undefined> {
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find((cell) => cell.document === document);
    if (!cell) continue;
    const open = window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
    await window.showNotebookDocument(notebook, {
      selections: [new NotebookRange(cell.index, cell.index + 1)],
      viewColumn: open?.viewColumn ?? ViewColumn.One,
    });
    return window.visibleTextEditors.find((editor) => editor.document === document);
  }
  return undefined;
}
