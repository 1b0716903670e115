import type { LossOptions } from '../../loss/options.ts';

/** An option of a loss that may be written in its call. */
export type WrittenOptionName = Exclude<keyof LossOptions, 'convention'>;

/** What frameworks call the options: PyTorch, Keras, timm and what is named after them. */
const options = new Map<string, WrittenOptionName>([
  ['reduction', 'reduction'],
  ['size_average', 'reduction'],
  ['reduce', 'reduction'],
  ['label_smoothing', 'labelSmoothing'],
  ['labelSmoothing', 'labelSmoothing'],
  ['smoothing', 'labelSmoothing'],
  ['ignore_index', 'ignoreIndex'],
  ['ignoreIndex', 'ignoreIndex'],
  ['ignore_class', 'ignoreIndex'],
  ['ignore_label', 'ignoreIndex'],
  ['weight', 'classWeights'],
  ['class_weight', 'classWeights'],
  ['class_weights', 'classWeights'],
  ['classWeights', 'classWeights'],
  ['temperature', 'temperature'],
]);

export function optionNamed(name: string): WrittenOptionName | undefined {
  return options.get(name);
}
