/** What the host asks of the compute thread. */
import * as v from 'valibot';
import { conventionNames } from '../core/loss/options.ts';
import type { Method } from './method.ts';
import {
  changes,
  index,
  lossOptions,
  number,
  settings,
  shape,
  source,
  textRange,
  valueKinds,
} from './schemas.ts';

export {
  classInBrief,
  classInWords,
  type ClassNames,
  nameOfClass,
  shortened,
} from '../core/classNames.ts';

// `v.instance` would insist on an array over an ArrayBuffer, and these may lie in shared memory.
const float64Array = v.custom<Float64Array>((value) => value instanceof Float64Array);
const int32Array = v.custom<Int32Array>((value) => value instanceof Int32Array);
const nothing = v.null();

/** Numbers as callers have them: in a plain or in a typed array. */
const numbers = v.custom<ArrayLike<number>>(
  (value) =>
    (ArrayBuffer.isView(value) && 'length' in value && typeof value[0 as never] !== 'bigint') ||
    (Array.isArray(value) && value.every((entry) => typeof entry === 'number')),
  'Expected an array of numbers',
);

/** Class indices, one a row, or class probabilities, one list a row. */
const plainTargets = v.union([v.array(number), v.array(v.array(number))]);
const givenTargets = v.union(
  [numbers, v.array(numbers)],
  'Expected class indices, or one list of class probabilities a row',
);

function method<Params extends object, Result>(
  name: string,
  params: v.GenericSchema<unknown, Params>,
  result: v.GenericSchema<unknown, Result>,
): Method<Params, Result> {
  return { name, params, result };
}

/** Answers as soon as the thread is free to: how the host knows that it is alive. */
export const ping = method('ping', v.object({}), nothing);

/** Text to array. */
export const read = method(
  'read',
  v.object({ text: v.string(), languageId: v.optional(v.string()) }),
  v.object({ shape, values: float64Array, targets: v.exactOptional(plainTargets) }),
);

const severity = v.picklist(['error', 'warning', 'information']);

/** A cell of the logits or of the targets. A class index has no column. */
const cell = v.object({
  array: v.picklist(['logits', 'targets']),
  row: index,
  column: v.exactOptional(index),
});
export type Cell = v.InferOutput<typeof cell>;

/** Something about the data that its owner will want to know, with the first place where it is so. */
const diagnostic = v.object({
  kind: v.string(),
  severity,
  message: v.string(),
  row: v.exactOptional(index),
  column: v.exactOptional(index),
});

/** Text or logits to loss, argmax, probabilities and gradient, whole. */
export const evaluate = method(
  'evaluate',
  v.object({
    text: v.optional(v.string()),
    logits: v.optional(
      v.object({
        shape,
        values: numbers,
      }),
    ),
    targets: v.optional(givenTargets),
    options: v.optional(lossOptions),
    languageId: v.optional(v.string()),
  }),
  v.object({
    shape,
    argmax: int32Array,
    probabilities: float64Array,
    targets: v.exactOptional(plainTargets),
    /** These four are there when there are targets: without them there is no loss. */
    loss: v.exactOptional(number),
    lossPerRow: v.exactOptional(float64Array),
    gradient: v.exactOptional(float64Array),
    divisor: v.exactOptional(number),
    diagnostics: v.array(diagnostic),
  }),
);
export type EvaluateParams = v.InferOutput<typeof evaluate.params>;
export type EvaluateResult = v.InferOutput<typeof evaluate.result>;
export type ReadResult = v.InferOutput<typeof read.result>;

/** Where targets came from: found in the text, or typed into the panel. */
const targetsOrigin = v.object({
  kind: v.picklist(['indices', 'probabilities']),
  origin: v.picklist(['selection', 'following', 'nearby', 'comment', 'column', 'panel']),
  name: v.exactOptional(v.string()),
  range: v.exactOptional(textRange),
});
export type TargetsOrigin = v.InferOutput<typeof targetsOrigin>;

/** Options in the call of the loss that the logits are passed to, which are not in force. */
const unappliedOptions = v.object({
  /** The call. */
  range: textRange,
  /** As they are written: `reduction='sum'`. */
  texts: v.array(v.string()),
  /** The framework that the call names, if what its convention has otherwise matters for the data. */
  framework: v.nullable(v.string()),
  /** What to set for them to be in force. */
  options: lossOptions,
  /** As they are written, those of which the value is not understood. */
  notUnderstood: v.array(v.string()),
});
export type UnappliedOptions = v.InferOutput<typeof unappliedOptions>;

const losses = v.object({ sum: number, mean: number, divisor: number });

/** The first few rows of a selection, small enough for a hover. */
const leftOut = {
  /** The first few of the columns that are not taken for classes, */
  leftOut: v.array(v.string()),
  /** and how many others there are. */
  othersLeftOut: index,
};

