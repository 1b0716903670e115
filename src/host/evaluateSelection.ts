import * as v from 'valibot';
import { type TextDocument, type TextEditor, window } from 'vscode';
import type { TextRange } from '../core/array/numericArray.ts';
import { textRange } from '../protocol/schemas.ts';
import type { EvaluationPanel } from './panel/evaluationPanel.ts';
import { findOpenDocument, rangesOf } from './sources.ts';

export const evaluateSelectionCommand = 'softmaxLens.evaluateSelection';

/** What a link may pass to the command, to name a place other than the active editor's selection. */
const argumentsSchema = v.object({ uri: v.string(), selections: v.array(textRange) });
export type EvaluateSelectionArguments = v.InferOutput<typeof argumentsSchema>;

/** The command: evaluates what `link` names, else what is selected in the active editor. */
export async function evaluateSelection(panel: EvaluationPanel, link: unknown): Promise<void> {
  const chosen = chosenIn(link, panel);
  if (!chosen) {
    void window.showInformationMessage(
      'Softmax Lens: open a file, select a numeric array in it, and run the command again.',
    );
    return;
  }
  await panel.evaluate(chosen.document, chosen.selections);
}

function chosenIn(
  link: unknown,
  panel: EvaluationPanel,
): { document: TextDocument; selections: readonly TextRange[] } | undefined {
  if (v.is(argumentsSchema, link) && link.selections.length > 0) {
    // A link may stand in any text: it names what is open, and opens nothing.
    const document = findOpenDocument(link.uri);
    return document && { document, selections: link.selections };
  }
  const editor = window.activeTextEditor ?? editorBesidePanel(panel);
  if (!editor) return undefined;
  const { document, selections } = editor;
  const filled = selections.filter((selection) => !selection.isEmpty);
  return {
    document,
    selections: rangesOf(document, filled.length > 0 ? filled : selections.slice(0, 1)),
  };
}

/** While the panel has the focus there is no active editor; the one it belongs to is meant. */
function editorBesidePanel({ uri }: EvaluationPanel): TextEditor | undefined {
  const editors = window.visibleTextEditors;
  return (
    editors.find(({ document }) => document.uri.toString() === uri?.toString()) ??
    editors.find(({ selection }) => !selection.isEmpty)
  );
}
