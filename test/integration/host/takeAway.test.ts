import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, eventually, mainJob, openAndSelect } from './extension.ts';

describe('taking a result away', () => {
  before(activate);
  afterEach(async () => {
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Evaluates the selection, and copies the result as soon as the panel hears commands. */
  async function evaluateAndCopy(): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('softmaxLens.evaluateSelection');
    let text = '';
    await eventually(async () => {
      await vscode.commands.executeCommand('softmaxLens.copyAs.numpy');
      text = await vscode.env.clipboard.readText();
      return text !== '';
    });
    return text;
  }

  it('puts what the panel shows on the clipboard, whole', async () => {
    await openAndSelect(mainJob.document, mainJob.array);
    const rows = mainJob.gradient.map((row) => `    [${row.join(', ')}]`).join(',\n');
    assert.equal(await evaluateAndCopy(), `np.array([\n${rows}\n], dtype=np.float64)`);
  });

  it('shows the panel again where it is hidden, and copies from there', async () => {
    const { document } = await openAndSelect(mainJob.document, mainJob.array);
    await evaluateAndCopy();
    await vscode.env.clipboard.writeText('');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('softmaxLens.copyAs.json');
    await eventually(async () => (await vscode.env.clipboard.readText()).startsWith('[\n'));
  });

  it('puts it below the selection as a comment, which one undo takes back', async () => {
    const indented = mainJob.document.replace('a = np', '  a = np');
    const { document } = await openAndSelect(indented, mainJob.array);
    await evaluateAndCopy();
    await vscode.commands.executeCommand('softmaxLens.insertAsComment');
    await eventually(() => document.getText() !== indented);
    const lines = document.getText().split('\n');
    assert.equal(lines.length, indented.split('\n').length + 3);
    assert.match(
      lines[3]!,
      /^ {2}# Softmax cross-entropy of 2 x 4 logits: 0\.6253721511650079 \(sum\)/,
    );
    assert.match(lines[5]!, /^ {2}# row 1: argmax 1, loss /);
    assert.equal(lines[6], 'mysoftmax = SoftmaxLoss()');
    const commented = document.getText();
    await eventually(async () => {
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      await vscode.commands.executeCommand('undo');
      return document.getText() !== commented;
    });
    assert.equal(document.getText(), indented);
  });
});
