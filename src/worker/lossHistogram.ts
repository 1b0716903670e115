import { bisectRight, nice, thresholdFreedmanDiaconis, thresholdScott, ticks } from 'd3-array';
import type { Job } from '../core/job.ts';
import { Pace } from '../core/kernel/pace.ts';
import type { LossHistogram } from '../protocol/batch.ts';

/** More bins than about this many are thinner than a finger on a narrow panel. */
const binsAtMost = 30;

/** For the width of the bins, a sample of the losses does. */
const sampledAtMost = 10_000;

/**
 * How often losses fall between round edges. The width of the bins is by the Freedman-Diaconis rule, or
 * by Scott's where the quartiles coincide.
 *
 * @param counts whether a row has a part in the loss of the batch
 */
export function* lossHistogram(
  lossPerRow: Float64Array,
  counts: (row: number) => boolean,
): Job<LossHistogram> {
  let least = Infinity;
  let most = -Infinity;
  let finite = 0;
  let infinite = 0;
  let notNumbers = 0;
  let ignored = 0;
  const pace = new Pace(2 * lossPerRow.length);
  for (let row = 0; row < lossPerRow.length; row++) {
    const loss = lossPerRow[row] ?? NaN;
    if (!counts(row)) ignored += 1;
    else if (Number.isNaN(loss)) notNumbers += 1;
    else if (!Number.isFinite(loss)) infinite += 1;
    else {
      finite += 1;
      least = Math.min(least, loss);
      most = Math.max(most, loss);
    }
    if (pace.spend(1)) yield pace.fraction;
  }
  if (finite === 0) return { edges: [], rows: [], infinite, notNumbers, ignored };

  const step = Math.ceil(lossPerRow.length / sampledAtMost);
  const isFinite = (row: number) => counts(row) && Number.isFinite(lossPerRow[row]);
  const sample: number[] = [];
  for (let row = 0; row < lossPerRow.length; row += step) {
    if (isFinite(row)) sample.push(lossPerRow[row] ?? NaN);
  }
  const edges = edgesOf(least, most, binCount(sample, least, most));
  const rows = new Array<number>(edges.length - 1).fill(0);
  for (let row = 0; row < lossPerRow.length; row++) {
    const bin = bisectRight(edges, lossPerRow[row] ?? NaN) - 1;
    const before = rows[bin];
    if (before !== undefined && isFinite(row)) rows[bin] = before + 1;
    if (pace.spend(1)) yield pace.fraction;
  }
  return { edges, rows, infinite, notNumbers, ignored };
}

/** The rules are for many losses: of a few, they would make one bin or two. */
const binsAtLeast = 8;

function binCount(sample: readonly number[], least: number, most: number): number {
  // Of no spread, the rule makes one bin.
  const byQuartiles = thresholdFreedmanDiaconis(sample, least, most);
  const bins = byQuartiles > 1 ? byQuartiles : thresholdScott(sample, least, most);
  return Math.min(Math.max(bins, binsAtLeast), binsAtMost);
}

/** d3 divides by the distance of two edges: a spread below this has no round edges. */
const leastSpread = 1e-290;

/** Round numbers from the least or below it to beyond the most; a bin leaves out its upper edge. */
function edgesOf(least: number, most: number, bins: number): number[] {
  const spread = most - least;
  const oneBin = [least, most + (Math.max(spread, Math.abs(most)) || 1)];
  if (spread < leastSpread || spread === Infinity) return oneBin;
  const round = ticks(...nice(least, most, bins), bins);
  // Where doubles lie as far apart as the edges, some edges coincide.
  const edges = round.filter((edge, order) => order === 0 || edge > (round[order - 1] ?? edge));
  const [secondLast = NaN, last = NaN] = edges.slice(-2);
  if (!(secondLast < last)) return oneBin;
  return last > most ? edges : [...edges, last + (last - secondLast)];
}
