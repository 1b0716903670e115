import assert from 'node:assert/strict';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { Job } from '../../../src/core/job.ts';
import { CancelledError, drive } from '../../../src/worker/drive.ts';

const steps = 100;
const stepMs = 5;

describe('long work in slices', () => {
  let now = 0;
  let log: (number | 'turn' | 'cancelled')[] = [];

  /** Takes `stepMs` a step, by a clock that nothing else moves. */
  function* job(): Job<string> {
    try {
      for (let step = 1; step <= steps; step++) {
        now += stepMs;
        yield step / steps;
      }
      return 'done';
    } catch (error) {
      log.push('cancelled');
      throw error;
    }
  }
  const turns = {
    next(): Promise<void> {
      log.push('turn');
      return Promise.resolve();
    },
    now: () => now,
  };

  beforeEach(() => {
    now = 0;
    log = [];
  });

  it('lets other messages have their turn after every twelve milliseconds', async () => {
    assert.equal(await drive(job(), turns, CancellationToken.None), 'done');
    // Of five milliseconds each, the third step ends a slice.
    assert.equal(log.length, Math.floor(steps / 3));
  });

  it('reports after the first slice how far it has come, and then ten times a second at most', async () => {
    const reports: { readonly fraction: number; readonly at: number }[] = [];
    await drive(job(), turns, CancellationToken.None, (fraction) =>
      reports.push({ fraction, at: now }),
    );
    assert.deepEqual(reports[0], { fraction: 0.03, at: 15 });
    assert.equal(reports.length, 5);
    for (const [order, { at }] of reports.entries()) {
      if (order > 0) assert.ok(at - reports[order - 1]!.at >= 100, `${at}`);
    }
  });

  it('is dropped at the end of the slice in which it is cancelled, and hears of it', async () => {
    const source = new CancellationTokenSource();
    const cancelInSecondTurn = (): Promise<void> => {
      if (log.includes('turn')) source.cancel();
      return turns.next();
    };
    const cancelling = { ...turns, next: cancelInSecondTurn };
    await assert.rejects(drive(job(), cancelling, source.token), CancelledError);
    assert.deepEqual(log, ['turn', 'turn', 'cancelled']);
  });
});
