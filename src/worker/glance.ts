import { toRowsOfClasses } from '../core/array/classAxis.ts';
import { type ClassNames, nameOfClass } from '../core/classNames.ts';
import type { Job } from '../core/job.ts';
import { evaluateRow } from '../core/loss/evaluation.ts';
import { logitsFromArray } from '../core/loss/logits.ts';
import { completeOptions, type LossOptionsInput } from '../core/loss/options.ts';
import { readSource, type Source } from '../core/reading/reader.ts';
import type { Glance } from '../protocol/compute.ts';
import { indicesOfLargest } from './indicesOfLargest.ts';
import { describeFound, summariseOrRefuse, targetsFor } from './session.ts';
import { unappliedOptions } from './unappliedOptions.ts';
import { describeLeftOut, pickLosses } from './views.ts';

/** What is longer than this is read in the panel. */
const rowsAtMost = 5;
const gradientEntriesAtMost = 24;
const topClasses = 2;

/** Reads and evaluates a source, keeps nothing, and answers with what fits into a hover. */
export function* glance(source: Source, optionsInput: LossOptionsInput): Job<Glance> {
  const reading = yield* readSource(source);
  const logits = logitsFromArray(toRowsOfClasses(reading.logits));
  const options = completeOptions(optionsInput, logits.classes);
  const targets = reading.targets && targetsFor(reading.targets.array, logits);
  const { results, refusal } = yield* summariseOrRefuse(logits, targets, options);
  const { argmax, losses } = results;
  const usable = refusal ? undefined : targets;
  const divisor = losses?.divisor ?? 1;
  const isShort = logits.values.length <= gradientEntriesAtMost;
  const firstRows = Array.from(argmax.subarray(0, rowsAtMost), (argmaxOfRow, row) => {
    const { probabilities, gradient } = evaluateRow(logits, usable, options, divisor, row);
    return {
      argmax: argmaxOfRow,
      target: targets?.kind === 'indices' ? (targets.indices[row] ?? null) : null,
      loss: losses?.lossPerRow[row] ?? null,
      top: indicesOfLargest(probabilities, topClasses).map((index) => {
        return { class: index, probability: probabilities[index] ?? NaN };
      }),
      gradient: gradient && isShort ? Array.from(gradient) : null,
    };
  });
  const mentioned = firstRows.flatMap(({ argmax, target, top }) => [
    argmax,
    target ?? argmax,
    ...top.map((entry) => entry.class),
  ]);
  return {
    shape: [...reading.logits.shape],
    rows: logits.rows,
    classes: logits.classes,
    ...describeLeftOut(reading),
    range: reading.range,
    losses: losses ? pickLosses(losses) : null,
    refusal: refusal?.message ?? null,
    targetsOrigin: reading.targets ? describeFound(reading.targets) : null,
    unappliedOptions: yield* unappliedOptions(reading.writtenOptions, optionsInput, {
      logits,
      targets,
      options,
      results,
    }),
    classNames: namesOf(mentioned, reading.columnNames),
    firstRows,
  };
}

function namesOf(classes: readonly number[], names: ClassNames): Record<string, string> {
  const entries = classes.flatMap((index) => {
    const name = nameOfClass(names, index);
    return name === undefined ? [] : [[index, name] as const];
  });
  return Object.fromEntries(entries);
}
