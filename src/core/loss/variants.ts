import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import { ignored, makeBatch, makeRowBatch } from './batch.ts';
import { conventions } from './conventions.ts';
import { evaluate, summarise, type Summary } from './evaluation.ts';
import { LossError } from './lossError.ts';
import type { Logits } from './logits.ts';
import type { LossOptions } from './options.ts';
import { reduce } from './reduction.ts';
import { stage } from './stage.ts';
import { type Targets, targetsOfRows } from './targets.ts';

/** A loss made of a row's cross-entropy l, its target's probability p, and its log-sum-exp. */
export type Variant =
  /** alpha (1 - p)^gamma l, with one alpha for all classes or one for each. */
  | { readonly kind: 'focal'; readonly gamma: number; readonly alpha: number | readonly number[] }
  /** l + coefficient lse^2. */
  | { readonly kind: 'z-loss'; readonly coefficient: number }
  /** l + epsilon (1 - p). */
  | { readonly kind: 'poly-1'; readonly epsilon: number };

/** What each variant is called, and where it is defined. */
const definitions: Readonly<
  Record<Variant['kind'], { readonly name: string; readonly source: string }>
> = {
  focal: {
    name: 'focal loss',
    source: 'T.-Y. Lin et al., Focal loss for dense object detection, arXiv:1708.02002, equation 5',
  },
  'z-loss': {
    name: 'z-loss',
    source:
      'A. Chowdhery et al., PaLM: Scaling language modeling with Pathways, arXiv:2204.02311, section 5',
  },
  'poly-1': {
    name: 'Poly-1 loss',
    source:
      'Z. Leng et al., PolyLoss: A polynomial expansion perspective of classification loss functions, arXiv:2204.12511, L_Poly-1',
  },
};

export interface VariantEvaluation {
  /** What the variant is called, and where it is defined. */
  readonly name: string;
  readonly source: string;
  /** Length N; 0 for an ignored row. */
  readonly lossPerRow: Float64Array;
  /** What the mean divides by: the rows that count. */
  readonly divisor: number;
  readonly sum: number;
  readonly mean: number;
  /** The one that the reduction asks for; `none` gives the sum. */
  readonly loss: number;
}

/**
 * A variant of the loss.
 *
 * @throws LossError where the variant is not defined: for class probabilities, class weights, label
 * smoothing, and parameters out of range.
 */
export function* evaluateVariant(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  variant: Variant,
): Job<VariantEvaluation> {
  checkVariant(variant, logits.classes, targets, options);
  const classOfRow = makeBatch(logits, targets, options).classOfRow!;
  const summary = yield* stage(0, 2, summarise(logits, targets, options));
  const { divisor } = summary.losses!;
  const lossPerRow = new Float64Array(logits.rows);
  const pace = new Pace(logits.rows);
  for (let row = 0; row < logits.rows; row++) {
    const target = classOfRow[row]!;
    if (target !== ignored) {
      const facts = factsOf(row, target, logits, options, summary);
      lossPerRow[row] = changeRow(variant, facts).loss;
    }
    if (pace.spend(1)) yield (1 + pace.fraction) / 2;
  }
  const { emptyMean } = conventions[options.convention];
  const { sum, mean } = reduce(lossPerRow, divisor, emptyMean.answer);
  const loss = options.reduction === 'mean' ? mean : sum;
  return { ...definitions[variant.kind], lossPerRow, divisor, sum, mean, loss };
}

/**
 * The derivative of a variant's reduced loss by each logit of one row: length C. `divisor` is the batch's; it
 * matters for the reduction `mean` only.
 *
 * @throws LossError as `evaluateVariant` does.
 */
export function* evaluateVariantGradient(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  variant: Variant,
  divisor: number,
  row: number,
): Job<Float64Array> {
  const { classes, values } = logits;
  checkVariant(variant, classes, targets, options);
  const rowLogits = {
    rows: 1,
    classes,
    values: values.subarray(row * classes, (row + 1) * classes),
  };
  const rowTargets = targetsOfRows(targets, row, row + 1, classes);
  const target = makeRowBatch(logits, targets, options, row).classOfRow![0]!;
  const ofSum = { ...options, reduction: 'sum' } as const;
  const { gradient, ...rest } = yield* evaluate(rowLogits, rowTargets, ofSum);
  const reductionDivisor = options.reduction === 'mean' ? divisor : 1;
  if (target === ignored) return gradient!.map((slope) => slope / reductionDivisor);

  const changed = changeRow(variant, factsOf(0, target, rowLogits, options, rest));
  const ofProbability = changed.ofProbability / reductionDivisor;
  const ofSlope = changed.ofSlope / reductionDivisor;
  return gradient!.map((slope, c) => {
    // Beside the target the slope is p / T, also where p alone would be too small for a double.
    const probability = c === target ? rest.probabilities[c]! / options.temperature : slope;
    return slope * ofSlope + probability * ofProbability;
  });
}

