import type { Convention, LossOptions } from '../core/loss/options.ts';
import type { Summary } from '../protocol/compute.ts';
import type { Settings } from '../protocol/schemas.ts';

export const conventionTitles: Readonly<Record<Convention, string>> = {
  pytorch: 'PyTorch',
  numpy: 'NumPy',
  optax: 'Optax',
  keras: 'Keras',
  onnx: 'ONNX',
};

/** What options that are not set are. */
const defaults: LossOptions = {
  convention: 'pytorch',
  reduction: 'sum',
  temperature: 1,
  labelSmoothing: 0,
  ignoreIndex: -100,
};

export function withDefaults(options: Settings['options']): LossOptions {
  const { classWeights } = options;
  return {
    convention: options.convention ?? defaults.convention,
    reduction: options.reduction ?? defaults.reduction,
    temperature: options.temperature ?? defaults.temperature,
    labelSmoothing: options.labelSmoothing ?? defaults.labelSmoothing,
    ignoreIndex: options.ignoreIndex ?? defaults.ignoreIndex,
    ...(classWeights && { classWeights }),
  };
}

/** In words, what is set otherwise than by default; targets have a field of their own, and are left out. */
export function describeChanges(
  { options, classAxis, valuesAre }: Settings,
  { shape }: Pick<Summary, 'shape'>,
): string[] {
  const { convention, reduction, temperature, labelSmoothing, ignoreIndex } = withDefaults(options);
  const changes = [
    convention !== defaults.convention && `${conventionTitles[convention]} convention`,
    reduction !== defaults.reduction && reduction,
    temperature !== defaults.temperature && `temperature ${temperature}`,
    labelSmoothing !== defaults.labelSmoothing && `label smoothing ${labelSmoothing}`,
    ignoreIndex !== defaults.ignoreIndex && `ignore index ${ignoreIndex}`,
    options.classWeights !== undefined && weightsText(options.classWeights),
    classAxis !== null && classAxis !== shape.length - 1 && `class axis ${classAxis}`,
    valuesAre !== 'logits' && `values are ${valuesAre}`,
  ];
  return changes.filter((change) => change !== false);
}

/** More weights than this are not listed. */
const weightsListedAtMost = 8;

function weightsText(weights: readonly number[]): string {
  const listed = weights.slice(0, weightsListedAtMost).join(', ');
  const rest = weights.length - weightsListedAtMost;
  return `class weights ${listed}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** What a typed text comes to. */
export type Typed<Value> = { readonly value: Value } | { readonly problem: string };

/** @returns undefined as the value of an empty text. */
export function readNumber(text: string): Typed<number | undefined> {
  if (text === '') return { value: undefined };
  const value = Number(text);
  return Number.isFinite(value) ? { value } : { problem: `“${text}” is not a number.` };
}

/**
 * Numbers separated by commas or blanks, in brackets or not.
 *
 * @returns undefined as the value of a text without numbers.
 */
export function readNumbers(text: string): Typed<readonly number[] | undefined> {
  const words = text.split(/[\s,;[\]()]+/).filter((word) => word !== '');
  const wrong = words.find((word) => !Number.isFinite(Number(word)));
  if (wrong !== undefined) {
    return {
      problem: `“${wrong}” is not a number. Give numbers separated by commas or blanks, one per class.`,
    };
  }
  return { value: words.length === 0 ? undefined : words.map(Number) };
}
