import type { Job } from '../job.ts';
import { Pace } from '../kernel/pace.ts';
import { classOf, ignored } from './batch.ts';
import { type ConventionRules, conventions } from './conventions.ts';
import { summarise, type Summary } from './evaluation.ts';
import { LossError } from './lossError.ts';
import type { Logits } from './logits.ts';
import { refusedOptions } from './refusedOptions.ts';
import { type Convention, conventionNames, type LossOptions } from './options.ts';
import { stage } from './stage.ts';
import type { Targets } from './targets.ts';

type RuleName = Exclude<keyof ConventionRules, 'name' | 'call'>;

/** A rule by which a convention differs from the chosen one, on the data at hand. */
interface Difference {
  readonly rule: RuleName;
  /** What the convention does, as a clause: "the mean divides by the number of rows that count". */
  readonly clause: string;
  readonly source: string;
}

/** What one convention makes of the data. */
export interface Comparison {
  readonly convention: Convention;
  readonly name: string;
  /** The reduced loss; absent where the convention refuses the data. What it does not offer is left out. */
  readonly loss?: number;
  /** Why there is no loss. */
  readonly refusal?: string;
  /** Whether the loss is that of the chosen convention. */
  readonly agrees: boolean;
  /** Empty for the chosen convention. Some may affect the gradient only. */
  readonly differences: readonly Difference[];
}

/** What every convention makes of the data, the chosen one first, and by which rules they differ from it. */
export function* compareConventions(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
): Job<Comparison[]> {
  const stages = conventionNames.length + 1;
  const chosen = yield* stage(0, stages, attempt(logits, targets, options));
  const softmax = chosen.summary ?? (yield* summarise(logits, undefined, options));
  const facts = yield* stage(1, stages, factsOf(logits, targets, options, softmax));
  const comparisons: Comparison[] = [
    { ...outcomeOf(options.convention, chosen), agrees: true, differences: [] },
  ];
  for (const convention of conventionNames) {
    if (convention === options.convention) continue;
    const differences = differencesBetween(options.convention, convention, facts);
    // By the same rules, the same number: there is nothing to compute.
    const attempted =
      differences.length === 0 && chosen.refusal === undefined
        ? chosen
        : yield* stage(
            comparisons.length + 1,
            stages,
            attempt(logits, targets, withoutRefused(convention)),
          );
    comparisons.push({
      ...outcomeOf(convention, attempted),
      agrees: isSame(lossOf(attempted), lossOf(chosen)),
      differences,
    });
  }
  return comparisons;

  function withoutRefused(convention: Convention): LossOptions {
    const { classWeights, ...rest } = options;
    const refused = refusedOptions(targets, { ...options, convention }).map(({ rule }) => rule);
    return {
      ...rest,
      convention,
      ...(classWeights && !refused.includes('classWeights') && { classWeights }),
      labelSmoothing: refused.includes('labelSmoothing') ? 0 : options.labelSmoothing,
    };
  }
}

/** Whether another convention than that of the options differs from it by any rule, on the data at hand. */
export function* conventionMatters(
  convention: Convention,
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  softmax: Summary,
): Job<boolean> {
  if (convention === options.convention) return false;
  const facts = yield* factsOf(logits, targets, options, softmax);
  return differencesBetween(options.convention, convention, facts).length > 0;
}

interface Attempt {
  readonly summary?: Summary;
  readonly refusal?: string;
}

function* attempt(logits: Logits, targets: Targets, options: LossOptions): Job<Attempt> {
  try {
    return { summary: yield* summarise(logits, targets, options) };
  } catch (error) {
    if (error instanceof LossError) return { refusal: error.message };
    throw error;
  }
}

function lossOf({ summary }: Attempt): number | undefined {
  return summary?.losses?.loss;
}

/** Two conventions that mean the same may round differently. */
function isSame(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  // Between infinities there is no distance to compare.
  return Object.is(a, b) || (Number.isFinite(b) && Math.abs(a - b) <= 1e-12 * Math.abs(b));
}

