/** A pinned evaluation, and how the one that is shown differs from it. */
import * as v from 'valibot';
import { question, summary } from './compute.ts';
import type { Method, Notification } from './method.ts';
import { index, number, settings } from './schemas.ts';

const losses = v.nullable(v.object({ sum: number, mean: number }));

/** The predicted class; null for a row that has no softmax. */
const prediction = v.nullable(index);

/** Where rows of the two evaluations can be held against each other: both are of the same size. */
const rowComparison = v.object({
  /** Rows whose targets are not the same; null where one evaluation has no targets. */
  changedTargets: v.nullable(index),
  /** Rows whose predictions are not the same: how many, and the first of them. */
  flips: v.object({
    count: index,
    first: v.array(v.object({ row: index, pinned: prediction, shown: prediction })),
  }),
  /** The rows whose losses differ most, those first; null where one evaluation has none. */
  losses: v.nullable(v.array(v.object({ row: index, pinned: number, shown: number }))),
  /** Where the gradients differ most; null where one evaluation has none. */
  gradient: v.nullable(
    v.object({ row: index, column: index, pinned: number, shown: number, difference: number }),
  ),
});

const comparison = v.object({
  pinned: losses,
  shown: losses,
  /** Why rows cannot be compared, in words. */
  misfit: v.nullable(v.string()),
  rows: v.nullable(rowComparison),
});
export type Comparison = v.InferOutput<typeof comparison>;

/** Compares a session with another one that is open. */
export const compareSessions = question('compareSessions', v.object({ pinned: index }), comparison);

/** Panel to host: compares what is shown with what is pinned. */
export const comparePinned: { readonly forPanel: Method<object, Comparison> } = {
  forPanel: { name: 'comparePinned', params: v.object({}), result: comparison },
};

const pinned = v.object({
  /** Where it stood when it was pinned. */
  label: v.string(),
  summary,
  settings,
  /** That of the result that was pinned. */
  revision: index,
});
export type Pinned = v.InferOutput<typeof pinned>;

/** Host to panel: what is pinned, whenever that changes. */
export const showPinned: Notification<{ pinned: Pinned | null }> = {
  name: 'showPinned',
  params: v.object({ pinned: v.nullable(pinned) }),
};

/** Panel to host: pins what is shown, in place of what was pinned before, or nothing any more. */
export const pin: Notification<object> = { name: 'pin', params: v.object({}) };
export const unpin: Notification<object> = { name: 'unpin', params: v.object({}) };
