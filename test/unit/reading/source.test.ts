import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import type { Convention } from '../../../src/core/loss/options.ts';
import { type Reading, readSource } from '../../../src/core/reading/reader.ts';
import { ReadingError } from '../../../src/core/reading/readingError.ts';

/** Where a document's text begins that is sent for reading; all offsets count from there. */
const documentStart = 1000;

/** Reads a document in which ‹ and › stand around the selections, or ¦ where the cursor is. */
function read(
  marked: string,
  languageId = 'python',
  start = documentStart,
): { text: string; reading: Reading } {
  const selections: { start: number; end: number }[] = [];
  let text = '';
  for (const piece of marked.split(/([‹›¦])/)) {
    const at = start + text.length;
    if (piece === '‹' || piece === '¦') selections.push({ start: at, end: at });
    else if (piece === '›') selections.at(-1)!.end = at;
    else text += piece;
  }
  const source = { text, start, selections, languageId };
  return { text, reading: runToEnd(readSource(source)) };
}

/** What a reading found, with all offsets replaced by the text that stands there. */
function found(marked: string, languageId?: string): object {
  const { text, reading } = read(marked, languageId);
  const at = ({ start, end }: { start: number; end: number }): string =>
    text.slice(start - documentStart, end - documentStart);
  const { logits, targets } = reading;
  logits.starts.forEach((start, index) => {
    const literal = /^-?[\d.]+/.exec(text.slice(start - documentStart))?.[0];
    assert.equal(Number(literal), logits.values[index], 'starts are those of the document');
  });
  return {
    logits: at(reading.range),
    shape: logits.shape,
    ...(targets && {
      targets: [...targets.array.values],
      origin: targets.origin,
      at: at(targets.range),
      ...(targets.name !== undefined && { name: targets.name }),
    }),
  };
}

const array = '[[1,2,3,5],[4,5,2,3]]';
const program = `import numpy as np
x = [0.5, 0.25]
a = np.array(${array})
print(a.shape)
loss = mysoftmax.cal_loss(a,[3,1])
`;

const row = '[0.1, 3.2, -0.5, 2.9]';
const batch = `logits = torch.tensor([
  [2.5, 0.3, -1.2, 0.7],  # :)
  ${row},
  [1, 0, 2, 0],
])
targets = torch.tensor([0, 3, 1])
loss = F.cross_entropy(logits, targets)
`;

