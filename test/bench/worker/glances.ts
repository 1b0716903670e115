import { glance } from '../../../src/protocol/compute.ts';
import { quantile, spreadOf } from '../measurement/statistics.ts';
import { jsonOf, wholeSource } from './document.ts';
import { computeThread, seconds } from './thread.ts';

const hovers = 400;

/** From starting the thread until it has answered a hover, so many times. */
async function firstAnswers(starts: number): Promise<number[]> {
  const small = { source: wholeSource(jsonOf(1)), options: {} };
  const first: number[] = [];
  for (let start = 0; start < starts; start++) {
    const thread = computeThread();
    const begin = performance.now();
    await thread.request(glance, small);
    first.push(seconds(begin));
    thread.dispose();
  }
  return first;
}

/** Hovers: the first one, which starts the thread, and later ones over 10,000 numbers. */
export async function measure(starts: number) {
  process.env.NODE_DISABLE_COMPILE_CACHE = '1';
  const uncompiled = await firstAnswers(starts);
  delete process.env.NODE_DISABLE_COMPILE_CACHE;
  // The first of them leave what was compiled to those that are timed.
  await firstAnswers(2);
  const compiled = await firstAnswers(starts);
  const large = { source: wholeSource(jsonOf(100)), options: {} };
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
    firstAnswerSeconds: spreadOf(compiled),
    uncompiledAnswerSeconds: spreadOf(uncompiled),
    hoverSeconds: spreadOf(sorted),
    hover95thPercentileSeconds: quantile(sorted, 0.95),
  };
}
