import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { CancellationToken } from 'vscode-jsonrpc/node';
import { ComputeThread, type Thread } from '../../../src/host/compute/computeThread.ts';
import { startNodeThread } from '../../../src/host/compute/nodeThread.ts';
import { PinnedEvaluation } from '../../../src/host/panel/pinnedEvaluation.ts';
import { newSession } from '../../../src/host/panel/sessions.ts';
import { compareSessions } from '../../../src/protocol/comparison.ts';
import * as compute from '../../../src/protocol/compute.ts';
import { defaultSettings } from '../../../src/protocol/schemas.ts';

const script = fileURLToPath(new URL('../../../src/worker/node.ts', import.meta.url));
const compiledCode = fileURLToPath(new URL('../../../out/compiled-code', import.meta.url));

function sourceOf(text: string) {
  const selections = [{ start: 0, end: text.length }];
  return { text, start: 0, selections, languageId: 'python' };
}

const first = sourceOf('logits = [[1, 2], [3, 4]]\ntargets = [1, 1]\n');
const second = sourceOf('logits = [[2, 1], [3, 4]]\ntargets = [1, 1]\n');

const unreadable = sourceOf('nothing to read');

describe('a pinned evaluation', () => {
  let running: Thread | undefined;
  const thread = new ComputeThread(() => (running = startNodeThread(script, compiledCode)));
  after(() => thread.dispose());

  async function open(source: typeof first) {
    const session = newSession();
    const params = { session, source, settings: defaultSettings };
    return { session, summary: await thread.request(compute.openSession, params) };
  }

  /** Pins the first source, and closes the session that it was shown in. */
  async function pin(source = first): Promise<PinnedEvaluation> {
    const { session: from, summary } = await open(first);
    const session = newSession();
    await thread.request(compute.keepSession, { from, session });
    await thread.request(compute.closeSession, { session: from });
    const shown = { label: 'main.py:1', summary, settings: defaultSettings, revision: from };
    return new PinnedEvaluation(thread, session, source, shown);
  }

  async function compare(pinned: PinnedEvaluation, session: number) {
    const ask = (other: number) =>
      thread.request(compareSessions.forThread, { session, query: { pinned: other } });
    return pinned.compare(ask, CancellationToken.None, () => undefined);
  }

  async function endThread(): Promise<void> {
    running?.terminate();
    await running?.ended;
  }

  it('outlives the evaluation that it was, until it is unpinned', async () => {
    // It would not be read a second time.
    const pinned = await pin(unreadable);
    const { session } = await open(second);
    assert.equal((await compare(pinned, session)).rows?.flips.count, 1);

    let asked = -1;
    const ask = (other: number) => {
      asked = other;
      return thread.request(compareSessions.forThread, { session, query: { pinned: other } });
    };
    await pinned.compare(ask, CancellationToken.None, () => undefined);
    pinned.dispose();
    await assert.rejects(ask(asked), { name: 'UnknownSessionError' });
  });

  it('is evaluated again where its thread has ended', async () => {
    const pinned = await pin();
    await endThread();
    const { session } = await open(second);
    assert.equal((await compare(pinned, session)).rows?.flips.count, 1);
    assert.equal((await compare(pinned, session)).rows?.flips.count, 1);
  });

  it('is said to be lost where that fails', async () => {
    const pinned = await pin(unreadable);
    await endThread();
    const { session } = await open(second);
    await assert.rejects(
      compare(pinned, session),
      /^Error: What was pinned is lost, .* Pin another/,
    );
  });
});
