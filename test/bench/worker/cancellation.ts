import { setTimeout } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { closeSession, openSession, ping } from '../../../src/protocol/compute.ts';
import { spreadOf } from '../measurement/statistics.ts';
import { jsonDocument, sessionParams } from './document.ts';
import { computeThread, seconds } from './thread.ts';

/** From cancelling a long evaluation, at various stages of it, until the thread answers something else. */
export async function measure(bytes: number, repeats: number) {
  const text = jsonDocument(bytes);
  const thread = computeThread();
  let whole = Infinity;
  for (let session = 0; session < 3; session++) {
    const begin = performance.now();
    await thread.request(openSession, sessionParams(session, text));
    whole = Math.min(whole, seconds(begin));
    await thread.request(closeSession, { session });
  }
  const latencies: number[] = [];
  for (let stage = 0; stage < repeats; stage++) {
    const source = new CancellationTokenSource();
    const evaluation = thread.request(openSession, sessionParams(stage, text), source.token);
    const settled = Promise.allSettled([evaluation]);
    await setTimeout((1e3 * whole * stage) / repeats);
    const begin = performance.now();
    source.cancel();
    await thread.request(ping, {});
    const latency = seconds(begin);
    const [{ status }] = await settled;
    // It may have come to its end before.
    if (status === 'rejected') latencies.push(latency);
    else await thread.request(closeSession, { session: stage });
  }
  thread.dispose();
  return { seconds: spreadOf(latencies), longestSeconds: Math.max(...latencies) };
}
