import { type Framework, present, scaledLogits } from './framework.ts';
import type { Plan } from './plan.ts';

/** https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html */
export const pytorchTest: Framework = {
  format: 'pytorch',
  array: 'torch.tensor',
  imports: ['import torch', 'from torch.nn.functional import cross_entropy'],
  loss,
  evaluation: [
    'z = logits.clone().requires_grad_()',
    'loss = softmax_cross_entropy(z)',
    '(gradient,) = torch.autograd.grad(loss, z)',
    'loss = loss.item()',
  ],
  compare: 'torch.testing.assert_close',
};

function loss(plan: Plan): string[] {
  const { weightsAre, smoothing, ignoreIndex, divisor } = plan;
  // A weight of a whole row is the same as one of its class where all of the row's loss is that class's.
  const isOneClass = plan.targets.kind === 'indices' && smoothing === 0;
  const weighsRows = weightsAre === 'per row' && !isOneClass;
  const reduction = weighsRows ? undefined : reductionFor(plan);
  const call = `cross_entropy(${present([
    scaledLogits(plan),
    'targets',
    weightsAre !== 'absent' && !weighsRows && 'weight=weights',
    ignoreIndex !== undefined && `ignore_index=${ignoreIndex}`,
    smoothing > 0 && `label_smoothing=${smoothing}`,
    `reduction="${reduction ?? 'none'}"`,
  ]).join(', ')})`;
  if (reduction) return [`return ${call}`];
  const weighted = plan.targets.kind === 'indices' ? 'targets' : 'targets.argmax(dim=1)';
  const sum = weighsRows ? `(weights[${weighted}] * loss_per_row).sum()` : 'loss_per_row.sum()';
  const rows = ignoreIndex === undefined ? 'len(logits)' : `(targets != ${ignoreIndex}).sum()`;
  return [
    `loss_per_row = ${call}`,
    divisor === 'nothing' ? `return ${sum}` : `return ${sum} / ${rows}`,
  ];
}

/** PyTorch's own reduction, where it is the one that is wanted. */
function reductionFor({ divisor, weightsAre, targets }: Plan): 'sum' | 'mean' | undefined {
  if (divisor === 'nothing') return 'sum';
  const dividesByWeights = weightsAre !== 'absent' && targets.kind === 'indices';
  return dividesByWeights === (divisor === 'weights of targets') ? 'mean' : undefined;
}
