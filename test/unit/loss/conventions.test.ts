import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import {
  type Comparison,
  compareConventions,
  conventionMatters,
} from '../../../src/core/loss/compareConventions.ts';
import { conventions } from '../../../src/core/loss/conventions.ts';
import { evaluate, summarise } from '../../../src/core/loss/evaluation.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import { conventionCases } from './golden.ts';

/** The frameworks' own rounding. */
const tolerance = 1e-14;

describe('the conventions give the loss and the gradient of the frameworks', () => {
  for (const { id, options, logits, targets, loss, gradient } of conventionCases) {
    it(loss === undefined ? `${id}: refused` : id, () => {
      const run = () =>
        runToEnd(evaluate(logits, targets, completeOptions(options, logits.classes)));
      if (loss === undefined) {
        assert.throws(run, LossError);
        return;
      }
      const evaluation = run();
      assertClose(evaluation.losses!.loss, loss);
      gradient?.forEach((slope, i) => assertClose(evaluation.gradient![i]!, slope));
    });
  }
});

describe('every rule of every convention', () => {
  for (const [convention, { name, call, ...rules }] of Object.entries(conventions)) {
    it(`names its source: ${convention}`, () => {
      assert.ok(name && call);
      for (const { source } of Object.values(rules)) assert.notEqual(source, '');
    });
  }
});

