import assert from 'node:assert/strict';
import type { MathMLTemplateResult } from 'lit';
import { runToEnd } from '../../../src/core/job.ts';
import { summarise } from '../../../src/core/loss/evaluation.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import { lossSteps } from '../../../src/panel/steps/lossSteps.ts';
import { softmaxSteps } from '../../../src/panel/steps/softmaxSteps.ts';
import type { StepArithmetic } from '../../../src/protocol/steps.ts';
import type { Session } from '../../../src/worker/session.ts';
import { stepsOf } from '../../../src/worker/steps.ts';

interface Case {
  readonly row: number[];
  /** A class, or a probability for each. */
  readonly target?: number | number[];
  readonly options?: LossOptionsInput;
  readonly arithmetic?: Partial<StepArithmetic>;
  /** Parts of the steps, by their titles. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
}

const cases: Readonly<Record<string, Case>> = {
  'the largest logit is found and subtracted': {
    row: [1, -2, 5],
    steps: {
      'Find the largest logit': ['m=maxkzk=5'],
      'Subtract it: no exponential will be larger than 1': [
        'z0−m=1−5=−4',
        'z1−m=−2−5=−7',
        'z2−m=5−5=0',
      ],
      'Take the exponentials': ['ez0−m=e−4=0.0183156'],
      'Add them up': ['S=∑kezk−m', '=0.0183156', '+0.000911882', '+1', '=1.01923'],
      'Divide by the sum: the probabilities': ['pk=ezk−mS', 'p2=11.01923=0.981135'],
    },
  },
  'a negative number is subtracted in parentheses': {
    row: [-3, -1],
    steps: { 'Subtract it: no exponential will be larger than 1': ['z0−m=−3−(−1)=−2'] },
  },
  'the largest logit is not subtracted': {
    row: [1, 2],
    target: 0,
    arithmetic: { subtractsLargest: false },
    steps: {
      'Take the exponentials': ['ez0=e1=2.71828'],
      'Take the logarithms': ['−logp0=−log0.268941=1.31326'],
    },
  },
  'the loss is that of the target, and its gradient p less the indicator': {
    row: [0, 0],
    target: 1,
    steps: {
      'Take the logarithms': ['−logpk=logS−(zk−m)', '−logp1=0.693147−0=0.693147'],
      'The loss of the row, whose target y is 1': ['ℓ=−logpy', '=0.693147'],
      'The gradient': ['∂L∂zk=pk−[k=y]', '∂L∂z0=0.5−0=0.5', '∂L∂z1=0.5−1=−0.5'],
    },
  },
  'a temperature divides logits and gradient': {
    row: [2, 0],
    target: 0,
    options: { temperature: 2 },
    steps: {
      'Divide the logits by the temperature': ['uk=zkT', 'u0=22=1'],
      'The gradient': ['∂L∂zk=pk−[k=y]T', '∂L∂z0=0.731059−12=−0.134471'],
    },
  },
  'a weight multiplies the loss and the gradient of the target': {
    row: [0, 0],
    target: 1,
    options: { classWeights: [1, 3] },
    steps: {
      'The loss of the row, whose target y is 1': ['ℓ=wy(−logpy)', '=3×0.693147', '=2.07944'],
      'The gradient': ['∂L∂zk=wy(pk−[k=y])', '∂L∂z0=3×0.5−0=1.5', '∂L∂z1=3×0.5−3=−1.5'],
    },
  },
  'smoothing gives every class its part': {
    row: [0, 0],
    target: 0,
    options: { labelSmoothing: 0.5, classWeights: [1, 3], reduction: 'mean' },
    steps: {
      'What each class counts': ['Bk=wk((1−ε)[k=y]+εC)', 'B0=0.75', 'B1=0.75'],
      'The loss of the row, whose target y is 0': [
        'ℓ=∑kBk(−logpk)',
        '=0.75×0.693147',
        '+0.75×0.693147',
        '=1.03972',
      ],
      'The gradient': ['∂L∂zk=Bpk−BkD,B=1.5,D=1', '∂L∂z0=1.5×0.5−0.75=0'],
    },
  },
  'soft targets are what the classes count': {
    row: [0, 0],
    target: [0.25, 0.75],
    steps: {
      'What each class counts': ['Bk=qk', 'B0=0.25', 'B1=0.75'],
      'The loss of the row': ['=0.25×0.693147', '+0.75×0.693147'],
      'The gradient': ['∂L∂zk=Bpk−Bk,B=1', '∂L∂z0=0.5−0.25=0.25'],
    },
  },
  'weights that belong to whole rows are the target’s': {
    row: [0, 0],
    target: 1,
    options: { classWeights: [1, 3], labelSmoothing: 0.5, convention: 'keras' },
    steps: { 'What each class counts': ['Bk=wy((1−ε)[k=y]+εC)', 'B0=0.75', 'B1=2.25'] },
  },
  'what is rounded away is said': {
    row: [1000, 0],
    target: 1,
    arithmetic: { subtractsLargest: false },
    steps: {
      'The loss of the row, whose target y is 1': [
        '=∞',
        'Without rounding at every step, it is 1000.',
      ],
    },
  },
  'small numbers are powers of ten': {
    row: [0, -100],
    steps: { 'Take the exponentials': ['ez1−m=e−100=3.72008×10−44'] },
  },
  'many classes are the largest, the target, and dots': {
    row: Array.from({ length: 50 }, (_, k) => (k === 7 ? 9 : k === 30 ? 8 : k / 100)),
    target: 3,
    steps: {
      'Add them up': ['=⋯', '+0.000127168', '+⋯', '+1', '+⋯', '+0.367879', '+⋯', '+0.000201444'],
    },
  },
};

describe('the steps of a row as formulas', () => {
  for (const [name, { row, target, options = {}, arithmetic, steps }] of Object.entries(cases)) {
    it(name, () => {
      const found = stepsFor(row, target, options, arithmetic);
      for (const [title, parts] of Object.entries(steps)) {
        const lines = found[title] ?? [];
        for (const part of parts) {
          assert.ok(lines.includes(part), `${part} is not in ${title}: ${lines.join('; ')}`);
        }
      }
    });
  }

  for (const [name, target] of [
    ['without a target', undefined],
    ['of an ignored row', -100],
  ] as const) {
    it(`end with the probabilities ${name}`, () => {
      const titles = Object.keys(stepsFor([1, 2], target));
      assert.equal(titles.at(-1), 'Divide by the sum: the probabilities');
    });
  }
});

/** The formulas of each step as texts. */
function stepsFor(
  row: number[],
  target: Case['target'],
  input: LossOptionsInput = {},
  arithmetic: Case['arithmetic'] = {},
): Record<string, string[]> {
  const logits = { rows: 1, classes: row.length, values: Float64Array.from(row) };
  const targets: Targets | undefined =
    typeof target === 'object'
      ? { kind: 'probabilities', probabilities: Float64Array.from(target) }
      : target === undefined
        ? undefined
        : { kind: 'indices', indices: Int32Array.of(target) };
  const options = completeOptions(input, row.length);
  const results = runToEnd(summarise(logits, targets, options));
  const session = { logits, targets, options, results } as unknown as Session;
  const result = stepsOf(session, {
    row: 0,
    arithmetic: { format: 'float64', subtractsLargest: true, ...arithmetic },
  });
  const steps = [...softmaxSteps(result, 6), ...lossSteps(result, options.labelSmoothing, 6, null)];
  return Object.fromEntries(
    steps.map(({ title, law, lines = [], parts = [], notes }) => [
      title,
      [
        law ? textOf(law) : '',
        ...lines.map((line) => line?.sides.map(textOf).join('=') ?? '⋮'),
        ...parts.map(textOf),
        ...notes,
      ],
    ]),
  );
}

/** What a template says, without its elements. */
function textOf(template: unknown): string {
  if (Array.isArray(template)) return template.map(textOf).join('');
  if (typeof template !== 'object' || template === null) return String(template);
  const { strings, values } = template as MathMLTemplateResult;
  return strings
    .map((text, index) => text + (index < values.length ? textOf(values[index]) : ''))
    .join('')
    .replaceAll(/<[^>]*>/g, '');
}
