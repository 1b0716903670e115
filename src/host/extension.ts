import { basename } from 'node:path';
import { commands, type ExtensionContext, languages, Uri, window } from 'vscode';
import { type Api, createApi } from './api.ts';
import { CompiledCode } from './compute/compiledCode.ts';
import { ComputeThread } from './compute/computeThread.ts';
import { startNodeThread } from './compute/nodeThread.ts';
import { evaluateSelection, evaluateSelectionCommand } from './evaluateSelection.ts';
import { ArrayHover } from './hover.ts';
import { EvaluationPanel, panelViewType } from './panel/evaluationPanel.ts';
import { ReadingProblems } from './readingProblems.ts';
import { SelectionStatus } from './statusBar.ts';
import { takeAwayCommands, togglePinCommand } from './panelCommands.ts';

export function activate(context: ExtensionContext): Api {
  const { extensionUri, globalStorageUri, subscriptions } = context;
  const script = Uri.joinPath(extensionUri, 'dist', 'worker.cjs').fsPath;
  // The folder of an installed extension has its version in its name.
  const compiledCode = new CompiledCode(
    Uri.joinPath(globalStorageUri, 'compiled').fsPath,
    basename(extensionUri.path),
  );
  const thread = new ComputeThread(() => startNodeThread(script, compiledCode.use()));
  const problems = new ReadingProblems();
  const panel = new EvaluationPanel(extensionUri, thread, problems);
  subscriptions.push(
    // Disposed in this order: the panel speaks to the thread and shows problems to its end.
    panel,
    new SelectionStatus(thread),
    problems,
    thread,
    compiledCode,
    commands.registerCommand(evaluateSelectionCommand, (link: unknown) =>
      evaluateSelection(panel, link),
    ),
    commands.registerCommand(togglePinCommand, () => panel.togglePin()),
    ...Array.from(takeAwayCommands, ([command, action]) =>
      commands.registerCommand(command, () => panel.act(action)),
    ),
    languages.registerHoverProvider({ pattern: '**' }, new ArrayHover(thread)),
    window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: (restored, state) => panel.restore(restored, state),
    }),
  );
  return createApi(thread);
}
