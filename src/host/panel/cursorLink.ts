import {
  Selection,
  type TextEditor,
  TextEditorRevealType,
  type TextEditorSelectionChangeEvent,
  window,
} from 'vscode';
import type { Cell } from '../../protocol/compute.ts';
import { rangeIn } from '../sources.ts';
import type { Evaluation } from './evaluation.ts';

/** The cursor must rest for this long before it is followed. */
const restMs = 100;

/** A number, selected by a double click for instance. */
const oneWord = /^[^\s,;[\](){}]+$/;

/** Ties the cell that is chosen in the panel to its literal in the editor, both ways. */
export class CursorLink {
  readonly #show: (cell: Cell) => void;
  /** What was selected here: its event says nothing of the user. */
  #own: Selection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param show shows, in the panel, the cell that the cursor is in */
  constructor(show: (cell: Cell) => void) {
    this.#show = show;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Selects a cell's literal where its document can be seen. The focus stays where it is. */
  async select(evaluation: Evaluation, cell: Cell): Promise<void> {
    if (!editorOf(evaluation)) return;
    const found = await evaluation.locate(cell).catch(() => undefined);
    const editor = editorOf(evaluation);
    if (!found || !editor) return;
    const range = rangeIn(editor.document, found);
    this.#own = new Selection(range.start, range.end);
    editor.selection = this.#own;
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Shows the cell of the literal that the user has moved the cursor into. */
  follow({ textEditor, selections }: TextEditorSelectionChangeEvent, evaluation: Evaluation): void {
    const { document } = textEditor;
    const [selection] = selections;
    if (!selection || document.uri.toString() !== evaluation.uri.toString()) return;
    clearTimeout(this.#timer);
    const isOwn = this.#own?.isEqual(selection) === true;
    this.#own = undefined;
    if (isOwn || !(selection.isEmpty || oneWord.test(document.getText(selection)))) return;
    const offset = document.offsetAt(selection.start);
    this.#timer = setTimeout(() => void this.#showCellAt(offset, evaluation), restMs);
  }

  async #showCellAt(offset: number, evaluation: Evaluation): Promise<void> {
    const cell = await evaluation.cellAt(offset).catch(() => null);
    if (cell) this.#show(cell);
  }
}

function editorOf({ uri }: Evaluation): TextEditor | undefined {
  return window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
}
