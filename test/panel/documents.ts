/** Documents that have something to be said about, and what is said. */
import type { Diagnostic } from '../../src/core/loss/diagnostics.ts';
import type { Cell } from '../../src/protocol/compute.ts';
import type { Settings } from '../../src/protocol/schemas.ts';

interface Diagnosed {
  readonly text: string;
  readonly settings?: Partial<Settings>;
  readonly severity: 'Error' | 'Warning' | 'Information';
  /** A part of the message. */
  readonly says: string;
  /** Whether it stands in place of the loss, and not among the findings. */
  readonly isRefusal?: true;
  /** The cells that are linked to, each by its name. */
  readonly places?: Readonly<Record<string, Cell>>;
}

function document(logits: string, targets: string): string {
  return `logits = ${logits}\ntargets = ${targets}\n`;
}

const logit = (row: number, column: number): NonNullable<Diagnosed['places']> => ({
  [`row ${row}, column ${column}`]: { array: 'logits', row, column },
});

/** At least one document of every kind of diagnostic. */
export const diagnosed: Readonly<Record<Diagnostic['kind'], Diagnosed>> = {
  'logit-nan': {
    text: document('[[1, 2, nan], [0, 1, 2], [nan, 1, 2]]', '[0, 1, 2]'),
    severity: 'Error',
    says: 'is NaN',
    places: { ...logit(0, 2), ...logit(2, 0) },
  },
  'logit-infinite': {
    text: document('[[1, 2], [inf, 2]]', '[0, 1]'),
    severity: 'Error',
    says: 'is Infinity',
    places: logit(1, 0),
  },
  'row-minus-infinite': {
    text: document('[[1, 2], [-inf, -inf]]', '[0, 1]'),
    severity: 'Error',
    says: 'and so is every other of the row',
    places: logit(1, 0),
  },
  'target-minus-infinite': {
    text: document('[[1, 2], [2, -inf]]', '[0, 1]'),
    severity: 'Error',
    says: 'the loss is infinite',
    places: logit(1, 1),
  },
  'zero-times-infinity': {
    text: document('[[1, 2], [-inf, 2]]', '[[0.5, 0.5], [0, 1]]'),
    severity: 'Error',
    says: '0 times infinity',
    places: logit(1, 0),
  },
  'target-not-finite': {
    // Read from a document, such numbers would not be taken for targets.
    text: 'logits = [[1, 2], [1, 2]]\n',
    settings: { targetsText: '[[0.5, 0.5], [0, inf]]' },
    severity: 'Error',
    says: 'is not a finite probability',
    places: { 'target of row 1, column 1': { array: 'targets', row: 1, column: 1 } },
  },
  'loss-overflow': {
    text: document('[[1, 2], [-1e308, 1e308]]', '[0, 0]'),
    severity: 'Error',
    says: 'beyond the largest double',
    places: logit(1, 0),
  },
  'ignored-row-poisons-gradient': {
    text: document('[[1, 2], [nan, 2]]', '[0, -100]'),
    severity: 'Warning',
    says: 'although the row is ignored',
    places: logit(1, 0),
  },
  'target-out-of-range': {
    text: document('[[1, 2], [0, 2]]', '[0, 7]'),
    severity: 'Error',
    says: 'Row 1 has target 7',
    isRefusal: true,
    places: { 'target of row 1': { array: 'targets', row: 1 } },
  },
  'target-wraps': {
    text: document('[[1, 2], [0, 2]]', '[0, -1]'),
    settings: { options: { convention: 'numpy' } },
    severity: 'Warning',
    says: 'it means class 1',
    places: { 'target of row 1': { array: 'targets', row: 1 } },
  },
  'ignore-index-not-offered': {
    text: document('[[1, 2], [0, 2]]', '[0, 1]'),
    settings: { options: { convention: 'numpy', ignoreIndex: 1 } },
    severity: 'Warning',
    says: 'NumPy has none',
    places: { 'target of row 1': { array: 'targets', row: 1 } },
  },
  'target-negative': {
    text: 'logits = [[1, 2], [1, 2]]\n',
    settings: { targetsText: '[[0.5, 0.5], [1.5, -0.5]]' },
    severity: 'Warning',
    says: 'is negative',
    places: { 'target of row 1, column 1': { array: 'targets', row: 1, column: 1 } },
  },
  'target-sum': {
    text: 'logits = [[1, 2], [1, 2]]\n',
    settings: { targetsText: '[[0.5, 0.5], [0.5, 0.25]]' },
    severity: 'Warning',
    says: 'sum to 0.75, not to 1',
    places: { 'target of row 1, column 0': { array: 'targets', row: 1, column: 0 } },
  },
  'sum-overflow': {
    text: document('[[1e308, 0], [1e308, 0]]', '[1, 1]'),
    severity: 'Error',
    says: 'the sum is infinite',
  },
  'targets-do-not-fit': {
    text: document('[[1, 2], [0, 2]]', '[0, 1, 1]'),
    severity: 'Information',
    says: 'The array “targets” nearby is not taken for the targets: it has 3 values',
  },
  'all-rows-ignored': {
    text: document('[[1, 2], [0, 2]]', '[-100, -100]'),
    settings: { options: { reduction: 'mean' } },
    severity: 'Error',
    says: 'every row is ignored',
  },
  'weights-sum-to-zero': {
    text: document('[[1, 2], [0, 2]]', '[0, 0]'),
    settings: { options: { classWeights: [0, 1] } },
    severity: 'Warning',
    says: 'sum to 0',
  },
  'weight-negative': {
    text: document('[[1, 2], [0, 2]]', '[0, 1]'),
    settings: { options: { classWeights: [1, -2] } },
    severity: 'Warning',
    says: 'The weight of class 1 is negative (-2)',
  },
  'looks-like-probabilities': {
    text: document('[[0.25, 0.75], [0.5, 0.5]]', '[0, 0]'),
    severity: 'Warning',
    says: 'look like probabilities',
  },
  'looks-like-log-probabilities': {
    text: document(
      '[[-0.6931471805599453, -0.6931471805599453], [-0.5108256237659907, -0.916290731874155]]',
      '[0, 0]',
    ),
    severity: 'Information',
    says: 'look like log-probabilities',
  },
};

/** Logits that say nothing special about themselves. */
export const plain = document('[[1, 2, 3, 5], [4, 5, 2, 3], [2, 0, 1, 1]]', '[3, 1, 1]');

export const outOfRange = diagnosed['target-out-of-range'].text;
export const allIgnored = diagnosed['all-rows-ignored'].text;

/** A table whose header has the names of the classes. */
export const named = `cat,dog,guinea pig of the Andes,label
2.5,0.5,-1,cat
0.25,1.5,0.75,cat
-1,3,0.5,dog
0.5,1,0.75,guinea pig of the Andes
`;
