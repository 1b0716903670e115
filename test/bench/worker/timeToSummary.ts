import { monitorEventLoopDelay } from 'node:perf_hooks';
import { closeSession, openSession } from '../../../src/protocol/compute.ts';
import { spreadOf } from '../measurement/statistics.ts';
import { jsonDocument, sessionParams } from './document.ts';
import { computeThread, seconds } from './thread.ts';

/** From text to summary, through the thread; and how long the asking thread was blocked by that. */
export async function measure(bytes: number, repeats: number) {
  const text = jsonDocument(bytes);
  const thread = computeThread();
  const toSummary: number[] = [];
  const blocked: number[] = [];
  for (let session = 0; session <= repeats; session++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    delay.enable();
    const begin = performance.now();
    const { losses } = await thread.request(openSession, sessionParams(session, text));
    toSummary.push(seconds(begin));
    await new Promise((resolve) => setTimeout(resolve, 50));
    delay.disable();
    blocked.push(delay.max / 1e9);
    if (!losses) throw new Error('The targets of the document were not found.');
    await thread.request(closeSession, { session });
  }
  thread.dispose();
  const [first, ...warm] = toSummary;
  return {
    bytes: text.length,
    firstSeconds: first!,
    seconds: spreadOf(warm),
    blockedSeconds: spreadOf(blocked),
    longestBlockedSeconds: Math.max(...blocked),
  };
}
