import { ignored, makeRowBatch, undefinedClass } from '../core/loss/batch.ts';
import { conventions } from '../core/loss/conventions.ts';
import type { LossOptions } from '../core/loss/options.ts';
import { rowSteps } from '../core/loss/rowSteps.ts';
import type { Targets } from '../core/loss/targets.ts';
import type { StepsQuery, StepsResult } from '../protocol/steps.ts';
import { indicesOfLargest } from './indicesOfLargest.ts';
import { evaluateOnItsOwn, rowOf, rowUnder } from './rowOnItsOwn.ts';
import type { Session } from './session.ts';

/** Up to so many classes, all are shown. */
const fewClasses = 6;
const topLogits = 3;
const topTargets = 2;

/** The softmax and the loss of one row, step by step, for the classes that matter most. */
export function stepsOf(session: Session, { row, arithmetic, under }: StepsQuery): StepsResult {
  const own = under ? rowUnder(session, row, under) : rowOf(session, row);
  const { logits, targets, options } = own;
  const batch = makeRowBatch(logits, targets, options, 0);
  const isMean = options.reduction === 'mean';
  const divisor = isMean ? own.divisor : 1;
  const { loss, ...softmax } = rowSteps(batch, options, divisor, arithmetic);
  const { values } = batch.logits;
  const chosen = classesToShow(softmax.scaled, batch.classOfRow?.[0], batch.probabilities);
  const exact = evaluateOnItsOwn(own).lossPerRow?.[0];
  return {
    row,
    arithmetic,
    classes: withGaps(chosen, logits.classes).map((index) =>
      index === null
        ? null
        : {
            index,
            logit: values[index] ?? NaN,
            scaled: softmax.scaled[index] ?? NaN,
            shifted: softmax.shifted[index] ?? NaN,
            exponential: softmax.exponentials[index] ?? NaN,
            probability: softmax.probabilities[index] ?? NaN,
            surprisal: softmax.surprisals[index] ?? NaN,
            coefficient: loss?.coefficients[index] ?? 0,
            slope: loss?.slopes[index] ?? 0,
          },
    ),
    temperature: options.temperature,
    largest: softmax.largest,
    total: softmax.total,
    logTotal: softmax.logTotal,
    target: targetOf(targets, batch.classOfRow?.[0]),
    loss:
      loss && exact !== undefined
        ? {
            value: loss.value,
            exact,
            coefficientTotal: loss.coefficientTotal,
            weights: weightsOf(options),
            isSpread: loss.isSpread,
            isMean,
            divisor,
          }
        : null,
  };
}

function weightsOf({ classWeights, convention }: LossOptions) {
  const { answer } = conventions[convention].classWeights;
  return classWeights && answer !== 'not offered' ? answer : 'none';
}

/** In order: all if they are few; else the largest, and what is aimed at. */
function classesToShow(
  scaled: Float64Array,
  target: number | undefined,
  targetProbabilities: Float64Array | undefined,
): number[] {
  const { length } = scaled;
  if (length <= fewClasses) return Array.from({ length }, (_, index) => index);
  const chosen = new Set(indicesOfLargest(scaled, topLogits));
  if (target !== undefined && target >= 0) chosen.add(target);
  if (targetProbabilities) {
    for (const index of indicesOfLargest(targetProbabilities, topTargets)) chosen.add(index);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Null wherever indices below `count` are left out. */
function withGaps(indices: readonly number[], count: number): (number | null)[] {
  const filled = indices.flatMap((index, order) =>
    index === (indices[order - 1] ?? -1) + 1 ? [index] : [null, index],
  );
  return indices.at(-1) === count - 1 ? filled : [...filled, null];
}

function targetOf(
  targets: Targets | undefined,
  classOfRow: number | undefined,
): StepsResult['target'] {
  if (!targets) return { kind: 'none' };
  if (targets.kind === 'probabilities') return { kind: 'probabilities' };
  const target = targets.indices[0] ?? 0;
  if (classOfRow === ignored) return { kind: 'ignored', target };
  if (classOfRow === undefined || classOfRow === undefinedClass) {
    return { kind: 'not a class', target };
  }
  return { kind: 'class', index: classOfRow };
}
