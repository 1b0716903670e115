import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { ArrangedRows, type GridView } from '../../../src/panel/grid/arrangedRows.ts';
import {
  type RowWindow,
  rowWindow,
  type Summary,
  type WindowQuery,
} from '../../../src/protocol/compute.ts';
import { serve } from '../../../src/protocol/method.ts';

const summary = { rows: 32, classes: 25_000 } as Summary;

const view = (firstRow: number, lastRow: number): GridView => ({
  rows: { start: firstRow, end: lastRow },
  columns: { start: 0, end: 10 },
});

/** Rows whose windows arrive when they are told to, in the order in which they were asked for. */
async function rowsOfTest() {
  const { port1, port2 } = new MessageChannel();
  const connect = (port: MessagePort) =>
    createMessageConnection(
      new PortMessageReader(port as never),
      new PortMessageWriter(port as never),
    );
  const [panel, host] = [connect(port1), connect(port2)];
  const asked: WindowQuery[] = [];
  const waiting: { answer: () => void; fail: () => void }[] = [];
  serve(host, rowWindow.forPanel, (query, token) => {
    asked.push(query);
    return new Promise<RowWindow>((resolve, reject) => {
      const fail = (): void => reject(new Error('no answer'));
      token.onCancellationRequested(fail);
      waiting.push({ answer: () => resolve(emptyWindow), fail });
    });
  });
  panel.listen();
  host.listen();
  const failures: unknown[] = [];
  const rows = new ArrangedRows(
    panel,
    () => undefined,
    (error) => failures.push(error),
  );
  rows.show(summary);
  await rows.arrange({ filter: {}, sort: null }, null);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };
  return {
    rows,
    failures,
    firstRows: () => asked.map(({ rows: { start } }) => start),
    settle,
    answerNext: async () => {
      waiting.shift()?.answer();
      await settle();
    },
    failNext: async () => {
      waiting.shift()?.fail();
      await settle();
    },
    close: () => {
      port1.close();
    },
  };
}

const none = new Float64Array();
const emptyWindow: RowWindow = {
  rows: new Int32Array(),
  targets: null,
  argmax: new Int32Array(),
  topProbabilities: none,
  margins: none,
  losses: null,
  targetProbabilities: null,
  values: none,
};

describe('windows of rows that are wanted', () => {
  let test: Awaited<ReturnType<typeof rowsOfTest>>;
  beforeEach(async () => {
    test = await rowsOfTest();
  });
  afterEach(() => test.close());

  it('are fetched two at a time, each that arrives making room for the next', async () => {
    test.rows.want('logits', [view(0, 30)]);
    await test.settle();
    assert.deepEqual(test.firstRows(), [0, 6]);
    await test.answerNext();
    assert.deepEqual(test.firstRows(), [0, 6, 12]);
    for (let window = 1; window < 5; window++) await test.answerNext();
    assert.deepEqual(test.firstRows(), [0, 6, 12, 18, 24]);
  });

  it('are fetched first where they are in view', async () => {
    test.rows.want('logits', [view(12, 18), view(6, 24)]);
    for (let window = 0; window < 3; window++) await test.answerNext();
    assert.deepEqual(test.firstRows(), [12, 6, 18]);
  });

  it('are not fetched once they are out of view', async () => {
    test.rows.want('logits', [view(0, 18)]);
    await test.settle();
    test.rows.want('logits', [view(24, 30)]);
    await test.settle();
    assert.deepEqual(test.firstRows(), [0, 6, 24]);
    assert.deepEqual(test.failures, []);
  });

  it('are fetched again where they come back into view while they are being given up', async () => {
    test.rows.want('logits', [view(0, 6)]);
    await test.settle();
    test.rows.want('logits', [view(24, 30)]);
    test.rows.want('logits', [view(0, 6)]);
    await test.settle();
    for (let window = 0; window < 3; window++) await test.answerNext();
    assert.deepEqual(test.rows.windows?.missing('logits', view(0, 6).rows, view(0, 6).columns), []);
  });

  it('are not fetched on after one has failed', async () => {
    test.rows.want('logits', [view(0, 30)]);
    await test.settle();
    await test.failNext();
    await test.answerNext();
    assert.deepEqual(test.firstRows(), [0, 6]);
    assert.equal(test.failures.length, 1);
  });

  it('leave the rows idle when the last has arrived, and not before', async () => {
    let isIdle = false;
    test.rows.want('logits', [view(0, 18)]);
    void test.rows.idle().then(() => (isIdle = true));
    for (let window = 0; window < 3; window++) {
      await test.settle();
      assert.ok(!isIdle);
      await test.answerNext();
    }
    assert.ok(isIdle);
  });
});
