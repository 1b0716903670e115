import type { Convention } from './options.ts';

/** One answer to a question on which frameworks differ, and where it is defined. */
interface Rule<Answer> {
  readonly answer: Answer;
  readonly source: string;
}

/** How one framework answers, for the call that computes this loss there. */
export interface ConventionRules {
  readonly name: string;
  readonly call: string;
  /** Whether a class weight belongs to its class in the sum over classes, or to the whole row of a target. */
  readonly classWeights: Rule<'per class' | 'per row' | 'not offered'>;
  /** What the mean over class-index targets divides by; over class probabilities, it is always the rows. */
  readonly meanDivisor: Rule<'sum of weights' | 'rows that count'>;
  /** The mean where that is 0. */
  readonly emptyMean: Rule<'NaN' | '0'>;
  readonly ignoreIndex: Rule<'offered' | 'not with label smoothing' | 'not offered'>;
  /** What an ignored row with NaN or infinite logits leaves in the gradient. */
  readonly ignoredRowGradient: Rule<'NaN' | '0'>;
  /** Class indices outside 0 to C - 1. Where they wrap, -1 is the last class, down to -C. */
  readonly outOfRange: Rule<'error' | 'wrap, then error' | 'wrap, then NaN'>;
  readonly labelSmoothing: Rule<'offered' | 'not offered'>;
  readonly classProbabilities: Rule<'offered' | 'not offered'>;
  /** Whether the gradient is the derivative also for probabilities q that do not sum to 1, or p - q. */
  readonly unnormalisedGradient: Rule<'derivative' | 'p - q'>;
}

const lossNll = 'pytorch/pytorch, aten/src/ATen/native/LossNLL.cpp';
const optaxLosses = 'google-deepmind/optax, optax/losses/_classification.py';
const kerasLosses = 'keras-team/keras, keras/src/losses/losses.py';
const kerasReduction = 'keras-team/keras, keras/src/losses/loss.py';
const tensorflowKernels = 'tensorflow/tensorflow, tensorflow/core/kernels';
const onnxReference =
  'onnx/onnx, onnx/reference/ops/op_softmax_cross_entropy_loss.py, softmaxcrossentropy';
const plainSum = '-np.sum(np.log(softmax(z))[np.arange(N), y])';
const numpyIndexing = 'NumPy user guide, "Indexing on ndarrays", integer array indexing';

