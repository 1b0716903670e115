import { type ConventionRules, conventions } from './conventions.ts';
import type { LossOptions } from './options.ts';
import type { Targets } from './targets.ts';

export interface Refusal {
  readonly rule: 'classWeights' | 'classProbabilities' | 'ignoreIndex' | 'labelSmoothing';
  readonly sentence: string;
}

/** What is asked for that the convention does not offer. */
export function refusedOptions(targets: Targets, options: LossOptions): Refusal[] {
  const { name, classWeights, classProbabilities, ignoreIndex, labelSmoothing }: ConventionRules =
    conventions[options.convention];
  const refusals: Refusal[] = [];
  if (classWeights.answer === 'not offered' && options.classWeights) {
    refusals.push({ rule: 'classWeights', sentence: `${name} has no class weights.` });
  }
  if (labelSmoothing.answer === 'not offered' && options.labelSmoothing > 0) {
    refusals.push({ rule: 'labelSmoothing', sentence: `${name} has no label smoothing.` });
  }
  if (classProbabilities.answer === 'not offered' && targets.kind === 'probabilities') {
    const sentence = `${name} takes class indices only, not class probabilities.`;
    refusals.push({ rule: 'classProbabilities', sentence });
  }
  if (
    ignoreIndex.answer === 'not with label smoothing' &&
    options.labelSmoothing > 0 &&
    targets.kind === 'indices' &&
    targets.indices.includes(options.ignoreIndex)
  ) {
    const sentence = `${name} cannot ignore rows where it smooths labels.`;
    refusals.push({ rule: 'ignoreIndex', sentence });
  }
  return refusals;
}
