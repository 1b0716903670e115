import { type Framework, present } from './framework.ts';
import type { Plan } from './plan.ts';

/** The definition written out, with its derivative: docs/definitions.md. */
export const numpyTest: Framework = {
  format: 'numpy',
  array: 'np.array',
  imports: ['import numpy as np'],
  loss,
  evaluation: ['loss, gradient = softmax_cross_entropy(logits)'],
  compare: 'np.testing.assert_allclose',
};

const difference = 'logits - logits.max(axis=1, keepdims=True)';

function loss(plan: Plan): string[] {
  const { targets, ignoreIndex, smoothing, weightsAre, classes, divisor, temperature } = plan;
  const ignores = ignoreIndex !== undefined;
  const hasIndices = targets.kind === 'indices';
  const indices = ignores ? 'classes' : 'targets';
  const rowClasses = hasIndices ? indices : 'targets.argmax(axis=1)';
  const divisorText = divisors[divisor](ignores);
  const divisions = [temperature !== 1 && String(temperature), divisorText].filter(Boolean);
  const logLikelihood = plan.masked ? 'np.where(labels == 0, 0, log_p)' : 'log_p';
  return present([
    `z = ${temperature === 1 ? difference : `(${difference}) / ${temperature}`}`,
    'log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))',
    ignores && `counts = targets != ${ignoreIndex}`,
    ignores && 'classes = np.where(counts, targets, 0)',
    `labels = ${hasIndices ? `np.eye(${classes})[${indices}]` : 'targets'}`,
    smoothing > 0 && `labels = (1 - ${smoothing}) * labels + ${smoothing} / ${classes}`,
    weightsAre === 'per class' && 'labels = weights * labels',
    weightsAre === 'per row' && `labels = weights[${rowClasses}][:, None] * labels`,
    ignores && 'labels = counts[:, None] * labels',
    `loss = -(labels * ${logLikelihood}).sum()${divisorText && ` / ${divisorText}`}`,
    'gradient = labels.sum(axis=1, keepdims=True) * np.exp(log_p) - labels',
    divisions.length > 0 && `gradient = gradient / ${divisions.join(' / ')}`,
    'return loss, gradient',
  ]);
}

const divisors: Readonly<Record<Plan['divisor'], (ignores: boolean) => string>> = {
  nothing: () => '',
  rows: () => 'len(logits)',
  'rows that count': () => 'counts.sum()',
  'weights of targets': (ignores) =>
    ignores ? 'weights[classes][counts].sum()' : 'weights[targets].sum()',
};