interface RowFacts {
  readonly target: number;
  readonly crossEntropy: number;
  readonly probability: number;
  /** 1 - p, without cancellation. */
  readonly complement: number;
  readonly logSumExp: number;
}

function factsOf(
  row: number,
  target: number,
  { classes, values }: Logits,
  { temperature }: LossOptions,
  { argmax, confidence, losses }: Summary,
): RowFacts {
  const crossEntropy = losses!.lossPerRow[row]!;
  return {
    target,
    crossEntropy,
    probability: losses!.targetProbability![row]!,
    complement: -Math.expm1(-crossEntropy),
    logSumExp: values[row * classes + argmax[row]!]! / temperature - Math.log(confidence[row]!),
  };
}

/** The loss of a row, and its derivatives: `ofSlope` times those of the cross-entropy plus `ofProbability` times p. */
interface ChangedRow {
  readonly loss: number;
  readonly ofSlope: number;
  readonly ofProbability: number;
}

function changeRow(variant: Variant, row: RowFacts): ChangedRow {
  const { crossEntropy, probability, complement, logSumExp } = row;
  switch (variant.kind) {
    case 'focal': {
      const { gamma, alpha } = variant;
      const weight = typeof alpha === 'number' ? alpha : alpha[row.target]!;
      const factor = weight * complement ** gamma;
      return {
        loss: factor * crossEntropy,
        ofSlope: factor * (1 + gamma * logOverComplement(row)),
        ofProbability: 0,
      };
    }
    case 'z-loss': {
      const { coefficient } = variant;
      return {
        loss: crossEntropy + coefficient * logSumExp ** 2,
        ofSlope: 1,
        ofProbability: 2 * coefficient * logSumExp,
      };
    }
    case 'poly-1': {
      const { epsilon } = variant;
      // For an epsilon near -1, the second forms would cancel where the target is all but certain.
      const isLikely = crossEntropy < Math.LN2;
      return {
        loss: isLikely
          ? (1 + epsilon) * crossEntropy - epsilon * lossAboveComplement(crossEntropy)
          : crossEntropy + epsilon * complement,
        ofSlope: isLikely ? 1 + epsilon - epsilon * complement : 1 + epsilon * probability,
        ofProbability: 0,
      };
    }
  }
}

/** l - (1 - e^-l) for l up to 1, by its Taylor series l^2 / 2! - l^3 / 3! + ... */
function lossAboveComplement(crossEntropy: number): number {
  let series = 1;
  for (let k = 18; k > 2; k--) series = 1 - (crossEntropy / k) * series;
  return ((crossEntropy * crossEntropy) / 2) * series;
}

/** p (-log p) / (1 - p), by its limits where p is 0 or 1. */
function logOverComplement({ probability, crossEntropy, complement }: RowFacts): number {
  if (probability === 0) return 0;
  if (complement === 0) return 1;
  return (probability * crossEntropy) / complement;
}

function checkVariant(
  variant: Variant,
  classes: number,
  targets: Targets,
  { classWeights, labelSmoothing }: LossOptions,
): void {
  if (targets.kind !== 'indices' || classWeights || labelSmoothing > 0) {
    throw new LossError(
      `The ${definitions[variant.kind].name} is defined for class indices, without class weights and label smoothing. Change these options, or choose the cross-entropy.`,
    );
  }
  switch (variant.kind) {
    case 'focal': {
      const { gamma, alpha } = variant;
      if (!(gamma >= 0 && gamma < Infinity)) {
        throw new LossError(`The gamma of the focal loss is ${gamma}; it must be at least 0.`);
      }
      if (typeof alpha !== 'number' && alpha.length !== classes) {
        throw new LossError(
          `The focal loss has ${alpha.length} alphas for ${classes} classes; give one per class, or one for all.`,
        );
      }
      requireFinite('alpha of the focal loss', typeof alpha === 'number' ? [alpha] : alpha);
      return;
    }
    case 'z-loss':
      requireFinite('coefficient of the z-loss', [variant.coefficient]);
      return;
    case 'poly-1':
      requireFinite('epsilon of the Poly-1 loss', [variant.epsilon]);
  }
}

function requireFinite(name: string, values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new LossError(`The ${name} is ${wrong}; it must be a finite number.`);
  }
}
