import { LossError } from './lossError.ts';

export const reductions = ['none', 'sum', 'mean'] as const;
type Reduction = (typeof reductions)[number];

export const conventionNames = ['pytorch', 'numpy', 'optax', 'keras', 'onnx'] as const;
export type Convention = (typeof conventionNames)[number];

export interface LossOptions {
  /** How the losses of the rows become one number. For `none`, loss and gradient are those of `sum`. */
  readonly reduction: Reduction;
  /** One finite weight per class. */
  readonly classWeights?: readonly number[];
  /** Rows with this target count neither in the loss nor in the divisor. */
  readonly ignoreIndex: number;
  /** 0 (none) to 1. */
  readonly labelSmoothing: number;
  /** The logits are divided by it first. From 1e-250 to 1e250. */
  readonly temperature: number;
  /** Whose definition applies where frameworks differ. */
  readonly convention: Convention;
}

/** Options as callers give them: what is left out, or undefined, takes its default. */
export type LossOptionsInput = {
  readonly [Name in keyof LossOptions]?: LossOptions[Name] | undefined;
};

/**
 * Fills in the defaults.
 *
 * @throws LossError if a value is out of its range, or there are not as many weights as `classes`.
 */
export function completeOptions(partial: LossOptionsInput, classes: number): LossOptions {
  const options: LossOptions = {
    reduction: partial.reduction ?? 'sum',
    ...(partial.classWeights && { classWeights: partial.classWeights }),
    ignoreIndex: partial.ignoreIndex ?? -100,
    labelSmoothing: partial.labelSmoothing ?? 0,
    temperature: partial.temperature ?? 1,
    convention: partial.convention ?? 'pytorch',
  };
  requireOneOf('reduction', reductions, options.reduction);
  requireOneOf('convention', conventionNames, options.convention);
  if (!Number.isInteger(options.ignoreIndex)) {
    throw new LossError(`The ignore index is ${options.ignoreIndex}; it must be an integer.`);
  }
  if (!(options.labelSmoothing >= 0 && options.labelSmoothing <= 1)) {
    throw new LossError(
      `The label smoothing is ${options.labelSmoothing}; it must be between 0 and 1.`,
    );
  }
  if (!(options.temperature >= 1e-250 && options.temperature <= 1e250)) {
    throw new LossError(
      `The temperature is ${options.temperature}; it must be between 1e-250 and 1e250.`,
    );
  }
  if (options.classWeights) checkWeights(options.classWeights, classes);
  return options;
}

function requireOneOf(name: string, allowed: readonly string[], value: string): void {
  if (!allowed.includes(value)) {
    throw new LossError(`The ${name} is "${value}"; it must be one of ${allowed.join(', ')}.`);
  }
}

function checkWeights(weights: readonly number[], classes: number): void {
  if (weights.length !== classes) {
    throw new LossError(
      `There are ${weights.length} class weights for ${classes} classes; give one weight per class.`,
    );
  }
  const wrong = weights.findIndex((weight) => !Number.isFinite(weight));
  if (wrong >= 0) {
    throw new LossError(
      `The weight of class ${wrong} is ${weights[wrong]}; class weights must be finite numbers.`,
      { column: wrong },
    );
  }
}
