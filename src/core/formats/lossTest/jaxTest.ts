import { type Framework, present, scaledLogits } from './framework.ts';
import type { Plan } from './plan.ts';

/** https://optax.readthedocs.io/en/latest/api/losses.html */
export const jaxTest: Framework = {
  format: 'jax',
  array: 'jnp.array',
  imports: [
    'import jax',
    'import jax.numpy as jnp',
    'import numpy as np',
    'import optax',
    '',
    'jax.config.update("jax_enable_x64", True)',
  ],
  loss,
  evaluation: ['loss, gradient = jax.value_and_grad(softmax_cross_entropy)(logits)'],
  compare: 'np.testing.assert_allclose',
};

function loss(plan: Plan): string[] {
  const { targets, ignoreIndex, smoothing, weightsAre, classes, divisor } = plan;
  const logits = scaledLogits(plan);
  const ignores = ignoreIndex !== undefined;
  const hasIndices = targets.kind === 'indices';
  const indices = ignores ? 'classes' : 'targets';
  const usesLabels = !hasIndices || smoothing > 0;
  const weightsOfClasses = usesLabels && weightsAre === 'per class';
  const weightsOfRows = weightsAre !== 'absent' && !weightsOfClasses;
  const labels = hasIndices
    ? `jax.nn.one_hot(${indices}, ${classes}, dtype=logits.dtype)`
    : 'targets';
  const rowClasses = hasIndices ? indices : 'targets.argmax(axis=1)';
  return present([
    ignores && `counts = targets != ${ignoreIndex}`,
    ignores && 'classes = jnp.where(counts, targets, 0)',
    usesLabels &&
      `labels = ${smoothing > 0 ? `optax.smooth_labels(${labels}, ${smoothing})` : labels}`,
    usesLabels
      ? `loss_per_row = optax.softmax_cross_entropy(${logits}, ${weightsOfClasses ? 'weights * labels' : 'labels'})`
      : `loss_per_row = optax.softmax_cross_entropy_with_integer_labels(${logits}, ${indices})`,
    weightsOfRows && `loss_per_row = weights[${rowClasses}] * loss_per_row`,
    ignores && 'loss_per_row = jnp.where(counts, loss_per_row, 0)',
    `return loss_per_row.sum()${divisors[divisor](ignores)}`,
  ]);
}

const divisors: Readonly<Record<Plan['divisor'], (ignores: boolean) => string>> = {
  nothing: () => '',
  rows: () => ' / len(logits)',
  'rows that count': () => ' / counts.sum()',
  'weights of targets': (ignores) =>
    ignores ? ' / jnp.where(counts, weights[classes], 0).sum()' : ' / weights[targets].sum()',
};
