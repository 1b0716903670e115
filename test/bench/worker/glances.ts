import { glance } from '../../../src/protocol/compute.ts';
import { quantile, spreadOf } from '../measurement/statistics.ts';
import { jsonOf, wholeSource } from './document.ts';
import { computeThread, seconds } from './thread.ts';

const hovers = 400;

/** Hovers: the first one, which starts the thread, and later ones over 10,000 numbers. */
export async function measure(starts: number) {
  const small = { source: wholeSource(jsonOf(1)), options: {} };
  const large = { source: wholeSource(jsonOf(100)), options: {} };
  const first: number[] = [];
  for (let start = 0; start < starts; start++) {
    const thread = computeThread();
    const begin = performance.now();
    await thread.request(glance, small);
    first.push(seconds(begin));
    thread.dispose();
  }
  const thread = computeThread();
  const warm: number[] = [];
  for (let hover = 0; hover < hovers; hover++) {
    const begin = performance.now();
    await thread.request(glance, large);
    // The first half warms up.
    if (hover >= hovers / 2) warm.push(seconds(begin));
  }
  thread.dispose();
  const sorted = warm.sort((one, other) => one - other);
  return {
    firstAnswerSeconds: spreadOf(first),
    hoverSeconds: spreadOf(sorted),
    hover95thPercentileSeconds: quantile(sorted, 0.95),
  };
}
