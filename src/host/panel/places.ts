import {
  type TextDocument,
  TextEditorRevealType,
  ViewColumn,
  window,
  workspace,
  Selection,
} from 'vscode';
import type { TextRange } from '../../core/array/numericArray.ts';
import { rangeIn } from '../sources.ts';

/** A range as the panel links to it: "model.py:12". */
export function placeOf(document: TextDocument, { start, end }: TextRange) {
  const file = workspace.asRelativePath(document.uri).split('/').at(-1) ?? 'document';
  return { label: `${file}:${document.positionAt(start).line + 1}`, range: { start, end } };
}

/** Selects a range in the editor that shows the document, or in a new one. */
export async function revealRange(document: TextDocument, range: TextRange): Promise<void> {
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? ViewColumn.One,
    preserveFocus: false,
  });
  const target = rangeIn(document, range);
  editor.selection = new Selection(target.start, target.end);
  editor.revealRange(target, TextEditorRevealType.InCenterIfOutsideViewport);
}