function outcomeOf(convention: Convention, attempted: Attempt) {
  const loss = lossOf(attempted);
  return {
    convention,
    name: conventions[convention].name,
    ...(loss !== undefined && { loss }),
    ...(attempted.refusal !== undefined && { refusal: attempted.refusal }),
  };
}

/** What the rules are about, in the data at hand. */
interface Facts extends FactsOfTargets {
  readonly options: LossOptions;
  readonly classes: number;
  readonly isMean: boolean;
  readonly isSoft: boolean;
  readonly isSmoothed: boolean;
  /** There are weights, and they change the loss. */
  readonly isWeighted: boolean;
}

interface FactsOfTargets {
  /** Rows whose target is the ignore index, wherever that is offered. */
  readonly hasIgnored: boolean;
  readonly allIgnored: boolean;
  readonly hasIgnoredUndefined: boolean;
  /** Targets that are not classes: at most one of each sort. */
  readonly outOfRange: readonly number[];
  readonly isUnnormalised: boolean;
}

/** From here on, the sum of a row of probabilities is not 1 by intention. */
const normalisationTolerance = 1e-6;

function* factsOf(
  logits: Logits,
  targets: Targets,
  options: LossOptions,
  softmax: Summary,
): Job<Facts> {
  const ofTargets =
    targets.kind === 'indices'
      ? yield* factsOfIndices(targets.indices, logits, options, softmax)
      : yield* factsOfProbabilities(targets.probabilities, logits, options);
  return {
    ...ofTargets,
    options,
    classes: logits.classes,
    isMean: options.reduction === 'mean',
    isSoft: targets.kind === 'probabilities',
    isSmoothed: options.labelSmoothing > 0,
    isWeighted: options.classWeights?.some((weight) => weight !== 1) ?? false,
  };
}

function* factsOfIndices(
  indices: Int32Array,
  { classes }: Logits,
  { ignoreIndex }: LossOptions,
  { confidence }: Summary,
): Job<FactsOfTargets> {
  let ignoredRows = 0;
  let hasIgnoredUndefined = false;
  const outOfRange = new Map<'ignored' | 'wrapped' | 'beyond', number>();
  const pace = new Pace(indices.length);
  for (let row = 0; row < indices.length; row++) {
    const target = indices[row]!;
    const isIgnored = target === ignoreIndex;
    if (isIgnored) {
      ignoredRows++;
      hasIgnoredUndefined ||= Number.isNaN(confidence[row]);
    }
    if (target < 0 || target >= classes) {
      const isWrapped = target < 0 && target >= -classes;
      const sort = isIgnored ? 'ignored' : isWrapped ? 'wrapped' : 'beyond';
      if (!outOfRange.has(sort)) outOfRange.set(sort, target);
    }
    if (pace.spend(1)) yield pace.fraction;
  }
  return {
    hasIgnored: ignoredRows > 0,
    allIgnored: ignoredRows > 0 && ignoredRows === indices.length,
    hasIgnoredUndefined,
    outOfRange: [...outOfRange.values()],
    isUnnormalised: false,
  };
}

function* factsOfProbabilities(
  probabilities: Float64Array,
  logits: Logits,
  { labelSmoothing }: LossOptions,
): Job<FactsOfTargets> {
  return {
    hasIgnored: false,
    allIgnored: false,
    hasIgnoredUndefined: false,
    outOfRange: [],
    // All of the labels smoothed away leaves 1 / C for every class.
    isUnnormalised: labelSmoothing < 1 && (yield* hasUnnormalisedRow(probabilities, logits)),
  };
}

function* hasUnnormalisedRow(probabilities: Float64Array, { rows, classes }: Logits): Job<boolean> {
  const pace = new Pace(rows * classes);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += probabilities[row * classes + c]!;
    if (!(Math.abs(sum - 1) <= normalisationTolerance)) return true;
    if (pace.spend(classes)) yield pace.fraction;
  }
  return false;
}

/** When a rule matters for the data, given that the chosen convention and the other answer differently. */
const matters: Readonly<
  Record<RuleName, (facts: Facts, chosen: Convention, other: Convention) => boolean>