const cases: Readonly<Record<string, readonly [marked: string, found: object]>> = {
  'finds targets that are passed to a call with the variable, the array selected': [
    program.replace(array, `‹${array}›`),
    { logits: array, shape: [2, 4], targets: [3, 1], origin: 'nearby', at: '[3,1]' },
  ],
  'finds them with the call selected': [
    program.replace(`np.array(${array})`, (call) => `‹${call}›`),
    { logits: array, shape: [2, 4], targets: [3, 1], origin: 'nearby', at: '[3,1]' },
  ],
  'finds them with the line selected': [
    program.replace(/^a = .*\n/m, (line) => `‹${line}›`),
    { logits: array, shape: [2, 4], targets: [3, 1], origin: 'nearby', at: '[3,1]' },
  ],
  'finds them with the cursor in the array': [
    program.replace('5],[4', '5],¦[4'),
    { logits: array, shape: [2, 4], targets: [3, 1], origin: 'nearby', at: '[3,1]' },
  ],
  'takes the second selection for the targets': [
    `z = ‹[[1, 2], [3, 4]]›\nk = ‹[1, 0]›\nlabels = [0, 0]`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 0],
      origin: 'selection',
      at: '[1, 0]',
    },
  ],
  'takes the first selection that reads for the logits': [
    `‹labels and› z = ‹[[1, 2], [3, 4]]›`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'takes selected targets that are out of range, for the loss to refuse': [
    `‹[[1, 2], [3, 4]]› ‹[1, 7]›`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 7],
      origin: 'selection',
      at: '[1, 7]',
    },
  ],
  'takes targets out of range that are selected with the logits, for the loss to refuse': [
    `‹[[1, 2], [3, 4]], [7, 1]›`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [7, 1],
      origin: 'following',
      at: '[7, 1]',
    },
  ],
  'takes no integers out of range for targets that are printed below the logits': [
    `‹[[1, 2], [3, 4]]\n[7, 1]›`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'takes a selected number for the class of a single row': [
    `‹[0.5, 1.5, 2]› class ‹ 2›`,
    { logits: '[0.5, 1.5, 2]', shape: [3], targets: [2], origin: 'selection', at: ' 2' },
  ],
  'takes selected integers without brackets': [
    `‹[[1, 2], [3, 4]]› and (‹1, 0›)`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2], targets: [1, 0], origin: 'selection', at: '1, 0' },
  ],
  'leaves out a second selection that does not fit': [
    `‹[[1, 2], [3, 4]]› ‹[1, 0, 1]›`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'takes the nearest of the names that say so': [
    `labels = [0, 0]\n${'\n'.repeat(50)}z = ‹[[1, 2], [3, 4]]›\ny_true = [1, 0]`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 0],
      origin: 'nearby',
      at: '[1, 0]',
      name: 'y_true',
    },
  ],
  'finds the value of the variable that is passed to a loss': [
    `z = ‹[[1, 2], [3, 4]]›\nlabels = [0, 0]\nt = torch.tensor([1, 0])\nF.cross_entropy(z, t)`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 0],
      origin: 'nearby',
      at: '[1, 0]',
      name: 't',
    },
  ],
  'finds the class of a single row in the call of a loss': [
    `z = ‹[1, 2, 3]›\nnll(z, 2)`,
    { logits: '[1, 2, 3]', shape: [3], targets: [2], origin: 'nearby', at: '2' },
  ],
  'finds targets before the variable': [
    `z = ‹[[1, 2], [3, 4]]›\nloss([1, 0], z)`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2], targets: [1, 0], origin: 'nearby', at: '[1, 0]' },
  ],
  'finds targets before logits that stand in the call themselves': [
    `loss([1, 0], ‹[[1, 2], [3, 4]]›)`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2], targets: [1, 0], origin: 'nearby', at: '[1, 0]' },
  ],
  'finds one-hot rows nearby': [
    `z = ‹[[1, 2], [3, 4]]›\nlabels = [[0, 1], [1, 0]]`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 0],
      origin: 'nearby',
      at: '[[0, 1], [1, 0]]',
      name: 'labels',
    },
  ],
  'finds class probabilities nearby': [
    `z = ‹[[1, 2], [3, 4]]›\ntargets = [[0.25, 0.75], [0.5, 0.5]]`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [0.25, 0.75, 0.5, 0.5],
      origin: 'nearby',
      at: '[[0.25, 0.75], [0.5, 0.5]]',
      name: 'targets',
    },
  ],
  'finds targets in a comment': [
    `# y = [1, 0]\nz = ‹[[1, 2], [3, 4]]›`,
    {
      logits: '[[1, 2], [3, 4]]',
      shape: [2, 2],
      targets: [1, 0],
      origin: 'comment',
      at: '[1, 0]',
      name: 'y',
    },
  ],
  'guesses no targets that are out of range': [
    `z = ‹[[1, 2], [3, 4]]›\nlabels = [1, 2]`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'guesses no targets of another length': [
    `z = ‹[[1, 2], [3, 4]]›\nlabels = [1, 0, 1]`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'guesses no class from a coordinate, nor from a number far away': [
    `z = ‹[0.5, 1.5, 2]›\nax.text(x=1, y=2)\n${' \n'.repeat(2000)}label = 1`,
    { logits: '[0.5, 1.5, 2]', shape: [3] },
  ],
  'guesses no targets from sizes': [
    `z = ‹[[1, 2], [3, 4]]›\nnum_labels = [1, 1]\nz.reshape([1, 1])`,
    { logits: '[[1, 2], [3, 4]]', shape: [2, 2] },
  ],
  'takes the row’s own entry of the targets of the array that it is selected from': [
    `${batch.replace(row, `‹${row}›`)}\nx = np.array([[100, 0]])\ny = [0]\n`,
    { logits: row, shape: [4], targets: [3], origin: 'nearby', at: '3', name: 'targets' },
  ],
  'takes it for a row that is selected without its brackets': [
    `${batch.replace('0.1, 3.2, -0.5, 2.9', (numbers) => `‹${numbers}›`)}\ny = [0]\n`,
    {
      logits: '0.1, 3.2, -0.5, 2.9',
      shape: [4],
      targets: [3],
      origin: 'nearby',
      at: '3',
      name: 'targets',
    },
  ],
  'takes the entries of several rows': [
    batch.replace(`${row},\n  [1, 0, 2, 0]`, (rows) => `‹${rows}›`),
    {
      logits: `${row},\n  [1, 0, 2, 0]`,
      shape: [2, 4],
      targets: [3, 1],
      origin: 'nearby',
      at: '3, 1',
      name: 'targets',
    },
  ],
  'takes the entry of a row in the body of a function': [
    'void f() {\n float z[2][2] = {{1,2},‹{3,4}›};\n int labels[] = {1, 0};\n}',
    { logits: '{3,4}', shape: [2], targets: [0], origin: 'nearby', at: '0', name: 'labels' },
  ],
  'takes the label of a whole array in the body of a function': [
    'void f() {\n float z[3] = ‹{1, 2, 4}›;\n int label = 2;\n}',
    { logits: '{1, 2, 4}', shape: [3], targets: [2], origin: 'nearby', at: '2', name: 'label' },
  ],
  'takes the labels of a whole array in the body of an R function': [
    'f <- function() {\n z <- ‹c(1, 2, 4)›\n labels <- c(2)\n}',
    {
      logits: 'c(1, 2, 4)',
      shape: [3],
      targets: [2],
      origin: 'nearby',
      at: 'c(2)',
      name: 'labels',
    },
  ],
  'takes the one-hot row of a row': [
    `z = rbind(c(1, 2), ‹c(3, 4)›)\nlabels <- [[0, 1], [1, 0]]\ny = [1]`,
    {
      logits: 'c(3, 4)',
      shape: [2],
      targets: [0],
      origin: 'nearby',
      at: '1, 0',
      name: 'labels',
    },
  ],
  'takes the label behind a row of a larger array': [
    `z = [\n  [1, 2, 3],  # label 0\n  ‹[4, 5, 6]›,  # label 2\n  [7, 8, 9],\n]\ny = [1]`,
    { logits: '[4, 5, 6]', shape: [3], targets: [2], origin: 'comment', at: '2', name: 'label' },
  ],
  'guesses no targets for a row from what fits the row only': [
    `z = [[1, 2], ‹[3, 4]›]  # [1]\ny = [0]\nlabel = 1`,
    { logits: '[3, 4]', shape: [2] },
  ],
  'guesses no targets for a row of an array that does not read': [
    `z = [[1, 2], ‹[3, 4]›, [w, 5]]\ny = [0]`,
    { logits: '[3, 4]', shape: [2] },
  ],
  'guesses no targets for a row of an array that begins before the text': [
    `1, 2],\n ‹[3, 4]›,\n [5, 6]]\ny = [0]`,
    { logits: '[3, 4]', shape: [2] },
  ],
  'guesses no targets for a part of a row': [
    `z = [[1, ‹2, 3›, 4], [5, 6, 7, 8]]\ntargets = [0, 1]\ny = [0]`,
    { logits: '2, 3', shape: [2] },
  ],
  'reads the array around the cursor among others': [
    `a = [[1, 2], [3, 4]]; b = [[5, ¦6], [7, 8]]; c = [9, 10]`,
    { logits: '[[5, 6], [7, 8]]', shape: [2, 2] },
  ],
  'reads the array that the cursor stands behind': [
    `print([1.5, 2]¦)`,
    { logits: '[1.5, 2]', shape: [2] },
  ],
  'reads the array around the cursor although others are broken': [
    `a = [[1, 2], [3\nb = foo(\nx = [1, None]\n\nz = [[5, ¦6], [7, 8]]`.replace(
      '[[1, 2], [3\n',
      '',
    ),
    { logits: '[[5, 6], [7, 8]]', shape: [2, 2] },
  ],
  'reads the array around the cursor in a comment': [
    `x = 1\n# was [[5, ¦6],\n#      [7, 8]] before\ny = foo()`,
    { logits: '[[5, 6],\n#      [7, 8]]', shape: [2, 2] },
  ],
  'reads the array around the cursor where the text begins within a string': [
    `end of a docstring"""\n\nz = [[5, ¦6], [7, 8]]\n\n"""another"""`,
    { logits: '[[5, 6], [7, 8]]', shape: [2, 2] },
  ],
  'reads a selection that begins within a commented line': [
    `# was ‹[[5, 6],\n#      [7, 8]]› before`,
    { logits: '[[5, 6],\n#      [7, 8]]', shape: [2, 2] },
  ],
  'reads a selection that begins behind the asterisk of a comment': [
    `/*\n * ‹[[5, 6],\n *  [7, 8]]›\n */`,
    { logits: '[[5, 6],\n *  [7, 8]]', shape: [2, 2] },
  ],
};

/** Printed sessions in which labels are [1, 2] and other integers stand beside them. */
const sessions: Readonly<Record<string, string>> = {
  'at the prompts of Python': `>>> logits
tensor([[1.0, 2.0, 0.5],
        [0.1, 0.3, 2.5]])
>>> ranks
tensor([0, 1])
>>> labels
tensor([1, 2])
`,
  'at the prompts of Jupyter': `In [3]: logits
Out[3]:
array([[1.0, 2.0, 0.5],
       [0.1, 0.3, 2.5]])

In [4]: ranks
Out[4]: array([0, 1])

In [5]: labels
Out[5]: array([1, 2])
`,
  'at the prompts of Julia': `julia> logits
[[1.0, 2.0, 0.5], [0.1, 0.3, 2.5]]
julia> ranks
[0, 1]
julia> labels
[1, 2]
`,
};

/** Calls of a loss with the logits z and the targets t. */
const lossCalls = [
  'loss = criterion(z, t)',
  'print(criterion(z, t))',
  'loss = nn.CrossEntropyLoss()(z, t)',
  'nn.CrossEntropyLoss(reduction="sum")(z, target=t)',
  'F.cross_entropy(torch.tensor(z), torch.tensor(t))',
  'F.cross_entropy(torch.tensor(z, dtype=torch.float32), torch.tensor(t, dtype=torch.long))',
  'ce = nn.CrossEntropyLoss()\nce(z, t)',
  'self.ce: nn.Module = nn.CrossEntropyLoss(weight=torch.tensor([1, 0]))\nself.ce(z, t)',
  'nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))(z, t)',
  'cce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\ncce(t, z)',
  'F.cross_entropy(z, t, weight=w, ignore_index=-1)\nw = [0, 0]',
];

/** Calls that have other arguments beside the logits z, where the targets are k = [1, 0]. */
const callsWithOthers = [
  'keras.losses.SparseCategoricalCrossentropy(from_logits=True)(k, z, sample_weight=[0, 1])',
  'scce = SparseCategoricalCrossentropy()\nscce(np.array([1, 0]), z, [0, 1])',
  'model.fit(z, k, sample_weight=np.array([0, 1]))\nlabels = [1, 0]',
  'log_loss(k, z, sample_weight=[0, 1])',
  'F.cross_entropy(z, k, torch.tensor([1., 1.]))',
  'F.cross_entropy(z, k, [0, 1])',
  'optax.softmax_cross_entropy_with_integer_labels(z, k, where=[0, 1])',
  'sigmoid_focal_loss(z, k, alpha=[0, 1])',
  'softmax_cross_entropy(z, jax.device_put([1, 0]))\nlabels = [0, 0]',
  'my_loss(z, k, [0, 1])',
  'my_loss(y_true, z, [0, 1])\ny_true = [1, 0]',
  'loss(params, z, k)\nparams = [0, 1]',
  'loss([0, 1], z, labels=k)',
  'plot(z, [0, 1])\nF.cross_entropy(z, k)',
  'F.cross_entropy(z, k)\nmy_loss(z, [0, 1])',
  'my_loss(z, [1, 0])\nF.cross_entropy(z, w)\nw = [0, 1]',
  'F.cross_entropy(z, # k, [0, 1]\n k)',
  'step(z, [0, 1])\nlabels = [1, 0]',
  'step(z, [1, 0])',
  'step([1, 0], z)',
  'step(z, k, [0, 1])\ny = [1, 0]',
];

/** Calls with integers that would fit, but are no targets. */
const callsOfOthers = [
  'F.cross_entropy(z, y.reshape([1, 0]))',
  'scce = SparseCategoricalCrossentropy()\nw = [0, 1]\nscce(labels_of_file, z, sample_weight=w)',
  'scce = SparseCategoricalCrossentropy()\nscce(labels_of_file, z, [0, 1])',
  'my_loss(y_true, z, [0, 1])',
  'F.cross_entropy(z, labels_of_file, [0, 1])',
  'loss(z, target=labels_of_file, reduction="none", scale=[0, 1])',
  'step(z, labels_of_file, [0, 1])',
  'np.transpose(z, [1, 0])',
  'permute(z, [1, 0])',
  'np.sum(z, axis=[0, 1])',
  'tf.reduce_sum(z, [0, 1])',
  'reshape(z, [1, 1])',
  'plt.matshow(z, extent=[0, 1])',
  'plot(z, [0, 1])',
  'ax.scatter([0, 1], z)',
];

const otherCalls = [
  'plot(z, t)',
  'F.cross_entropy(scale(z), t)',
  'F.cross_entropy(z, flip(t))',
  'F.cross_entropy(torch.tensor(z) / 2, t)',
  'ce = plot\nce(z, t)',
];

/** Calls of a loss with the logits z, and what is read of the options that stand in them. */
const optionCalls: Readonly<Record<string, readonly [options: object, texts: readonly string[]]>> =
  {
    "F.cross_entropy(z, t, label_smoothing=0.1, reduction='sum', ignore_index=-1)": [
      { labelSmoothing: 0.1, reduction: 'sum', ignoreIndex: -1 },
      ['label_smoothing=0.1', "reduction='sum'", 'ignore_index=-1'],
    ],
    'criterion = nn.CrossEntropyLoss(label_smoothing=1e-1)\ncriterion(z, t)': [
      { labelSmoothing: 0.1 },
      ['label_smoothing=1e-1'],
    ],
    'self.ce = nn.CrossEntropyLoss(\n  reduction="mean",  # (as usual)\n)\nself.ce(z, t)': [
      { reduction: 'mean' },
      ['reduction="mean"'],
    ],
    'nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.5]).to(device))(z, t)': [
      { classWeights: [1, 2.5] },
      ['weight=torch.tensor([1.0, 2.5]).to(device)'],
    ],
    'w = np.array([1, 9])\nw = np.array([1, 2])\nF.cross_entropy(z, t, weight=w)\nw = [7, 8]': [
      { classWeights: [1, 2] },
      ['weight=w'],
    ],
    'F.cross_entropy(z, t, weight=w, label_smoothing=epsilon, ignore_index=5)': [
      { ignoreIndex: 5 },
      ['weight=w', 'label_smoothing=epsilon', 'ignore_index=5'],
    ],
    'F.cross_entropy(z, t, weight=make_weights(labels, [1, 2], counts, normalise=True))': [
      {},
      ['weight=…'],
    ],
    'nn.CrossEntropyLoss([1, 2])(z, t)': [{ classWeights: [1, 2] }, ['weight=[1, 2]']],
    'nn.CrossEntropyLoss(None, None, 5, label_smoothing=0.1)(z, t)': [
      { ignoreIndex: 5, labelSmoothing: 0.1 },
      ['ignore_index=5', 'label_smoothing=0.1'],
    ],
    'w = [1, 2]\nF.cross_entropy(z, t, w)': [{ classWeights: [1, 2] }, ['weight=w']],
    'torch.nn.functional.cross_entropy(z, t, torch.tensor([1., 2.]), None, -1)': [
      { classWeights: [1, 2], ignoreIndex: -1 },
      ['weight=torch.tensor([1., 2.])', 'ignore_index=-1'],
    ],
    'F.cross_entropy(z, t, weights_of_file)': [{}, ['weight=weights_of_file']],
    'op.SoftmaxCrossEntropyLoss(z, t, np.array([1, 2]), reduction="sum")': [
      { classWeights: [1, 2], reduction: 'sum' },
      ['weight=np.array([1, 2])', 'reduction="sum"'],
    ],
    'F.cross_entropy(z, t, # label_smoothing=0.3\n label_smoothing=0.1  # not 0.2\n)': [
      { labelSmoothing: 0.1 },
      ['label_smoothing=0.1'],
    ],
    'F.cross_entropy(z, t, weight=normalise([1, 2]))': [{}, ['weight=normalise([1, 2])']],
    'cce = CategoricalCrossentropy(from_logits=True, label_smoothing=.2, ignore_class=None)\ncce(t, z)':
      [{ labelSmoothing: 0.2 }, ['label_smoothing=.2']],
    'keras.losses.categorical_crossentropy(t, z, reduction="sum_over_batch_size")': [
      { reduction: 'mean' },
      ['reduction="sum_over_batch_size"'],
    ],
    "F.cross_entropy(z, t, reduction='sum', reduce=True)": [
      { reduction: 'sum' },
      ["reduction='sum'"],
    ],
    'model1.loss(z, t, label_smoothing=0.1)': [{ labelSmoothing: 0.1 }, ['label_smoothing=0.1']],
    'tf_loss(t, z, reduction=tf.keras.losses.Reduction.SUM)': [
      { reduction: 'sum' },
      ['reduction=tf.keras.losses.Reduction.SUM'],
    ],
  };

/** What has options that are not those of the loss of z. */
const callsWithoutOptions = [
  'p = softmax.(z)',
  'if x:(z, t)',
  'f = lambda a:(z, a)',
  'F.cross_entropy(z, t)',
  'F.cross_entropy(z, t, weight=None, dim=1)',
  'F.cross_entropy(z, t, None)',
  'torch::nn::functional::cross_entropy(z, t, CrossEntropyFuncOptions().ignore_index(1))',
  'nn::CrossEntropyLoss(CrossEntropyLossOptions().ignore_index(1))(z, t)',
  'my_cross_entropy(z, t, w)',
  'LabelSmoothingCrossEntropy(0.1)(z, t)',
  'CrossEntropyLoss(z, t)',
  'F.cross_entropy(x, t, label_smoothing=0.1)',
  'criterion = nn.CrossEntropyLoss(label_smoothing=0.1)\nother(z, t)',
  'def loss(z, t, label_smoothing=0.1): pass',
  '# F.cross_entropy(z, t, label_smoothing=0.1)',
  'focal_loss(z, t, reduction="mean")',
  'nn.L1Loss(reduction="mean")(z, t)',
  'sigmoid_cross_entropy(z, t, label_smoothing=0.1)',
  'criterion = FocalLoss()\ncriterion(z, t, reduction="mean")',
  'criterion = nn.BCELoss(reduction="mean")\ncriterion(z, t)',
];

/** Whose convention calls of losses name. */
const frameworks: Readonly<Record<string, Convention | undefined>> = {
  'cce = SparseCategoricalCrossentropy(from_logits=True)\ncce(t, z)': 'keras',
  'tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1)(t, z)': 'keras',
  'keras.losses.sparse_categorical_crossentropy(t, z, ignore_class=-1)': 'keras',
  'nnet.categorical_crossentropy(z, t)': undefined,
  'optax.softmax_cross_entropy_with_integer_labels(z, t).mean()': 'optax',
  'optax.losses.softmax_cross_entropy(z, t)': 'optax',
  'loss = softmax_cross_entropy_with_integer_labels(logits=z, labels=t)': 'optax',
  'op.SoftmaxCrossEntropyLoss(z, t, ignore_index=-1)': 'onnx',
  'gluon.loss.SoftmaxCrossEntropyLoss()(z, t)': undefined,
  'torch.nn.functional.cross_entropy(z, t)': 'pytorch',
  'criterion = nn.CrossEntropyLoss(ignore_index=0)\ncriterion(z, t)': 'pytorch',
  'cross_entropy(z, t, label_smoothing=0.1)': undefined,
  '# keras.losses.categorical_crossentropy(t, z)': undefined,
};

const smoothed = 'F.cross_entropy(z, t, label_smoothing=0.1)';
const selectedLogits = 'z = ‹[[1, 2], [3, 4]]›';

const callWithOtherTargets = 'F.cross_entropy(z, [1, 0])';

/** Whole documents whose targets are [0, 1], with a call of other targets that is none. */
const callsThatAreNone: readonly (readonly [code: string, languageId?: string])[] = [
  [`"""\n>>> ${callWithOtherTargets}\n"""\n${selectedLogits}`],
  [`${selectedLogits}\nprint("${callWithOtherTargets}")`],
  [`${selectedLogits}\n# ${callWithOtherTargets}`],
  [`${selectedLogits}\n# "a" ${callWithOtherTargets}`],
  [`${selectedLogits}\n// ${callWithOtherTargets}`, 'javascript'],
  [`${selectedLogits};\n/* As in\n${callWithOtherTargets}\n*/`, 'typescript'],
  [`${selectedLogits};\n// ${callWithOtherTargets}`, 'cpp'],
  [`${selectedLogits}\nprint("a", 'b')\nprint("it's ${callWithOtherTargets}")\nprint("c", 'd')`],
];

/** Whole documents with a call that only seems to stand in a string or a comment, or does so with its logits. */
const callsThatSeemNone: readonly (readonly [code: string, languageId?: string])[] = [
  [`${selectedLogits}\nprint("#1", ${callWithOtherTargets})`],
  [`${selectedLogits}\nx = n // 2; ${callWithOtherTargets}`],
  [`# ${selectedLogits}\n# ${callWithOtherTargets}`],
  [`// ${selectedLogits}\n// ${callWithOtherTargets}`, 'cpp'],
  [`/*\n${selectedLogits}\n*/\n${callWithOtherTargets}\n/* End. */`, 'javascript'],
  [`"""\n>>> ${selectedLogits}\n>>> ${callWithOtherTargets}\n"""\n"Next."`],
  [`s = s.replace(/\\/*$/, '')\n${selectedLogits}\n${callWithOtherTargets}`, 'javascript'],
];

/** Whole documents in which a loss with options is not what the logits are passed to. */
const makersThatAreNone: readonly string[] = [
  `crit = nn.CrossEntropyLoss(label_smoothing=0.1)\n${selectedLogits}\ns = "crit(z, t)"`,
  `crit = nn.CrossEntropyLoss(label_smoothing=0.1)\n${selectedLogits}\n# crit(z, t)`,
  `"""\n>>> crit = nn.CrossEntropyLoss(label_smoothing=0.1)\n"""\n${selectedLogits}\ncrit(z, t)`,
];

/** Whole documents in which a call with options stands in a string, or only seems to. */
const quotedCalls: Readonly<Record<string, readonly [languageId: string, isRead: boolean]>> = {
  [`def f(z, t):\n    """The loss isn't\n    ${smoothed}.\n    """\n\n${selectedLogits}`]: [
    'python',
    false,
  ],
  [`${selectedLogits}\n# "\nprint('it is', r"${smoothed}")`]: ['python', false],
  [`${selectedLogits}\nconst s = "${smoothed}" // don't`]: ['typescript', false],
  [`${selectedLogits}\nprint(f"{${smoothed}}")`]: ['python', true],
  [`# don't say """\n${selectedLogits}\nloss = ${smoothed}  # nor "`]: ['python', true],
  [`def f():\n    """\n    >>> ${selectedLogits}\n    >>> ${smoothed}\n    """`]: ['python', true],
  [`"""${smoothed}"""\n${selectedLogits}\n"""Next."""\nloss = ${smoothed}`]: ['python', true],
  [`${selectedLogits}\nit's ${smoothed}`]: ['plaintext', true],
};

/** Targets of logits with three classes: some count from the last, others tell which rows to ignore. */
const indicesAndWhetherTaken: readonly (readonly [indices: string, isTaken: boolean])[] = [
  ['0, 2', true],
  ['2, -1', true],
  ['2, -2', true],
  ['-3, 0', true],
  ['-4, 0', false],
  ['2, -100', true],
  ['3, 0', false],
];

/** Declarations of targets in C and C++. */
const declarations = [
  'int labels[2] = {1, 0};',
  'const int labels[] = {1, 0};',
  'int labels[N]{1, 0};',
  'int64_t labels[2][1] = {{1}, {0}};',
  'float labels[2][2] = {{0, 1}, {1, 0}};',
  'std::vector<int> labels{1, 0};',
  'const std::array<int, 2> labels {1, 0};',
  'int t[2] = {1, 0}; float loss = cross_entropy(logits, t);',
];

const otherBraces = [
  '// see \\\\label{1}',
  'struct label {1};',
  'if (labels) {1};',
  'int num_labels[] = {1};',
];

const bars = '| cat | dog |\n|-----|-----|\n| 0.5 | 1.5 |\n| 2.5 | 0.25 |';

/** Tables with a cursor in them, and what of the text is the array. */
const tablesAround: Readonly<
  Record<string, readonly [marked: string, languageId: string, rows: readonly number[][]]>
> = {
  'a CSV file': [
    'cat,dog\n0.5,1¦.5\n2.5,0.25\n',
    'csv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'its header': [
    'ca¦t,dog\n0.5,1.5\n2.5,0.25\n',
    'csv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'a TSV file': [
    '0.5\t1.5\r\n2.5\t0.25¦',
    'tsv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'the block of a CSV file between blank lines': [
    '9,8,7\n\n¦0.5,1.5\n2.5,0.25\n \n7,8,9',
    'csv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'a CSV file with blank lines in quotes': [
    'cat,text,dog\n0.5,"one\n\ntwo",1.5\n2.5,three,0¦.25\n',
    'csv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'a Markdown table': [
    `Some [1, 2] | words\n\n${bars.replace('1.5', '1.¦5')}\nmore words`,
    'markdown',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'the line below the header of a Markdown table': [
    bars.replace('|-----|', '|--¦---|'),
    'markdown',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'a Markdown table with brackets in its cells': [
    bars.replace('cat', '(c¦at)'),
    'markdown',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'a table in a comment': [
    `x = [1, 2]\n${bars.replace('2.5', '2¦.5').replaceAll(/^/gm, '# ')}\ny = 1`,
    'python',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
  'an array in a CSV file of brackets': [
    '[[0.5, 1¦.5], [2.5, 0.25]]\n',
    'csv',
    [
      [0.5, 1.5],
      [2.5, 0.25],
    ],
  ],
};

const refusals: Readonly<Record<string, readonly [marked: string, kind: string, at: string]>> = {
  'a cursor that is in no array': ['a = [1, 2]\n¦b = 3', 'empty', 'b = 3'],
  'a cursor between lines that have bars and no cells': [
    'x = a | b¦\ny = b | c',
    'empty',
    '\ny = b | c',
  ],
  'a cursor in an array that does not read': ['a = [1, No¦ne]', 'not-numeric', 'None]'],
  'a cursor in a row of an array that does not read': [
    'a = [[x, 1], [2, ¦3]]',
    'expression',
    'x, 1], [2, 3]]',
  ],
  'selections of which none reads, with the error of the first': [
    '‹[1, x]› ‹[]›',
    'expression',
    'x] []',
  ],
  'a selection of words': ['a = ‹foo(bar)›', 'empty', 'foo(bar)'],
};

const train = 'train_z = [[1, 2, 3], [4, 5, 6]]\ntrain_y = [0, 1]\n';
/** Logits with the targets that share an affix with them; none where no name does. */
const pairs: readonly (readonly [marked: string, targets: readonly number[]])[] = [
  [`${train}val_z = ‹[[9, 8, 7], [1, 1, 1]]›\nval_y = [2, 2]`, [2, 2]],
  [`val_z = [[9, 8, 7], [1, 1, 1]]\nval_y = [2, 2]\n${train.replace('= [', '= ¦[')}`, [0, 1]],
  ['val_z = torch.tensor(‹[[1, 2], [3, 4]]›)\ntest_t = [0, 1]\nval_t = np.array([1, 0])', [1, 0]],
  ['‹val_z = [[1, 2], [3, 4]]\ntest_y = [0, 1]\nval_y = [1, 0]›', [1, 0]],
  ['‹val_z = [[1, 2], [3, 4]]\ny = [0, 1]\nval_y = [1, 0]›', [1, 0]],
  ['testLogits = ‹[[1, 2], [3, 4]]›\ntrainLabels = [0, 1]\ntestLabels = [1, 0]', [1, 0]],
  ['z_val_1 = ‹[[1, 2], [3, 4]]›\ny_val_0 = [0, 1]\ny_true_val_1 = [1, 0]', [1, 0]],
  ['{"val_z": ‹[[1, 2], [3, 4]]›, "labels": [0, 1], "val_y": [1, 0]}', [1, 0]],
  [
    'val_z = ‹[[1, 2], [3, 4]]›\nval_y = [0, 1]\nloss = F.cross_entropy(val_z, k)\nk = [1, 0]',
    [1, 0],
  ],
  ['val_z = ‹[[1, 2], [3, 4]]›\nval_y = [0, 7]\nlabels = [1, 0]', [1, 0]],
  ['z = ‹[[1, 2], [3, 4]]›\nfoo_y = [1, 0]', []],
  ['val_z = ‹[[1, 2], [3, 4]]›\nfoo_y = [1, 0]\nval = [1, 0]\nt = [1, 0]', []],
  ['val_z = ‹[[1, 2], [3, 4]]›\nval_x = [1, 0]\nval_num_labels = [1, 0]\nval_z = [1, 0]', []],
  ['val_y = ‹[[1, 2], [3, 4]]›\nval_y = [1, 0]', []],
];

const manyClasses = Array.from({ length: 11 }, (_, index) => `c${index}`);
const columnMisfits = [
  [
    'a word that names no class',
    'cat,dog,bird,label\n0.5,1.5,-2,dog\n3,1,0.5,fish\n3,1,0.5,cow\n',
    { column: 'label', reason: '"fish" in row 1 is none of cat, dog, bird', row: 1 },
  ],
  [
    'a fraction',
    'cat,dog,label\n0.5,1.5,1\n3,1,0.5\n',
    { column: 'label', reason: '0.5 in row 1 is none of cat, dog', row: 1 },
  ],
  [
    'an empty cell',
    'cat,dog,label\n0.5,1.5,\n3,1,dog\n',
    { column: 'label', reason: '"" in row 0 is none of cat, dog', row: 0 },
  ],
  [
    'a word that names none of many classes',
    `${manyClasses.join(',')},label\n${manyClasses.map(() => 0.5).join(',')},c11\n`,
    { column: 'label', reason: '"c11" in row 0 is none of the 11 classes', row: 0 },
  ],
  [
    'a string that names no class, in records',
    '{"cat": 0.5, "dog": 1.5, "label": "fish"}\n{"cat": 3, "dog": 1, "label": "dog"}',
    { column: 'label', reason: '"fish" in row 0 is none of cat, dog', row: 0 },
  ],
] as const;

describe('reading what is selected in a document', () => {
  for (const [name, [marked, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.deepEqual(found(marked), expected);
    });
  }

  for (const [name, [marked, languageId, rows]] of Object.entries(tablesAround)) {
    it(`reads ${name} around the cursor`, () => {
      const { logits } = read(marked, languageId).reading;
      assert.deepEqual(logits.shape, [rows.length, rows[0]?.length]);
      assert.deepEqual([...logits.values], rows.flat());
    });
  }

  it('takes all lines of a table around the cursor, so that they read the same when selected', () => {
    const table = 'cat,dog,label\n0.5,1.5,1\n2.5,0.25,0';
    const around = found(`x\n\n${table.replace('1.5', '1¦.5')}\n`, 'csv');
    assert.deepEqual(around, {
      logits: table,
      shape: [2, 2],
      targets: [1, 0],
      origin: 'column',
      at: '1\n2.5,0.25,0',
      name: 'label',
    });
    const selected = found(`x\n\n‹${table}›\n`, 'csv');
    assert.deepEqual({ ...around, logits: '' }, { ...selected, logits: '' });
  });

  for (const declaration of declarations) {
    it(`finds the targets in ${declaration}`, () => {
      const logits = 'float logits[2][2] = ‹{{1, 2}, {3, 4}}›;';
      const { targets } = read(`${logits}\n${declaration}\n`, 'cpp').reading;
      assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
    });
  }

  for (const other of otherBraces) {
    it(`guesses no targets from ${other}`, () => {
      const { targets } = read(`float logits[3] = ‹{1, 2, 3}›;\n${other}\n`, 'cpp').reading;
      assert.equal(targets, undefined);
    });
  }

  for (const call of lossCalls) {
    it(`finds the value of the variable in ${call}`, () => {
      const { targets } = read(`z = ‹[[1, 2], [3, 4]]›\nt = [1, 0]\n${call}\ny = [0, 0]`).reading;
      assert.equal(targets?.name, 't');
      assert.deepEqual([...targets.array.values], [1, 0]);
    });
  }

  for (const call of callsWithOthers) {
    it(`takes nothing but the targets in ${call}`, () => {
      const { targets } = read(`k = [1, 0]\nz = ‹[[1, 2], [3, 4]]›\n${call}`).reading;
      assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
    });
  }

  for (const call of callsOfOthers) {
    it(`takes no other argument for the targets in ${call}`, () => {
      assert.equal(read(`z = ‹[[1, 2], [3, 4]]›\n${call}`).reading.targets, undefined);
    });
  }

  for (const [indices, isTaken] of indicesAndWhetherTaken) {
    it(`takes ${isTaken ? '' : 'no '}targets ${indices} of three classes, wherever they stand`, () => {
      const logits = 'z = ‹[[1, 2, 3], [4, 5, 6]]›\n';
      for (const where of [
        `loss(z, [${indices}])`,
        `t = [${indices}]\nloss(z, t)`,
        `y = [${indices}]`,
      ]) {
        const { targets } = read(logits + where).reading;
        assert.equal(targets?.array.values.join(', '), isTaken ? indices : undefined, where);
      }
    });
  }

  for (const [where, session] of Object.entries(sessions)) {
    it(`takes what is printed below labels for the targets, ${where}`, () => {
      const from = session.indexOf('[[');
      const to = session.indexOf(']]') + 2;
      const selected = `${session.slice(0, from)}‹${session.slice(from, to)}›${session.slice(to)}`;
      for (const marked of [`‹${session}›`, selected]) {
        const { targets } = read(marked).reading;
        assert.deepEqual([...(targets?.array.values ?? [])], [1, 2]);
        assert.equal(targets?.name, 'labels');
      }
    });
  }

  for (const [marked, targets] of pairs) {
    it(`finds the targets that are called like the logits in ${marked}`, () => {
      assert.deepEqual([...(read(marked).reading.targets?.array.values ?? [])], targets);
    });
  }

  it('takes what is printed by name for the targets', () => {
    const { targets } = read('>>> print(z)\n‹[[1 2]\n [3 4]]›\n>>> print(labels)\n[1 0]\n').reading;
    assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
  });

  for (const call of otherCalls) {
    it(`guesses no targets from ${call}`, () => {
      const { targets } = read(`z = ‹[[1, 2], [3, 4]]›\nt = [1, 0]\n${call}`).reading;
      assert.equal(targets, undefined);
    });
  }

  for (const [call, [options, texts]] of Object.entries(optionCalls)) {
    it(`reads the options in ${call}`, () => {
      const { writtenOptions } = read(`z = ‹[[1, 2], [3, 4]]›\nt = [1, 0]\n${call}`).reading;
      assert.deepEqual(writtenOptions?.options, options);
      assert.deepEqual([...writtenOptions.texts.values()], texts);
    });
  }

  for (const call of callsWithoutOptions) {
    it(`reads no options in ${call}`, () => {
      const { writtenOptions } = read(`z = ‹[[1, 2], [3, 4]]›\nt = [1, 0]\n${call}`).reading;
      assert.equal(writtenOptions?.texts.size ?? 0, 0);
    });
  }

  for (const [call, convention] of Object.entries(frameworks)) {
    it(`takes ${call} for ${convention ?? 'nobody'}'s`, () => {
      const { writtenOptions } = read(`z = ‹[[1, 2], [3, 4]]›\nt = [1, 0]\n${call}`).reading;
      assert.equal(writtenOptions?.convention, convention);
    });
  }

  for (const [text, [languageId, isRead]] of Object.entries(quotedCalls)) {
    it(`reads ${isRead ? 'the' : 'no'} options of the call in ${JSON.stringify(text)}`, () => {
      const { writtenOptions } = read(text, languageId, 0).reading;
      assert.equal(writtenOptions !== undefined, isRead);
    });
  }

  for (const [code, languageId] of callsThatAreNone) {
    it(`takes no targets from the string or comment in ${JSON.stringify(code)}`, () => {
      const { targets } = read(`${code}\nt = [0, 1]\nF.cross_entropy(z, t)`, languageId, 0).reading;
      assert.deepEqual([...(targets?.array.values ?? [])], [0, 1]);
      assert.equal(read(code, languageId, 0).reading.targets, undefined);
    });
  }

  for (const [code, languageId] of callsThatSeemNone) {
    it(`takes the targets of the call in ${JSON.stringify(code)}`, () => {
      const { targets } = read(code, languageId, 0).reading;
      assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
    });
  }

  for (const code of makersThatAreNone) {
    it(`reads no options of the loss in ${JSON.stringify(code)}`, () => {
      assert.equal(read(code, 'python', 0).reading.writtenOptions, undefined);
    });
  }

  it('reads the options of a call where it cannot be told whether that stands in a string', () => {
    const text = `${selectedLogits}, in a docstring."""\nloss = ${smoothed}\n"""Another."""`;
    assert.ok(read(text).reading.writtenOptions);
    assert.equal(read(text, 'python', 0).reading.writtenOptions, undefined);
  });

  it('tells which call the options stand in, also around the logits and for a row of them', () => {
    const call = 'F.cross_entropy(torch.tensor([[1, 2], [3, 4]]), [1, 0], label_smoothing=0.1)';
    for (const selected of ['[[1, 2], [3, 4]]', '[3, 4]', call]) {
      const { text, reading } = read(`x = 1\n${call.replace(selected, `‹${selected}›`)}\n`);
      const { start, end } = reading.writtenOptions!.range;
      assert.equal(text.slice(start - documentStart, end - documentStart), call, selected);
    }
  });

  for (const [languageId, notation] of [
    ['typescript', 'TypeScript'],
    ['javascriptreact', 'JavaScript'],
    ['c', 'C'],
    ['cuda-cpp', 'C++'],
    ['python', 'JavaScript'],
  ] as const) {
    it(`calls what a document in ${languageId} holds ${notation}`, () => {
      const text = notation.startsWith('C') ? 'float z[2] = {1, 2};' : 'const z = [1, 2];';
      assert.equal(read(`‹${text}›`, languageId).reading.notation, notation);
    });
  }

  it('reads weights without their name behind logits that stand in the call themselves', () => {
    const call = 'F.cross_entropy(torch.tensor(‹[[1, 2], [3, 4]]›), torch.tensor([1, 0]), [1, 2])';
    const { targets, writtenOptions } = read(call).reading;
    assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
    assert.deepEqual(writtenOptions?.options, { classWeights: [1, 2] });
  });

  it('takes the options of the nearest call that has any', () => {
    const calls = [0.1, 0.2].map((smoothing) => `loss(z, t, label_smoothing=${smoothing})`);
    const { writtenOptions } = read(
      `z = ‹[[1, 2], [3, 4]]›\nloss(z, t)\n${calls.join('\n')}`,
    ).reading;
    assert.deepEqual(writtenOptions?.options, { labelSmoothing: 0.1 });
  });

  it('finds the variable with the targets, however many calls it is passed to', () => {
    const calls = 'loss(z, w)\n'.repeat(300);
    const { targets } = read(`w = [1, 0]\n${calls}z = ‹[[1, 2], [3, 4]]›\n${calls}`).reading;
    assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
  });

  it('takes the options of another call where the nearest has but a framework', () => {
    const calls = 'optax.softmax_cross_entropy(z, t)\nF.cross_entropy(z, t, ignore_index=-1)';
    const { writtenOptions } = read(`z = ‹[[1, 2], [3, 4]]›\n${calls}`).reading;
    assert.deepEqual(writtenOptions?.options, { ignoreIndex: -1 });
    assert.equal(writtenOptions.convention, 'pytorch');
  });

  it('takes the options of the nearest call, however many there are before', () => {
    const before = 'loss(z, t, label_smoothing=0.1, weight=w)\nw = w * 0.9\n'.repeat(300);
    const { writtenOptions } = read(
      `${before}z = ‹[[1, 2], [3, 4]]›\nloss(z, t, label_smoothing=0.2)`,
    ).reading;
    assert.deepEqual(writtenOptions?.options, { labelSmoothing: 0.2 });
  });

  for (const [name, [marked, kind, at]] of Object.entries(refusals)) {
    it(`refuses ${name}`, () => {
      const text = marked.replaceAll(/[‹›¦]/g, '');
      assert.throws(
        () => read(marked),
        (error) => {
          assert.ok(error instanceof ReadingError, String(error));
          assert.equal(error.kind, kind);
          assert.equal(text.slice(error.offset - documentStart), at);
          return true;
        },
      );
    });
  }

  it('tells of an array that is called like targets and does not fit', () => {
    const rest = 'logits = ‹[[1, 2], [3, 4]]›\nepochs = [1, 2, 3]\n';
    assert.deepEqual(read(`${rest}labels = np.array([0, 1, 1])`).reading.misfit, {
      name: 'labels',
      shape: [3],
    });
    assert.equal(read(`${rest}labels = [0, 1]`).reading.misfit, undefined);
    assert.equal(read(`${rest}${' '.repeat(2000)}labels = [0, 1, 1]`).reading.misfit, undefined);
    assert.equal(read('labels = ‹[[1, 2], [3, 4]]›').reading.misfit, undefined);
    const misfit = { name: 'val_y', shape: [3] };
    assert.deepEqual(read('val_z = ‹[[1, 2], [3, 4]]›\nval_y = [0, 1, 1]').reading.misfit, misfit);
  });

  for (const [of, text, misfit] of columnMisfits) {
    it(`tells of a column that is called like targets and holds ${of}`, () => {
      const { reading } = read(`‹${text}›`, text.startsWith('{') ? 'json' : 'csv');
      assert.equal(reading.targets, undefined);
      assert.deepEqual(reading.misfit, misfit);
    });
  }

  it('tells of no column whose entries are classes', () => {
    assert.equal(read('‹cat,dog,label\n1,2,dog\n3,4,cat›', 'csv').reading.misfit, undefined);
  });

  it('counts line and column of an error from the text that was sent', () => {
    assert.throws(() => read('z = [1,\n  ‹[2, x]›'), {
      offset: documentStart + 14,
      line: 2,
      column: 7,
    });
  });
});
