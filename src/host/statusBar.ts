import {
  CancellationTokenSource,
  Disposable,
  StatusBarAlignment,
  type StatusBarItem,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import type { Glance } from '../protocol/compute.ts';
import * as compute from '../protocol/compute.ts';
import type { ComputeThread } from './compute/computeThread.ts';
import { optionDefaults } from './configuration.ts';
import { evaluateSelectionCommand } from './evaluateSelection.ts';
import { rangesOf, takeSource } from './sources.ts';

/** A selection is looked at once it has rested for this long. */
const restMs = 100;

/** Shows shape and argmax of the selected array while there is one. */
export class SelectionStatus {
  readonly #thread: ComputeThread;
  readonly #item: StatusBarItem;
  readonly #listeners: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = new CancellationTokenSource();

  constructor(thread: ComputeThread) {
    this.#thread = thread;
    this.#item = window.createStatusBarItem('selection', StatusBarAlignment.Right, 100);
    this.#item.name = 'Softmax Lens: Selected Array';
    this.#item.command = evaluateSelectionCommand;
    this.#listeners = Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.#schedule(textEditor);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        const editor = window.activeTextEditor;
        if (editor?.document === document) this.#schedule(editor);
      }),
      window.onDidChangeActiveTextEditor((editor) => this.#schedule(editor)),
    );
    this.#schedule(window.activeTextEditor);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request.cancel();
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #schedule(editor: TextEditor | undefined): void {
    clearTimeout(this.#timer);
    this.#request.cancel();
    if (!editor || editor.selections.every((selection) => selection.isEmpty)) {
      this.#item.hide();
      return;
    }
    this.#thread.prepare();
    this.#timer = setTimeout(() => void this.#update(editor), restMs);
  }

  async #update({ document, selections }: TextEditor): Promise<void> {
    const request = (this.#request = new CancellationTokenSource());
    const selected = selections.filter((selection) => !selection.isEmpty);
    const source = await takeSource(document, rangesOf(document, selected), request.token);
    const glance =
      source &&
      (await this.#thread
        .request(compute.glance, { source, options: optionDefaults(document) }, request.token)
        .catch(() => undefined));
    if (request.token.isCancellationRequested) return;
    if (glance) this.#show(glance);
    else this.#item.hide();
  }

  #show({ shape, rows, firstRows }: Glance): void {
    const predictions = firstRows.map(({ argmax }) => argmax).join(', ');
    const size = shape.join('×');
    this.#item.text = `$(graph) ${size} argmax ${predictions}${rows > firstRows.length ? ', …' : ''}`;
    this.#item.tooltip = 'Show the softmax cross-entropy of the selected array';
    this.#item.accessibilityInformation = {
      label: `Softmax Lens: selected array, ${shape.join(' by ')}, argmax ${predictions}`,
    };
    this.#item.show();
  }
}
