import type { Convention } from '../../loss/options.ts';

/** Calls that no other framework has by these names; a name alone, as `cross_entropy`, is nobody's. */
const calls: Readonly<Partial<Record<Convention, RegExp>>> = {
  pytorch:
    /^(?:torch(?:\.|::))?(?:nn(?:\.|::)(?:functional(?:\.|::))?|F(?:\.|::))(?:cross_entropy|CrossEntropyLoss)$/,
  keras:
    /(?:^|\.)(?:Sparse)?CategoricalCrossentropy$|(?:^|(?:^|\.)(?:keras|losses|metrics|backend|K)\.)(?:sparse_)?categorical_crossentropy$/,
  optax:
    /(?:^|\.)optax\.(?:losses\.)?\w*softmax_cross_entropy\w*$|^softmax_cross_entropy_with_integer_labels$/,
  onnx: /(?:^|\.)(?:op|opset\d+|onnx)\.SoftmaxCrossEntropyLoss$/,
};

/** Whose loss a call is: `keras.losses.CategoricalCrossentropy`, `optax.softmax_cross_entropy`. */
export function conventionOf(callee: string): Convention | undefined {
  return (Object.keys(calls) as Convention[]).find((convention) => calls[convention]?.test(callee));
}
