import assert from 'node:assert/strict';
import { Session } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import { activate, mainJob } from './extension.ts';

describe('the compute thread in VS Code', () => {
  const request = { text: mainJob.array, targets: mainJob.targets };

  it('is not the thread of the extension host', async () => {
    const worker = await extensionsWorker();
    assert.ok(worker.threadId > 0);
  });

  it('that is killed rejects what waits for it; the next request works', async () => {
    const api = await activate();
    const worker = await extensionsWorker();
    const waiting = api.evaluate({ text: `[${'[1, 2, 3], '.repeat(300_000)}]` });
    void worker.terminate();
    await assert.rejects(waiting, { name: 'ComputeThreadError', message: /Run the command again/ });
    assert.equal((await api.evaluate(request)).loss, mainJob.sum);
  });

  it('that is blocked is ended, while the extension host stays responsive; the next request works', async () => {
    const api = await activate();
    await extensionsWorker();
    const unblock = await blockWorker();
    const waiting = api.evaluate(request);
    let turns = 0;
    const timer = setInterval(() => turns++, 10);
    await assert.rejects(waiting, { name: 'ComputeThreadError', message: /stopped answering/ });
    clearInterval(timer);
    unblock();
    assert.ok(turns > 100, `the extension host had ${turns} turns meanwhile`);
    assert.equal((await api.evaluate(request)).loss, mainJob.sum);
  });
});

/** The worker that answers the extension's requests, caught by looking who is posted to. */
async function extensionsWorker(): Promise<Worker> {
  const api = await activate();
  const postMessage = Reflect.get(Worker.prototype, 'postMessage') as (message: unknown) => void;
  const postedTo: Worker[] = [];
  Worker.prototype.postMessage = function (this: Worker, message: unknown) {
    postedTo.push(this);
    postMessage.call(this, message);
  };
  try {
    // The first request of all starts the thread; the second surely goes to a running one.
    await api.read('[1]');
    await api.read('[1]');
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
  const worker = postedTo.at(-1);
  assert.ok(worker, 'the request was posted to a worker');
  return worker;
}

/** Keeps the worker in an endless loop, by its debugger. */
async function blockWorker(): Promise<() => void> {
  const session = new Session();
  session.connect();
  const attached = new Promise<string>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      if (params.workerInfo.title.includes('Softmax Lens')) resolve(params.sessionId);
    });
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const sessionId = await attached;
  const evaluate = { id: 1, method: 'Runtime.evaluate', params: { expression: 'for (;;);' } };
  session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify(evaluate) });
  return () => session.disconnect();
}