> = {
  classWeights: ({ options, isWeighted, isSoft, isSmoothed }, chosen, other) =>
    lacks(chosen, 'classWeights')
      ? options.classWeights !== undefined
      : isWeighted && (lacks(other, 'classWeights') || isSoft || isSmoothed),
  meanDivisor: ({ isMean, isWeighted, isSoft }) => isMean && isWeighted && !isSoft,
  emptyMean: ({ isMean, allIgnored }, _chosen, other) =>
    isMean && allIgnored && !lacks(other, 'ignoreIndex'),
  ignoreIndex: ({ hasIgnored, isSmoothed }, chosen, other) =>
    hasIgnored && (lacks(chosen, 'ignoreIndex') || lacks(other, 'ignoreIndex') || isSmoothed),
  ignoredRowGradient: ({ hasIgnoredUndefined }, _chosen, other) =>
    hasIgnoredUndefined && !lacks(other, 'ignoreIndex'),
  outOfRange: ({ outOfRange, classes, options }, chosen, other) =>
    outOfRange.some((target) => {
      const here = classOf(target, classes, { ...options, convention: chosen });
      const there = classOf(target, classes, { ...options, convention: other });
      return there !== ignored && there !== here;
    }),
  labelSmoothing: ({ isSmoothed }) => isSmoothed,
  classProbabilities: ({ isSoft }) => isSoft,
  unnormalisedGradient: ({ isUnnormalised }, _chosen, other) =>
    isUnnormalised && !lacks(other, 'classProbabilities'),
};

function lacks(
  convention: Convention,
  rule: 'classWeights' | 'ignoreIndex' | 'classProbabilities',
): boolean {
  return conventions[convention][rule].answer === 'not offered';
}

/** What an answer means, as a clause. */
const clauses: {
  readonly [Name in RuleName]: Readonly<Record<ConventionRules[Name]['answer'], string>>;
} = {
  classWeights: {
    'per class': 'each class weight counts in the sum over the classes',
    'per row': "the weight of a row's target class counts for the whole row",
    'not offered': 'there are no class weights',
  },
  meanDivisor: {
    'sum of weights': "the mean divides by the sum of the targets' weights",
    'rows that count': 'the mean divides by the number of rows that count',
  },
  emptyMean: {
    NaN: 'the mean of no rows is NaN',
    '0': 'the mean of no rows is 0',
  },
  ignoreIndex: {
    offered: 'rows can be ignored',
    'not with label smoothing': 'rows can be ignored, but not where labels are smoothed',
    'not offered': 'there is no ignore index: every row counts',
  },
  ignoredRowGradient: {
    NaN: 'an ignored row with NaN makes its gradient NaN',
    '0': 'an ignored row has gradient 0 whatever its logits are',
  },
  outOfRange: {
    error: 'a target out of range is an error',
    'wrap, then error':
      'targets from -C to -1 count from the last class; others out of range are an error',
    'wrap, then NaN':
      'targets from -C to -1 count from the last class; others out of range make the loss NaN; where labels are smoothed, none of them has a one-hot label',
  },
  labelSmoothing: {
    offered: 'labels can be smoothed',
    'not offered': 'there is no label smoothing',
  },
  classProbabilities: {
    offered: 'targets can be class probabilities',
    'not offered': 'targets cannot be class probabilities',
  },
  unnormalisedGradient: {
    derivative: 'the gradient is the derivative also where probabilities do not sum to 1',
    'p - q': 'the gradient is p - q also where the probabilities q do not sum to 1',
  },
};

function differencesBetween(chosen: Convention, other: Convention, facts: Facts): Difference[] {
  const differences: Difference[] = [];
  for (const rule of Object.keys(matters) as RuleName[]) {
    const { answer, source } = conventions[other][rule];
    if (answer !== conventions[chosen][rule].answer && matters[rule](facts, chosen, other)) {
      const clause = (clauses[rule] as Readonly<Record<string, string>>)[answer]!;
      differences.push({ rule, clause, source });
    }
  }
  return differences;
}