describe('comparing conventions', () => {
  const rows = 300_000;
  const manyTargets: readonly Targets[] = [
    { kind: 'indices', indices: new Int32Array(rows) },
    { kind: 'probabilities', probabilities: new Float64Array(2 * rows).fill(0.5) },
  ];
  for (const targets of manyTargets) {
    it(`lets others have a turn while it goes through many ${targets.kind}`, () => {
      const logits = { rows, classes: 2, values: new Float64Array(2 * rows) };
      const options = completeOptions({}, logits.classes);
      const summary = runToEnd(summarise(logits, undefined, options));
      const fractions = [...conventionMatters('keras', logits, targets, options, summary)];
      assert.ok(fractions.length >= 4);
      assert.deepEqual(
        fractions,
        fractions.toSorted((one, other) => one - other),
      );
    });
  }

  it('agrees everywhere, without a reason not to', () => {
    const comparisons = compare([0, 1], { reduction: 'mean' });
    assert.deepEqual(
      comparisons.map(({ convention, agrees, differences }) => [convention, agrees, differences]),
      ['pytorch', 'numpy', 'optax', 'keras', 'onnx'].map((name) => [name, true, []]),
    );
  });

  const cases: {
    name: string;
    targets: number[] | number[][];
    options: LossOptionsInput;
    expected: Record<string, { loss?: number; refusal?: RegExp; rules: string[] }>;
  }[] = [
    {
      name: 'an all-ignored batch',
      targets: [-100, -100],
      options: { reduction: 'mean' },
      expected: {
        pytorch: { loss: NaN, rules: [] },
        numpy: { refusal: /NumPy has no ignore index/, rules: ['ignoreIndex', 'outOfRange'] },
        optax: { loss: NaN, rules: ['ignoreIndex', 'outOfRange'] },
        keras: { loss: 0, rules: ['emptyMean'] },
        onnx: { loss: NaN, rules: [] },
      },
    },
    {
      name: 'a weighted mean',
      targets: [0, 1],
      options: { reduction: 'mean', classWeights: [1, 2, 4] },
      expected: {
        pytorch: { loss: 2.8538330845094107, rules: [] },
        numpy: { loss: 2.7422763044931532, rules: ['classWeights', 'meanDivisor'] },
        optax: { loss: 2.7422763044931532, rules: ['classWeights', 'meanDivisor'] },
        keras: { loss: 4.280749626764116, rules: ['meanDivisor'] },
        onnx: { loss: 2.8538330845094107, rules: [] },
      },
    },
    {
      name: 'a target out of range',
      targets: [0, 3],
      options: { reduction: 'mean' },
      expected: {
        pytorch: { refusal: /^Row 1 has target 3/, rules: [] },
        numpy: { refusal: /^Row 1 has target 3/, rules: [] },
        optax: { loss: NaN, rules: ['outOfRange'] },
        keras: { refusal: /^Row 1 has target 3/, rules: [] },
        onnx: { refusal: /^Row 1 has target 3/, rules: [] },
      },
    },
    {
      name: 'a negative target, seen from a convention where it wraps',
      targets: [0, -1],
      options: { convention: 'numpy' },
      expected: {
        numpy: { loss: 5.9845526089863063, rules: [] },
        pytorch: { refusal: /^Row 1 has target -1/, rules: ['outOfRange'] },
        optax: { loss: 5.9845526089863063, rules: [] },
        keras: { refusal: /^Row 1 has target -1/, rules: ['outOfRange'] },
        onnx: { loss: 5.9845526089863063, rules: [] },
      },
    },
    {
      name: 'an all-ignored batch, seen from a convention that ignores nothing',
      targets: [0, 0],
      options: { reduction: 'mean', ignoreIndex: 0, convention: 'numpy' },
      expected: {
        numpy: { loss: 1.2422763044931532, rules: [] },
        pytorch: { loss: NaN, rules: ['ignoreIndex'] },
        optax: { loss: 1.2422763044931532, rules: [] },
        keras: { loss: 0, rules: ['emptyMean', 'ignoreIndex'] },
        onnx: { loss: NaN, rules: ['ignoreIndex'] },
      },
    },
    {
      name: 'an ignored row that could wrap',
      targets: [0, -1],
      options: { ignoreIndex: -1, convention: 'optax' },
      expected: {
        optax: { loss: 5.984552608986306, rules: [] },
        pytorch: { loss: 2.4076059644443806, rules: ['ignoreIndex'] },
        numpy: { loss: 5.984552608986306, rules: [] },
        keras: { loss: 2.4076059644443806, rules: ['ignoreIndex'] },
        onnx: { loss: 2.4076059644443806, rules: ['ignoreIndex'] },
      },
    },
    {
      name: 'class weights, seen from a convention that has none',
      targets: [0, 1],
      options: { convention: 'numpy', classWeights: [1, 2, 4] },
      expected: {
        numpy: { refusal: /^NumPy has no class weights/, rules: [] },
        pytorch: { loss: 8.561499253528233, rules: ['classWeights'] },
        optax: { loss: 5.484552608986306, rules: [] },
        keras: { loss: 8.561499253528233, rules: ['classWeights'] },
        onnx: { loss: 8.561499253528233, rules: ['classWeights'] },
      },
    },
    {
      name: 'class weights of 1, seen from a convention that has none',
      targets: [0, 1],
      options: { convention: 'numpy', classWeights: [1, 1, 1] },
      expected: {
        numpy: { refusal: /^NumPy has no class weights/, rules: [] },
        pytorch: { loss: 5.484552608986306, rules: ['classWeights'] },
        optax: { loss: 5.484552608986306, rules: [] },
        keras: { loss: 5.484552608986306, rules: ['classWeights'] },
        onnx: { loss: 5.484552608986306, rules: ['classWeights'] },
      },
    },
    {
      name: 'smoothing, seen from a convention that has none',
      targets: [0, 1],
      options: { convention: 'numpy', labelSmoothing: 0.1 },
      expected: {
        numpy: { refusal: /^NumPy has no label smoothing/, rules: [] },
        pytorch: { loss: 5.301219275652973, rules: ['labelSmoothing'] },
        optax: { loss: 5.301219275652973, rules: ['labelSmoothing'] },
        keras: { loss: 5.301219275652973, rules: ['labelSmoothing'] },
        onnx: { loss: 5.484552608986306, rules: [] },
      },
    },
    {
      name: 'smoothing, of a target that has no one-hot label',
      targets: [0, -1],
      options: { convention: 'optax', labelSmoothing: 0.1 },
      expected: {
        optax: { refusal: /^Row 1 has target -1/, rules: [] },
        pytorch: { refusal: /^Row 1 has target -1/, rules: [] },
        numpy: { loss: 5.984552608986306, rules: ['outOfRange', 'labelSmoothing'] },
        keras: { refusal: /^Row 1 has target -1/, rules: [] },
        onnx: { loss: 5.984552608986306, rules: ['outOfRange', 'labelSmoothing'] },
      },
    },
    {
      name: 'class probabilities of any sum, all smoothed away',
      targets: [
        [0.2, 0.2, 0.2],
        [0.5, 0, 0.1],
      ],
      options: { labelSmoothing: 1, convention: 'pytorch' },
      expected: {
        pytorch: { loss: 3.6512192756529727, rules: [] },
        numpy: { loss: 1.240731565391784, rules: ['labelSmoothing'] },
        optax: { loss: 3.6512192756529727, rules: [] },
        keras: { loss: 3.6512192756529727, rules: [] },
        onnx: {
          refusal: /^ONNX takes class indices only/,
          rules: ['labelSmoothing', 'classProbabilities'],
        },
      },
    },
    {
      name: 'smoothing with weights',
      targets: [0, 1],
      options: { labelSmoothing: 0.1, classWeights: [1, 2, 4] },
      expected: {
        pytorch: { loss: 8.618411603605548, rules: [] },
        numpy: { loss: 5.484552608986306, rules: ['classWeights', 'labelSmoothing'] },
        optax: { loss: 5.301219275652973, rules: ['classWeights'] },
        keras: { loss: 8.294832586861567, rules: ['classWeights'] },
        onnx: { loss: 8.561499253528233, rules: ['labelSmoothing'] },
      },
    },
    {
      name: 'class probabilities that do not sum to 1',
      targets: [
        [0.2, 0.2, 0.2],
        [0.5, 0, 0.1],
      ],
      options: {},
      expected: {
        pytorch: { loss: 1.240731565391784, rules: [] },
        numpy: { loss: 1.240731565391784, rules: [] },
        optax: { loss: 1.240731565391784, rules: [] },
        keras: { loss: 1.240731565391784, rules: ['unnormalisedGradient'] },
        onnx: { refusal: /^ONNX takes class indices only/, rules: ['classProbabilities'] },
      },
    },
  ];
  for (const { name, targets, options, expected } of cases) {
    it(`explains ${name}`, () => {
      const comparisons = compare(targets, options);
      assert.deepEqual(
        Object.keys(expected),
        comparisons.map(({ convention }) => convention),
      );
      for (const { convention, loss, refusal, differences } of comparisons) {
        const wanted = expected[convention]!;
        assert.deepEqual(
          differences.map(({ rule }) => rule),
          wanted.rules,
          convention,
        );
        if (wanted.loss === undefined) assert.match(refusal ?? '', wanted.refusal!);
        else assertClose(loss ?? Infinity, wanted.loss, 1e-12);
      }
    });
  }

  it('says what a rule does, and where it is defined', () => {
    const keras = compare([0, 1], { reduction: 'mean', classWeights: [1, 2, 4] })[3]!;
    assert.equal(keras.agrees, false);
    assert.deepEqual(keras.differences, [
      {
        rule: 'meanDivisor',
        clause: 'the mean divides by the number of rows that count',
        source: 'keras-team/keras, keras/src/losses/loss.py, reduce_values, apply_mask',
      },
    ]);
  });

  it('says that Keras ignores rows, where a convention without an ignore index is compared with it', () => {
    const keras = compare([0, 1], { convention: 'numpy', ignoreIndex: 0 })[3]!;
    assert.deepEqual(
      keras.differences.map(({ clause }) => clause),
      ['rows can be ignored, but not where labels are smoothed'],
    );
  });

  it('an infinite loss of a row that others ignore is not theirs', () => {
    const comparisons = compare([0, 1], { convention: 'numpy', ignoreIndex: 0 }, [
      -Infinity,
      2,
      -Infinity,
      1,
      2,
      -Infinity,
    ]);
    const losses = new Map(comparisons.map(({ convention, loss }) => [convention, loss]));
    assert.deepEqual([losses.get('numpy'), losses.get('optax')], [Infinity, Infinity]);
    for (const convention of ['pytorch', 'keras', 'onnx'] as const) {
      assertClose(losses.get(convention)!, 0.31326168751822286);
    }
  });

  it('an ignored row with NaN differs in the gradient, not in the loss', () => {
    const keras = compare([-100, 1], {}, [NaN, 0, 1, 1, 2, 3]).find(
      ({ convention }) => convention === 'keras',
    )!;
    assert.equal(keras.agrees, true);
    assert.deepEqual(
      keras.differences.map(({ rule }) => rule),
      ['ignoredRowGradient'],
    );
  });
});

function compare(
  targets: number[] | number[][],
  options: LossOptionsInput,
  values = [1, 2, 3, 4, 1, 0.5],
): Comparison[] {
  const logits = { rows: 2, classes: 3, values: Float64Array.from(values) };
  return runToEnd(compareConventions(logits, targetsOf(targets), completeOptions(options, 3)));
}

function targetsOf(targets: number[] | number[][]): Targets {
  return typeof targets[0] === 'number'
    ? { kind: 'indices', indices: Int32Array.from(targets as number[]) }
    : { kind: 'probabilities', probabilities: Float64Array.from(targets.flat()) };
}

function assertClose(actual: number, expected: number, relative = tolerance): void {
  if (Object.is(actual, expected)) return;
  const error = Math.abs(actual - expected);
  assert.ok(error <= relative * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
}
