import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, eventually, mainJob, openAndSelect } from './extension.ts';

const command = 'softmaxLens.evaluateSelection';

describe('the extension in VS Code', () => {
  before(activate);
  afterEach(async () => {
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const panels = () => tabs().filter(({ input }) => input instanceof vscode.TabInputWebview);

  describe('the command', () => {
    it('is offered in the palette', async () => {
      assert.ok((await vscode.commands.getCommands(true)).includes(command));
    });

    it('opens one panel beside the editor and leaves the focus where it was', async () => {
      const editor = await openAndSelect(mainJob.document, mainJob.array);
      await vscode.commands.executeCommand(command);
      await vscode.commands.executeCommand(command);
      await eventually(() => panels().length > 0);
      assert.equal(panels().length, 1);
      assert.equal(panels()[0]?.group.viewColumn, vscode.ViewColumn.Two);
      assert.equal(vscode.window.activeTextEditor, editor);
    });

    it('marks the culprit of a selection that does not read, until it reads', async () => {
      const editor = await openAndSelect('x = [[1, 2], [3]]', '[[1, 2], [3]]');
      const { uri } = editor.document;
      await vscode.commands.executeCommand(command);
      const [problem] = vscode.languages.getDiagnostics(uri);
      assert.equal(problem?.source, 'Softmax Lens');
      assert.equal(problem.code, 'ragged');
      assert.equal(editor.document.offsetAt(problem.range.start), 13);

      await editor.edit((edit) => edit.insert(editor.document.positionAt(15), ', 4'));
      await eventually(() => vscode.languages.getDiagnostics(uri).length === 0);
    });

    it('evaluates what a link names, wherever the cursor is', async () => {
      const { document } = await openAndSelect(mainJob.document, 'import');
      const start = mainJob.document.indexOf(mainJob.array);
      const selections = [{ start, end: start + mainJob.array.length }];
      await vscode.commands.executeCommand(command, { uri: document.uri.toString(), selections });
      await eventually(() => panels().length === 1);
      assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    });

    it('opens nothing where there is no editor', async () => {
      await vscode.commands.executeCommand(command);
      assert.equal(panels().length, 0);
    });
  });

  describe('the hover', () => {
    async function hoverAt(editor: vscode.TextEditor, text: string): Promise<string> {
      const { document } = editor;
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        document.positionAt(document.getText().indexOf(text) + 1),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (content as vscode.MarkdownString).value)
        .join('\n');
    }
    const setMode = (mode: string | undefined) =>
      vscode.workspace
        .getConfiguration('softmaxLens')
        .update('hover', mode, vscode.ConfigurationTarget.Global);

    afterEach(() => setMode(undefined));

    it('evaluates a selected array in place', async () => {
      const editor = await openAndSelect(mainJob.document, mainJob.array);
      const text = await hoverAt(editor, '2,3,5');
      assert.match(text, /2 × 4/);
      assert.ok(text.includes(String(mainJob.sum)), text);
      assert.ok(text.includes(String(mainJob.mean)), text);
      assert.match(text, /Targets \[3, 1\] from \[line 5\]/);
      for (const value of mainJob.gradient.flat()) assert.ok(text.includes(String(value)), text);
      assert.match(text, /command:softmaxLens\.evaluateSelection/);
    });

    it('evaluates an array whose text is taken from the document, and sent, in pieces', async () => {
      const rows = Array.from({ length: 400_000 }, (_, row) => `[${row}.25, 1]`);
      const array = `[${rows.join(',\r\n')}]`;
      const editor = await openAndSelect(`logits = ${array}\r\ntargets = [1]\r\n`, array);
      const text = await hoverAt(editor, '[0.25, 1]');
      assert.match(text, /400000 × 2/);
      assert.match(text, /\n *0 +1 /);
      assert.match(text, /and 399995 more rows/);
    });

    it('says that it knows no targets when there are none', async () => {
      const editor = await openAndSelect('x = [[1, 2], [4, 3]]', '[[1, 2], [4, 3]]');
      const text = await hoverAt(editor, '4, 3');
      assert.match(text, /No targets/);
      assert.doesNotMatch(text, /Loss/);
    });

    it('says which options of the call are not applied', async () => {
      const array = '[[1, 2], [4, 3]]';
      const call = 'loss(z, [1, 0], label_smoothing=0.1, weight=`w`)';
      const editor = await openAndSelect(`z = ${array}\n${call}\n`, array);
      const text = await hoverAt(editor, '4, 3');
      assert.match(
        text,
        /Not applied: `label_smoothing=0\.1`, `weight=w` in the call on \[line 2\]/,
      );
    });

    it('evaluates under the configured reduction, and not under what is no reduction', async () => {
      const configuration = vscode.workspace.getConfiguration('softmaxLens');
      const set = (value: string | undefined) =>
        configuration.update('reduction', value, vscode.ConfigurationTarget.Global);
      const editor = await openAndSelect(mainJob.document, mainJob.array);
      try {
        await set('mean');
        assert.match(await hoverAt(editor, '2,3,5'), /Gradient of the mean[^-]+-0\.0845/);
        await set('median');
        assert.match(await hoverAt(editor, '2,3,5'), /Gradient of the sum[^-]+-0\.1690/);
      } finally {
        await set(undefined);
      }
    });

    it('leaves alone what is not selected, and what is selected but no array', async () => {
      const editor = await openAndSelect(mainJob.document, 'import numpy');
      assert.equal(await hoverAt(editor, '2,3,5'), '');
      assert.equal(await hoverAt(editor, 'numpy'), '');
    });

    it('evaluates any array where the setting says so', async () => {
      await setMode('anywhere');
      const editor = await openAndSelect(mainJob.document, 'import');
      assert.ok((await hoverAt(editor, '2,3,5')).includes(String(mainJob.sum)));
      assert.equal(await hoverAt(editor, 'SoftmaxLoss'), '');
    });

    it('evaluates the table of a file of cells, for which VS Code has no language', async () => {
      await setMode('anywhere');
      const table = 'cat,dog,label\n0.5,1.5,1\n2.5,0.25,0\n';
      const editor = await openAndSelect(table, '', 'csv');
      const text = await hoverAt(editor, '0.25');
      assert.match(text, /2 × 2/);
      assert.match(text, /Targets `label` \[1, 0\]/);
      assert.match(text, /\n *0 +1 dog +1 dog +\S+ +dog:73\.1% cat:26\.9%\n/);
    });

    it('cuts long names of classes, and takes out what would end its code', async () => {
      await setMode('anywhere');
      const table = 'a```b,guinea pig of the Andes\n0.5,1.5\n2.5,0.25\n';
      const text = await hoverAt(await openAndSelect(table, '', 'csv'), '0.25');
      assert.match(text, /\n *0 +1 guinea pig … +guinea pig …:73\.1% ab:26\.9%\n/);
      assert.match(text, /\n *1 +0 ab +ab:/);
    });

    it('says which columns are no classes', async () => {
      await setMode('anywhere');
      const table = 'id,cat,dog,y`pred\n1,0.5,1.5,1\n2,2.5,0.25,0\n';
      const text = await hoverAt(await openAndSelect(table, '', 'csv'), '0.25');
      assert.match(text, /2 × 2/);
      assert.match(text, /\n\nNot taken for classes: `id`, `ypred`\n\n/);
    });

    it('numbers classes in whose names nothing is left of that', async () => {
      await setMode('anywhere');
      const table = 'cat,` `\n0.5,1.5\n2.5,0.25\n';
      const text = await hoverAt(await openAndSelect(table, '', 'csv'), '0.25');
      assert.match(text, /\n *0 +1 +1:73\.1% cat:26\.9%\n/);
    });

    it('marks wrong rows, and with them those without a softmax', async () => {
      await setMode('anywhere');
      const table = 'cat,dog,label\n0.25,inf,dog\n1,2,dog\n2,1,dog\n';
      const text = await hoverAt(await openAndSelect(table, '', 'csv'), '0.25');
      assert.match(text, /\n *0 +1 dog +✗ 1 dog .*\n *1 +1 dog +1 dog .*\n *2 +1 dog +✗ 0 cat /);
    });

    it('evaluates nothing where the setting says so', async () => {
      await setMode('off');
      const editor = await openAndSelect(mainJob.document, mainJob.array);
      assert.equal(await hoverAt(editor, '2,3,5'), '');
    });
  });
});
