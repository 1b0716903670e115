import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { ComputeThread } from '../../../src/host/compute/computeThread.ts';
import { startNodeThread } from '../../../src/host/compute/nodeThread.ts';
import { read } from '../../../src/protocol/compute.ts';

const script = fileURLToPath(new URL('misbehavingWorker.ts', import.meta.url));
const compiledCode = fileURLToPath(new URL('../../../out/compiled-code', import.meta.url));

describe('the compute thread', () => {
  let starts = 0;
  let thread: ComputeThread;

  const start = () => {
    starts++;
    return startNodeThread(script, compiledCode);
  };
  beforeEach(() => {
    starts = 0;
    thread = new ComputeThread(start, { intervalMs: 300, missable: 10 });
  });
  afterEach(() => thread.dispose());

  const ask = (text: string) => thread.request(read, { text });
  const works = async () => assert.deepEqual([...(await ask('answer')).values], [42]);

  it('starts at the first request and is kept for the next', async () => {
    assert.equal(starts, 0);
    await works();
    await works();
    assert.equal(starts, 1);
  });

  it('is there at the first request if that was prepared for', async () => {
    thread.prepare();
    thread.prepare();
    assert.equal(starts, 1);
    await works();
    assert.equal(starts, 1);
  });

  it('is not prepared any more once it is stopped', () => {
    thread.dispose();
    thread.prepare();
    assert.equal(starts, 0);
  });

  const faults: readonly [text: string, message: RegExp][] = [
    ['block', /stopped answering/],
    ['exit', /exit code 7/],
    ['exhaust memory', /out of memory/],
    ['throw outside the request', /lost my way/],
  ];
  for (const [fault, message] of faults) {
    it(`rejects every waiting request and starts anew when it is told to ${fault}`, async () => {
      // Filling the memory takes a while: with the ordinary pulse the thread dies of that first.
      if (fault === 'exhaust memory') thread = new ComputeThread(start);
      await works();
      const outcomes = await Promise.allSettled([ask('never answer'), ask(fault)]);
      for (const outcome of outcomes) {
        assert.equal(outcome.status, 'rejected');
        const error = outcome.reason as Error;
        assert.equal(error.name, 'ComputeThreadError');
        assert.match(error.message, message);
        assert.match(error.message, /[Rr]un the command again/);
      }
      await works();
      assert.equal(starts, 2);
    });
  }

  it('leaves the calling thread free while it is blocked', async () => {
    const blocked = ask('block').catch(() => 'rejected');
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    assert.equal(await blocked, 'rejected');
    clearInterval(timer);
    assert.ok(turns > 10, `${turns} turns`);
  });

  it('settles a cancelled request at once, though the thread is blocked', async () => {
    const source = new CancellationTokenSource();
    const waiting = thread.request(read, { text: 'block' }, source.token);
    source.cancel();
    await assert.rejects(waiting, { name: 'CancelledError' });
  });

  it('refuses a request that was cancelled before it was made', async () => {
    const source = new CancellationTokenSource();
    source.cancel();
    await assert.rejects(thread.request(read, { text: 'answer' }, source.token), {
      name: 'CancelledError',
    });
    assert.equal(starts, 0);
  });

  it('says so when an answer is not what the protocol promises', async () => {
    await assert.rejects(ask('answer nonsense'), /Bad message "read" at shape/);
  });

  it('says so when a request is not what the protocol promises', async () => {
    await assert.rejects(ask(7 as never), /Bad message "read" at text/);
  });

  it('rejects waiting requests when it is disposed', async () => {
    const waiting = ask('never answer');
    thread.dispose();
    await assert.rejects(waiting, { name: 'ComputeThreadError' });
  });

  it('starts no thread for what only a running one needs', async () => {
    await thread.requestIfRunning(read, { text: 'answer' });
    assert.equal(starts, 0);
  });

  it('is not started again once it is disposed', async () => {
    thread.dispose();
    await assert.rejects(ask('answer'), { name: 'ComputeThreadError' });
    assert.equal(starts, 0);
  });

  it('lets go of every answer', async () => {
    assert.ok(global.gc, 'run with --expose-gc');
    const answers: WeakRef<object>[] = [];
    for (let i = 0; i < 20; i++) answers.push(new WeakRef(await ask('answer')));
    await new Promise((resolve) => setTimeout(resolve, 50));
    global.gc();
    const kept = answers.filter((answer) => answer.deref() !== undefined).length;
    assert.ok(kept < 5, `${kept} of 20 answers are still held`);
  });

  it('does not end a thread that is slow but alive', async () => {
    const slow = ask('never answer');
    const outcome = await Promise.race([
      slow.then(
        () => 'settled',
        () => 'settled',
      ),
      new Promise((resolve) => setTimeout(resolve, 4000, 'still waiting')),
    ]);
    assert.equal(outcome, 'still waiting');
    thread.dispose();
    await assert.rejects(slow);
  });
});
