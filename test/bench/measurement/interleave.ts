import { cpus } from 'node:os';
import type { Batch } from './contender.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Something whose runs can be timed, many at a time. */
export interface Runner {
  run(times: number): Promise<Batch>;
}

export interface Effort {
  readonly rounds: number;
  /** A batch has as many runs as fill this time, so that the clock's steps and the messages do not count. */
  readonly batchSeconds: number;
  /** So long a contender runs before it is timed: compilers and caches need it. */
  readonly warmUpSeconds: number;
}

export interface Timing {
  /** Of one run. */
  readonly seconds: Spread;
  /** How many processors it kept busy. */
  readonly processors: number;
  /** Of all batches, the fraction during which other programs were busy, each time that it was tried. */
  readonly disturbed: number;
}

/** A batch counts as disturbed when other programs used more than this much of a processor. */
const disturbance = 0.25;

/** A disturbed batch is run again, so often at most. */
const attempts = 3;

interface ObservedBatch extends Batch {
  /** How many processors other programs kept busy meanwhile. */
  readonly others: number;
}

/**
 * Times contenders in rounds: each runs one batch a round, and the order moves on by one from round to
 * round, so that whatever slows the machine for a while slows all alike.
 *
 * @returns timings in the order of the contenders
 */
export async function timeInterleaved(
  contenders: readonly Runner[],
  effort: Effort,
): Promise<Timing[]> {
  const times: number[] = [];
  for (const contender of contenders) times.push(await runsOfBatch(contender, effort));
  const batches = contenders.map((): ObservedBatch[] => []);
  for (let round = 0; round < effort.rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const which = (round + turn) % contenders.length;
      batches[which]!.push(await runUndisturbed(contenders[which]!, times[which]!));
    }
  }
  return batches.map((ofContender, which) => timingOf(ofContender, times[which]!));
}

function timingOf(batches: readonly ObservedBatch[], times: number): Timing {
  const total = (quantity: keyof ObservedBatch) =>
    batches.reduce((sum, batch) => sum + batch[quantity], 0);
  return {
    seconds: spreadOf(batches.map(({ seconds }) => seconds / times)),
    processors: total('processorSeconds') / total('seconds'),
    disturbed: batches.filter(({ others }) => others > disturbance).length / batches.length,
  };
}

async function runsOfBatch(
  contender: Runner,
  { batchSeconds, warmUpSeconds }: Effort,
): Promise<number> {
  await contender.run(1);
  let spent = 0;
  for (let times = 1; ; times *= 2) {
    const { seconds } = await contender.run(times);
    spent += seconds;
    if (spent >= warmUpSeconds) return Math.max(1, Math.ceil((batchSeconds * times) / seconds));
  }
}

/** The least disturbed of a few attempts. */
async function runUndisturbed(contender: Runner, times: number): Promise<ObservedBatch> {
  let best: ObservedBatch | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const batch = await runObserved(contender, times);
    if (!best || batch.others < best.others) best = batch;
    if (best.others <= disturbance) break;
  }
  return best!;
}

async function runObserved(contender: Runner, times: number): Promise<ObservedBatch> {
  const before = busySeconds();
  const batch = await contender.run(times);
  const busy = busySeconds() - before;
  return { ...batch, others: Math.max(0, busy - batch.processorSeconds) / batch.seconds };
}

/** Processor time of all programs together. */
function busySeconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys } }) => sum + user + nice + sys, 0) / 1e3;
}