export const conventions: Readonly<Record<Convention, ConventionRules>> = {
  pytorch: {
    name: 'PyTorch',
    call: 'torch.nn.functional.cross_entropy',
    classWeights: { answer: 'per class', source: `${lossNll}, cross_entropy_loss_prob_target` },
    meanDivisor: { answer: 'sum of weights', source: `${lossNll}, nll_loss_out_frame` },
    emptyMean: { answer: 'NaN', source: `${lossNll}, nll_loss_out_frame` },
    ignoreIndex: { answer: 'offered', source: `${lossNll}, nll_loss_out_frame` },
    ignoredRowGradient: {
      answer: 'NaN',
      source: 'pytorch/pytorch, aten/src/ATen/native/SoftMax.cpp, log_softmax_backward_cpu_out',
    },
    outOfRange: { answer: 'error', source: `${lossNll}, nll_loss_out_frame` },
    labelSmoothing: {
      answer: 'offered',
      source: `${lossNll}, cross_entropy_loss_label_smoothing`,
    },
    classProbabilities: {
      answer: 'offered',
      source: `${lossNll}, cross_entropy_loss_prob_target`,
    },
    unnormalisedGradient: {
      answer: 'derivative',
      source: `${lossNll}, cross_entropy_loss_prob_target`,
    },
  },

  numpy: {
    name: 'NumPy',
    call: plainSum,
    classWeights: { answer: 'not offered', source: plainSum },
    meanDivisor: { answer: 'rows that count', source: plainSum },
    emptyMean: { answer: 'NaN', source: plainSum },
    ignoreIndex: { answer: 'not offered', source: plainSum },
    ignoredRowGradient: { answer: 'NaN', source: plainSum },
    outOfRange: { answer: 'wrap, then error', source: numpyIndexing },
    labelSmoothing: { answer: 'not offered', source: plainSum },
    classProbabilities: { answer: 'offered', source: '-np.sum(q * np.log(softmax(z)))' },
    unnormalisedGradient: { answer: 'derivative', source: '-np.sum(q * np.log(softmax(z)))' },
  },

  optax: {
    name: 'Optax',
    call: 'optax.softmax_cross_entropy_with_integer_labels, optax.softmax_cross_entropy',
    classWeights: { answer: 'not offered', source: optaxLosses },
    meanDivisor: {
      answer: 'rows that count',
      source: `${optaxLosses}: a loss per row, reduced by jnp.mean`,
    },
    emptyMean: { answer: 'NaN', source: `${optaxLosses}: a loss per row, reduced by jnp.mean` },
    ignoreIndex: { answer: 'not offered', source: optaxLosses },
    ignoredRowGradient: { answer: 'NaN', source: optaxLosses },
    outOfRange: {
      answer: 'wrap, then NaN',
      source: 'jax-ml/jax, jax/_src/numpy/indexing.py, take_along_axis (mode "fill")',
    },
    labelSmoothing: {
      answer: 'offered',
      source: 'google-deepmind/optax, optax/losses/_smoothing.py, smooth_labels',
    },
    classProbabilities: { answer: 'offered', source: `${optaxLosses}, softmax_cross_entropy` },
    unnormalisedGradient: {
      answer: 'derivative',
      source: `${optaxLosses}, softmax_cross_entropy`,
    },
  },

  keras: {
    name: 'Keras',
    call: 'keras.losses.SparseCategoricalCrossentropy, CategoricalCrossentropy (from_logits=True; TensorFlow on CPU)',
    classWeights: {
      answer: 'per row',
      source:
        'keras-team/keras, keras/src/trainers/data_adapters/data_adapter_utils.py, class_weight_to_sample_weights',
    },
    meanDivisor: {
      answer: 'rows that count',
      source: `${kerasReduction}, reduce_values, apply_mask`,
    },
    emptyMean: { answer: '0', source: `${kerasReduction}, reduce_values (divide_no_nan)` },
    ignoreIndex: {
      answer: 'not with label smoothing',
      source: `${kerasLosses}, sparse_categorical_crossentropy (ignore_class)`,
    },
    ignoredRowGradient: {
      answer: '0',
      source: `${kerasLosses}, sparse_categorical_crossentropy (ignore_class)`,
    },
    outOfRange: {
      answer: 'error',
      source: `${tensorflowKernels}/sparse_xent_op.cc, CheckInvalidLabelIndex`,
    },
    labelSmoothing: { answer: 'offered', source: `${kerasLosses}, categorical_crossentropy` },
    classProbabilities: { answer: 'offered', source: `${kerasLosses}, categorical_crossentropy` },
    unnormalisedGradient: {
      answer: 'p - q',
      source: `${tensorflowKernels}/xent_op.h, XentEigenImpl`,
    },
  },

  onnx: {
    name: 'ONNX',
    call: 'SoftmaxCrossEntropyLoss (opset 13)',
    classWeights: { answer: 'per class', source: onnxReference },
    meanDivisor: { answer: 'sum of weights', source: onnxReference },
    emptyMean: { answer: 'NaN', source: onnxReference },
    ignoreIndex: { answer: 'offered', source: onnxReference },
    ignoredRowGradient: {
      answer: '0',
      source: 'onnx/onnx, onnx/defs/math/defs.cc, SoftmaxCrossEntropyLoss, ignore_index',
    },
    outOfRange: {
      answer: 'wrap, then error',
      source: `${onnxReference}; the specification wants 0 to C - 1`,
    },
    labelSmoothing: {
      answer: 'not offered',
      source: 'onnx/onnx, onnx/defs/math/defs.cc, SoftmaxCrossEntropyLoss',
    },
    classProbabilities: {
      answer: 'not offered',
      source: 'onnx/onnx, onnx/defs/math/defs.cc, SoftmaxCrossEntropyLoss, labels',
    },
    unnormalisedGradient: {
      answer: 'derivative',
      source: 'onnx/onnx, onnx/defs/math/defs.cc, SoftmaxCrossEntropyLoss',
    },
  },
};
