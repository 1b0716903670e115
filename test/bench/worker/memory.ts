import { openSession } from '../../../src/protocol/compute.ts';
import { jsonDocument, jsonOf, sessionParams } from './document.ts';
import { computeThread } from './thread.ts';

/** How far the memory of the process rises above what it was with text and thread, at its highest. */
export async function measure(bytes: number) {
  const text = jsonDocument(bytes);
  const thread = computeThread();
  await thread.request(openSession, sessionParams(0, jsonOf(10)));
  global.gc?.();
  const before = process.memoryUsage.rss();
  let highest = before;
  const sampling = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 1);
  await thread.request(openSession, sessionParams(1, text));
  clearInterval(sampling);
  thread.dispose();
  return { bytes: text.length, peakBytesPerByte: (highest - before) / text.length };
}
