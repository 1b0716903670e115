import { divisorOf, ignored, makeBatch, undefinedClass } from '../../loss/batch.ts';
import { conventions } from '../../loss/conventions.ts';
import type { Logits } from '../../loss/logits.ts';
import type { LossOptions } from '../../loss/options.ts';
import type { Targets } from '../../loss/targets.ts';
import { WritingError } from '../writingError.ts';

/** An evaluation that a test is to be made of. */
export interface Tested {
  readonly logits: Logits;
  readonly targets: Targets;
  readonly options: LossOptions;
  readonly loss: number;
  /** N x C. */
  readonly gradient: Float64Array;
}

/** What a test computes, in terms that mean the same in every framework. */
export interface Plan {
  readonly classes: number;
  /** Class indices are from 0 to C - 1, but for the ignore index in rows that do not count. */
  readonly targets: Targets;
  /** Undefined where every row counts. */
  readonly ignoreIndex: number | undefined;
  readonly temperature: number;
  readonly smoothing: number;
  /** Whether weights, if there are any, belong to their class in the sum over classes, or to whole rows. */
  readonly weightsAre: 'absent' | 'per class' | 'per row';
  /** What the sum of the losses is divided by. */
  readonly divisor: 'nothing' | 'rows' | 'rows that count' | 'weights of targets';
  /** Whether some logits are -Infinity. */
  readonly masked: boolean;
  /** How far a computation in double precision may be off, beside its relative error. */
  readonly tolerance: { readonly loss: number; readonly gradient: number };
}

/** Of the largest number in it, by how much a sum in double precision may be off. */
const roundingError = 1e-13;

/** Probabilities that sum to 1 but for rounding. */
const normalisedWithin = 1e-12;

/** @throws WritingError if there is nothing to assert, or nothing that frameworks would agree on */
export function planTest({ logits, targets, options, loss, gradient }: Tested): Plan {
  const { convention, classWeights, temperature, reduction, ignoreIndex } = options;
  const rules = conventions[convention];
  const batch = makeBatch(logits, targets, options);
  const { classOfRow } = batch;
  const { divisor, ignored: ignoredRows } = divisorOf(batch, options);
  const isMean = reduction === 'mean';

  refuseUndefinedTargets(classOfRow);
  refuseRowsWithoutSoftmax(logits);
  if (isMean && divisor === 0) {
    throw new WritingError(
      'The mean divides by 0 here: there is nothing that a test could assert.',
    );
  }
  if (!Number.isFinite(loss) || !gradient.every(Number.isFinite)) {
    throw new WritingError(
      'The loss or its gradient is not finite: there is nothing that a test could assert.',
    );
  }
  if (targets.kind === 'probabilities' && rules.unnormalisedGradient.answer === 'p - q') {
    refuseUnnormalised(targets.probabilities, logits.classes, rules.name);
  }
  return {
    classes: logits.classes,
    targets: classOfRow ? { kind: 'indices', indices: resolved(classOfRow, ignoreIndex) } : targets,
    ignoreIndex: ignoredRows > 0 ? ignoreIndex : undefined,
    temperature,
    smoothing: options.labelSmoothing,
    weightsAre: !classWeights
      ? 'absent'
      : rules.classWeights.answer === 'per row'
        ? 'per row'
        : 'per class',
    divisor: isMean ? divisorOfMean() : 'nothing',
    masked: logits.values.includes(-Infinity),
    tolerance: toleranceOf(logits, options, isMean ? Math.abs(divisor) : 1),
  };

  function divisorOfMean(): Plan['divisor'] {
    if (!classOfRow) return 'rows';
    if (classWeights && rules.meanDivisor.answer === 'sum of weights') return 'weights of targets';
    return ignoredRows > 0 ? 'rows that count' : 'rows';
  }
}

/** Conventions that count negative indices from the last class write the same class in other numbers. */
function resolved(classOfRow: Int32Array, ignoreIndex: number): Int32Array {
  return classOfRow.map((target) => (target === ignored ? ignoreIndex : target));
}

function toleranceOf(
  { values, rows }: Logits,
  { temperature, classWeights }: LossOptions,
  divisor: number,
): Plan['tolerance'] {
  const largest = values.reduce((most, z) =>
    z === -Infinity ? most : Math.max(most, Math.abs(z)),
  );
  const heaviest = (classWeights ?? []).reduce((most, w) => Math.max(most, Math.abs(w)), 1);
  const ofRow = roundingError * Math.max(largest / temperature, 1) * heaviest;
  const tolerance = { loss: (ofRow * rows) / divisor, gradient: ofRow / temperature / divisor };
  if (Number.isFinite(tolerance.loss) && Number.isFinite(tolerance.gradient)) return tolerance;
  throw new WritingError(
    'Frameworks cannot compute this in double precision. Use a temperature nearer to 1.',
  );
}

function refuseUndefinedTargets(classOfRow: Int32Array | undefined): void {
  const row = classOfRow?.indexOf(undefinedClass) ?? -1;
  if (row < 0) return;
  throw new WritingError(`The target of row ${row} is not a class. Correct it: its loss is NaN.`);
}

function refuseRowsWithoutSoftmax({ values, rows, classes }: Logits): void {
  for (let row = 0; row < rows; row++) {
    let largest = -Infinity;
    for (let at = row * classes; at < (row + 1) * classes; at++) {
      largest = Math.max(largest, values[at]!);
    }
    if (Number.isFinite(largest)) continue;
    throw new WritingError(
      `Row ${row} has no softmax, since its largest logit is ${largest}: there is nothing that a test could assert.`,
    );
  }
}

function refuseUnnormalised(probabilities: Float64Array, classes: number, name: string): void {
  for (let start = 0; start < probabilities.length; start += classes) {
    const row = probabilities.subarray(start, start + classes);
    const sum = row.reduce((total, q) => total + q, 0);
    if (Math.abs(sum - 1) <= normalisedWithin) continue;
    throw new WritingError(
      `The target probabilities of row ${start / classes} sum to ${sum}: what ${name} then gives as the gradient is not the derivative that a test would compute.`,
    );
  }
}
