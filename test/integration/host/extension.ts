import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Api } from '../../../src/host/api.ts';

/** The array that the project started from, in a Python file, and all that is known about it. */
export const mainJob = {
  array: '[[1,2,3,5],[4,5,2,3]]',
  document: [
    'import numpy as np',
    '',
    'a = np.array([[1,2,3,5],[4,5,2,3]])',
    'mysoftmax = SoftmaxLoss()',
    'loss = mysoftmax.cal_loss(a,[3,1])',
    '',
  ].join('\n'),
  targets: [3, 1],
  sum: 0.6253721511650079,
  mean: 0.31268607558250394,
  gradient: [
    [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
    [0.23688281808991013, -0.3560857401120277, 0.03205860328008499, 0.08714431874203257],
  ],
};

export async function activate(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('softmax-lens.softmax-lens');
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** Opens a new file in an editor and selects the first occurrence of `selected` in it. */
export async function openAndSelect(content: string, selected: string, extension = 'py') {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'VS Code has a folder open');
  // An untitled document would ask whether to save it, when it is closed.
  const file = vscode.Uri.joinPath(folder.uri, `${randomUUID()}.${extension}`);
  await vscode.workspace.fs.writeFile(file, Buffer.from(content));
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const start = content.indexOf(selected);
  editor.selection = new vscode.Selection(
    document.positionAt(start),
    document.positionAt(start + selected.length),
  );
  return editor;
}

/** Waits until something holds, and fails if it does not within a while. */
export async function eventually(holds: () => boolean | PromiseLike<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, 'it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
