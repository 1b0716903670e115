import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TextDocument, TextDocumentChangeEvent, Uri } from 'vscode';
import { type CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { ComputeThread } from '../../../src/host/compute/computeThread.ts';
import type * as evaluations from '../../../src/host/panel/evaluation.ts';
import type { Method } from '../../../src/protocol/method.ts';
import { defaultSettings } from '../../../src/protocol/schemas.ts';

const textDocuments: TextDocument[] = [];

/** What an evaluation uses of VS Code. */
const fakeVSCode = {
  CancellationTokenSource,
  Range: class {
    readonly start: unknown;
    readonly end: unknown;
    constructor(start: unknown, end: unknown) {
      this.start = start;
      this.end = end;
    }
  },
  workspace: { textDocuments, asRelativePath: String },
  ...{ NotebookRange: {}, Selection: {}, TextEditorRevealType: {}, ViewColumn: {}, window: {} },
};

const uri = {
  scheme: 'file',
  path: '/main.py',
  toString: () => 'file:///main.py',
} as unknown as Uri;

/** The text of an array that is taken in four pieces; how often one was taken is counted. */
class LongDocument {
  readonly uri = uri;
  readonly languageId = 'python';
  readonly length = 15_000_000;
  version = 1;
  taken = 0;

  positionAt(offset: number) {
    return { line: 0, character: Math.min(offset, this.length) };
  }

  offsetAt({ character }: { character: number }): number {
    return character;
  }

  getText(): string {
    this.taken++;
    return '';
  }
}

describe('an evaluation of a long document', () => {
  let module: typeof evaluations;
  let document: LongDocument;
  let evaluation: evaluations.Evaluation;
  let requested: string[];

  before(async () => {
    Object.assign(globalThis, { fakeVSCode });
    const names = Object.keys(fakeVSCode).join(', ');
    const hooks = registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vscode'
          ? { url: 'fake:vscode', shortCircuit: true }
          : next(specifier, context),
      load: (url, context, next) =>
        url === 'fake:vscode'
          ? {
              format: 'module',
              source: `export const { ${names} } = fakeVSCode;`,
              shortCircuit: true,
            }
          : next(url, context),
    });
    module = await import('../../../src/host/panel/evaluation.ts');
    hooks.deregister();
  });

  beforeEach(async () => {
    document = new LongDocument();
    textDocuments.splice(0, Infinity, document as unknown as TextDocument);
    requested = [];
    const thread = {
      request: ({ name }: Method<object, unknown>, _: object, token?: CancellationToken) => {
        assert.ok(!token?.isCancellationRequested, 'nothing is asked for that was cancelled');
        requested.push(name);
        const range = { start: 0, end: document.length };
        return Promise.resolve({ range, changes: null, targetsOrigin: null });
      },
      requestIfRunning: () => Promise.resolve(),
    } as unknown as ComputeThread;
    const selections = [{ start: 0, end: document.length }];
    const subject = { uri, selections, settings: defaultSettings, locked: false };
    evaluation = new module.Evaluation(thread, subject, () => undefined);
    await evaluation.evaluate();
    document.taken = 0;
    requested = [];
  });

  afterEach(() => evaluation.dispose());

  function edit(): void {
    document.version++;
    const change = { rangeOffset: 1, rangeLength: 1, text: '2' };
    const event = { document, contentChanges: [change] } as unknown as TextDocumentChangeEvent;
    evaluation.followEdit(event);
  }

  it('takes no more of its text once it is cancelled', async () => {
    edit();
    const evaluated = evaluation.evaluate();
    await nextTurn();
    evaluation.cancel();
    const { taken } = document;
    await evaluated;
    assert.ok(taken > 0);
    assert.equal(document.taken, taken);
    assert.equal(evaluation.failure?.name, 'CancelledError');
  });

  it('leaves what was read to the one that came after it', async () => {
    edit();
    const stale = evaluation.evaluate();
    await nextTurn();
    edit();
    await Promise.all([stale, evaluation.evaluate()]);
    const { taken } = document;
    await evaluation.setSettings({ ...defaultSettings, targetsText: '1' });
    assert.equal(document.taken, taken, 'other settings need no other text');
    assert.deepEqual(requested, ['openSession', 'deriveSession']);
  });

  it('lets the edits rest before it takes the text once more', async () => {
    evaluation.setLocked(true);
    const evaluated = evaluation.evaluate({ afresh: true });
    const edits = 100;
    for (let turn = 0; turn < edits; turn++) {
      edit();
      await nextTurn();
    }
    assert.ok(document.taken < edits / 2, `${document.taken} pieces for ${edits} edits`);
    await evaluated;
    assert.deepEqual(requested, ['openSession']);
    assert.equal(evaluation.failure, undefined);
  });
});
