/** What the host asks of the compute thread. */
import * as v from 'valibot';
import type { Method, Notification } from './method.ts';
import { index, lossOptions, number, settings, shape, source, textRange } from './schemas.ts';

// `v.instance` would insist on an array over an ArrayBuffer, and these may lie in shared memory.
const float64Array = v.custom<Float64Array>((value) => value instanceof Float64Array);
const int32Array = v.custom<Int32Array>((value) => value instanceof Int32Array);
const nothing = v.null();

/** Class indices, one a row, or class probabilities, one list a row. */
const plainTargets = v.union([v.array(number), v.array(v.array(number))]);

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

const diagnostic = v.object({
  kind: v.string(),
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
        values: v.union([float64Array, v.instance(Float32Array), v.array(number)]),
      }),
    ),
    targets: v.optional(plainTargets),
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

const losses = v.object({ sum: number, mean: number, divisor: number });

/** The first few rows of a selection, small enough for a hover. */
export const glance = method(
  'glance',
  v.object({ source, options: lossOptions }),
  v.object({
    shape,
    rows: index,
    classes: index,
    range: textRange,
    losses: v.nullable(losses),
    targetsOrigin: v.nullable(targetsOrigin),
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

export const summary = v.object({
  shape,
  rows: index,
  classes: index,
  notation: v.string(),
  range: textRange,
  /** The targets as text when they are few enough to be shown whole. */
  targetsText: v.nullable(v.string()),
  targetsOrigin: v.nullable(targetsOrigin),
  losses: v.nullable(losses),
  /** Rows whose argmax is not their target; null where a row has no one target. */
  wrongRows: v.nullable(index),
  options: lossOptions,
  /** Which axis of the array the classes are on. */
  classAxis: index,
});
export type Summary = v.InferOutput<typeof summary>;

const session = index;

/** Reads and evaluates a source and keeps it under the number that the host chose; replaces what was there. */
export const openSession = method('openSession', v.object({ session, source, settings }), summary);

/** Evaluates an open session anew under other settings. */
export const updateSession = method('updateSession', v.object({ session, settings }), summary);

export const closeSession = method('closeSession', v.object({ session }), nothing);

export const quantities = ['gradient', 'probabilities', 'logits'] as const;
export type Quantity = (typeof quantities)[number];

const span = v.object({ start: index, end: index });

/** Which part of the result is asked for: `columns` are classes, and both spans leave their end out. */
export const windowQuery = v.object({
  quantity: v.picklist(quantities),
  rows: span,
  columns: span,
});

/** A window of the result: results per row, and one quantity over the asked columns, row-major. */
export const rowWindow = method(
  'rowWindow',
  v.object({ session, ...windowQuery.entries }),
  v.object({
    targets: v.nullable(int32Array),
    argmax: int32Array,
    /** The probability of each row's argmax. */
    topProbabilities: float64Array,
    losses: v.nullable(float64Array),
    targetProbabilities: v.nullable(float64Array),
    values: v.nullable(float64Array),
  }),
);
export type RowWindow = v.InferOutput<typeof rowWindow.result>;

export const detailQuery = v.object({ row: index });

/** All classes of one row. `lossIfTarget[k]` is the loss that class k would give as the row's target. */
export const rowDetail = method(
  'rowDetail',
  v.object({ session, ...detailQuery.entries }),
  v.object({
    target: v.nullable(number),
    targetProbabilities: v.nullable(float64Array),
    argmax: index,
    loss: v.nullable(number),
    logits: float64Array,
    probabilities: float64Array,
    gradient: v.nullable(float64Array),
    lossIfTarget: float64Array,
  }),
);
export type RowDetail = v.InferOutput<typeof rowDetail.result>;

/** Where the literal of one logit stands in the document. */
export const locate = method('locate', v.object({ session, row: index, column: index }), textRange);

/** How far a session's long work has come, from 0 to 1. */
export const progress: Notification<{ session: number; fraction: number }> = {
  name: 'progress',
  params: v.object({ session, fraction: number }),
};