export const glance = method(
  'glance',
  v.object({ source, options: lossOptions }),
  v.object({
    shape,
    rows: index,
    classes: index,
    ...leftOut,
    range: textRange,
    losses: v.nullable(losses),
    /** Why there is no loss although there are targets. */
    refusal: v.nullable(v.string()),
    targetsOrigin: v.nullable(targetsOrigin),
    unappliedOptions: v.nullable(unappliedOptions),
    /** What the classes in the first rows are called, by their indices. */
    classNames: v.record(v.string(), v.string()),
    firstRows: v.array(
      v.object({
        argmax: index,
        target: v.nullable(number),
        loss: v.nullable(number),
        top: v.array(v.object({ class: index, probability: number })),
        /** There when there are targets, and few classes. */
        gradient: v.nullable(v.array(number)),
      }),
    ),
  }),
);
export type Glance = v.InferOutput<typeof glance.result>;

/** As a caller's diagnostic, with the first few places. `count` is of rows. */
const finding = v.object({
  kind: v.string(),
  severity,
  message: v.string(),
  count: index,
  places: v.array(cell),
});
export type Finding = v.InferOutput<typeof finding>;

export const summary = v.object({
  shape,
  rows: index,
  classes: index,
  /** What the classes are called; null if the text does not say so, or at too great length. */
  classNames: v.nullable(v.pipe(v.array(v.string()), v.readonly())),
  ...leftOut,
  notation: v.string(),
  range: textRange,
  /** The targets as text when they are few enough to be shown whole. */
  targetsText: v.nullable(v.string()),
  targetsOrigin: v.nullable(targetsOrigin),
  losses: v.nullable(losses),
  /** Why there is no loss although there are targets; `place` is the culprit's. */
  refusal: v.nullable(v.object({ message: v.string(), place: v.nullable(cell) })),
  /** The fraction behind the mean, in words. */
  divisorExplanation: v.nullable(v.string()),
  findings: v.array(finding),
  /** Rows whose argmax is not their target; null where a row has no one target. */
  wrongRows: v.nullable(index),
  /** Rows whose target is the ignore index. */
  ignoredRows: index,
  options: lossOptions,
  unappliedOptions: v.nullable(unappliedOptions),
  /** Which axis of the array the classes are on. */
  classAxis: index,
  valuesAre: v.picklist(valueKinds),
  /** The changes that are in force, */
  changes,
  /** and how many are not, since the document has other numbers in their places by now. */
  voidChanges: index,
});
export type Summary = v.InferOutput<typeof summary>;

const session = index;

/** Reads and evaluates a source and keeps it under the number that the host chose. */
export const openSession = method('openSession', v.object({ session, source, settings }), summary);

/** Evaluates what an open session has read under other settings, as a session of its own. */
export const deriveSession = method(
  'deriveSession',
  v.object({ from: session, session, settings }),
  summary,
);

/** Keeps an open session under another number, too, whatever becomes of the first. */
export const keepSession = method('keepSession', v.object({ from: session, session }), nothing);

export const closeSession = method('closeSession', v.object({ session }), nothing);

export const quantities = ['gradient', 'probabilities', 'logits'] as const;
export type Quantity = (typeof quantities)[number];

/** A question about an open session. The panel asks it without the session, which the host adds. */
export interface SessionQuestion<Query extends object, Result> {
  readonly forPanel: Method<Query, Result>;
  readonly forThread: Method<{ session: number; query: Query }, Result>;
}

export function question<Query extends object, Result>(
  name: string,
  query: v.GenericSchema<unknown, Query>,
  result: v.GenericSchema<unknown, Result>,
): SessionQuestion<Query, Result> {
  return {
    forPanel: { name, params: query, result },
    forThread: {
      name,
      params: v.object({ session, query }),
      result,
    },
  };
}

/** Leaves its end out. */
export const span = v.object({ start: index, end: index });

/** Which rows to show: those that all the given parts hold for. */
const rowFilter = v.object({
  /** Only rows that count and whose argmax is not their target. */
  wrongOnly: v.exactOptional(v.literal(true)),
  /** The class that the target stands for. */
  target: v.exactOptional(index),
  /** The argmax. */
  predicted: v.exactOptional(index),
  /** From `from` up to, not including, `to`; where `to` is infinite, infinite losses are included. */
  loss: v.exactOptional(v.object({ from: number, to: number })),
});
export type RowFilter = v.InferOutput<typeof rowFilter>;

/** What a row comes to, apart from its classes. `share` is the loss as a part of the sum of all. */
export const resultColumn = v.picklist([
  'target',
  'argmax',
  'loss',
  'share',
  'targetProbability',
  'topProbability',
  'margin',
]);
export type ResultColumn = v.InferOutput<typeof resultColumn>;

/** By which column the rows are sorted. Equal rows stay in order; NaN counts as the largest. */
const rowSort = v.object({
  column: v.union([resultColumn, v.object({ quantity: v.picklist(quantities), class: index })]),
  descending: v.boolean(),
});
export type RowSort = v.InferOutput<typeof rowSort>;

/** Which rows are shown, and in which order; without a sort, in their own. */
export const arrangement = v.object({ filter: rowFilter, sort: v.nullable(rowSort) });
export type Arrangement = v.InferOutput<typeof arrangement>;

/** Whether all rows are shown in their own order: a row's position is its number. */
export function isPlain({ filter, sort }: Arrangement): boolean {
  return sort === null && Object.keys(filter).length === 0;
}

