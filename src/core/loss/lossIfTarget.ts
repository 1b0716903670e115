import { runToEnd } from '../job.ts';
import { fromNumber, multiply, toNumber } from '../kernel/doubleDouble.ts';
import { Pace } from '../kernel/pace.ts';
import { distanceAt, logitRows, rowStatistics, softmaxRows } from '../kernel/softmaxRows.ts';
import { sumSpreadRows } from '../kernel/spreadRows.ts';
import { conventions } from './conventions.ts';
import { demandOfClasses } from './demand.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { rowSoftmax, spreadLoss, weightedLoss } from './rowSoftmax.ts';

/** Per class, the loss of one row if that class were its target: length C. */
export function lossIfTarget(logits: Logits, options: LossOptions, rowIndex: number): Float64Array {
  const { classes } = logits;
  const values = logits.values.subarray(rowIndex * classes, (rowIndex + 1) * classes);
  const row = logitRows(values, classes, options.temperature);
  const pace = new Pace(2 * classes);
  const statistics = rowStatistics(1);
  runToEnd(softmaxRows(row, 0, 1, statistics, undefined, pace));
  const softmax = rowSoftmax(statistics, 0);

  const { ofRow, ofTarget, spread } = demandOfClasses(classes, options);
  const weight = new Float64Array(1);
  const distance = new Float64Array(1);
  if (spread) runToEnd(sumSpreadRows(row, 0, 1, statistics, spread, weight, distance, pace));
  const shared = spreadLoss(softmax, fromNumber(weight[0]!), distance[0]!);

  const isIgnored = conventions[options.convention].ignoreIndex.answer !== 'not offered';
  const losses = new Float64Array(classes);
  for (let target = 0; target < classes; target++) {
    if (isIgnored && target === options.ignoreIndex) continue;
    const rowWeight = fromNumber(ofRow(0, target));
    const logit = distanceAt(row, target, softmax.argmax);
    const own = weightedLoss(softmax, logit, multiply(rowWeight, ofTarget(target)));
    losses[target] = spread ? own + toNumber(multiply(rowWeight, shared)) : own;
  }
  return losses;
}