const arrangementQuery = v.object({ arrangement, row: v.nullable(index) });
export type ArrangementQuery = v.InferOutput<typeof arrangementQuery>;

const arrangementResult = v.object({
  rows: index,
  place: v.nullable(v.object({ row: index, position: index })),
});
export type ArrangementResult = v.InferOutput<typeof arrangementResult>;

/**
 * How many rows an arrangement shows, and the position among them of `row`, or of the first one where
 * `row` is null. Null for a row that it does not show.
 */
export const arrangeRows = question('arrangeRows', arrangementQuery, arrangementResult);

const rowWindowResult = v.object({
  /** The number of each row. */
  rows: int32Array,
  targets: v.nullable(int32Array),
  argmax: int32Array,
  /** The probability of each row's argmax. */
  topProbabilities: float64Array,
  /** By how much that is more than the probability of the runner-up. */
  margins: float64Array,
  losses: v.nullable(float64Array),
  targetProbabilities: v.nullable(float64Array),
  values: v.nullable(float64Array),
});
export type RowWindow = v.InferOutput<typeof rowWindowResult>;

const windowQuery = v.object({
  arrangement,
  quantity: v.picklist(quantities),
  rows: span,
  columns: span,
});
export type WindowQuery = v.InferOutput<typeof windowQuery>;

/**
 * A window of the result: results per row, and one quantity over the asked columns (classes), row-major.
 * `rows` counts positions in the arrangement. Both spans leave their end out.
 */
export const rowWindow = question('rowWindow', windowQuery, rowWindowResult);

const rowDetailResult = v.object({
  target: v.nullable(number),
  targetProbabilities: v.nullable(float64Array),
  argmax: index,
  loss: v.nullable(number),
  logits: float64Array,
  probabilities: float64Array,
  gradient: v.nullable(float64Array),
  lossIfTarget: v.nullable(float64Array),
});
export type RowDetail = v.InferOutput<typeof rowDetailResult>;

/** `under` is what is to be tried out: what the row would be, long before the whole batch is evaluated so. */
export const rowQuery = v.object({
  row: index,
  under: v.optional(v.object({ options: lossOptions, changes })),
});
export type RowQuery = v.InferOutput<typeof rowQuery>;

/**
 * All classes of one row. `lossIfTarget[k]` is the loss that class k would give as the row's target; null
 * under options that are refused.
 */
export const rowDetail = question('rowDetail', rowQuery, rowDetailResult);

/** Where a logit, or a target found in the text, stands in the document. */
export const locate = question('locate', cell, textRange);

/** The cell whose literal is at an offset of the document. */
export const cellAt = question('cellAt', v.object({ offset: index }), v.nullable(cell));

/** What to write where in the document, for it to say what is tried out. */
export const rewriteChanges = question(
  'rewriteChanges',
  v.object({}),
  v.array(v.object({ range: textRange, text: v.string() })),
);

const comparisons = v.array(
  v.object({
    convention: v.picklist(conventionNames),
    name: v.string(),
    loss: v.exactOptional(number),
    refusal: v.exactOptional(v.string()),
    agrees: v.boolean(),
    differences: v.pipe(
      v.array(v.object({ rule: v.string(), clause: v.string(), source: v.string() })),
      v.readonly(),
    ),
  }),
);
export type Comparisons = v.InferOutput<typeof comparisons>;

/** What every convention makes of the data, and by which rules they differ from the chosen one. */
export const conventionReport = question('conventionReport', v.object({}), comparisons);

const precisions = v.array(
  v.object({
    format: v.string(),
    method: v.picklist(['naive', 'stable']),
    overflows: index,
    underflows: index,
    wrongArgmax: index,
    loss: v.exactOptional(number),
    lossError: v.exactOptional(number),
  }),
);
export type Precisions = v.InferOutput<typeof precisions>;

/** What number formats of fewer bits make of the same logits. */
export const precisionLens = question('precisionLens', v.object({}), precisions);

const gradientComparison = v.object({
  checked: index,
  entries: index,
  worst: v.exactOptional(
    v.object({ row: index, column: index, analytic: number, numeric: number, error: number }),
  ),
});
export type GradientComparison = v.InferOutput<typeof gradientComparison>;

/** Compares the gradient with differences of the loss. */
export const gradientCheck = question('gradientCheck', v.object({}), gradientComparison);

const variant = v.variant('kind', [
  v.object({ kind: v.literal('focal'), gamma: number, alpha: number }),
  v.object({ kind: v.literal('z-loss'), coefficient: number }),
  v.object({ kind: v.literal('poly-1'), epsilon: number }),
]);
export type VariantChoice = v.InferOutput<typeof variant>;

const variantResult = v.object({
  name: v.string(),
  source: v.string(),
  sum: number,
  mean: number,
  lossOfRow: number,
  gradientOfRow: float64Array,
});
export type VariantResult = v.InferOutput<typeof variantResult>;

/** Another loss over the same logits: for the batch, and for one row its loss and gradient. */
export const variantLoss = question(
  'variantLoss',
  v.object({ variant, row: index }),
  variantResult,
);
