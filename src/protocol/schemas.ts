import * as v from 'valibot';
import { conventionNames, reductions } from '../core/loss/options.ts';

/** Any number; valibot's own `number` leaves out NaN, which is a loss that people have. */
export const number = v.custom<number>((value) => typeof value === 'number', 'Expected a number');

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A stretch of text: UTF-16 offsets, `end` exclusive. */
export const textRange = v.object({ start: count, end: count });

/** A stretch of a document and what is selected in it; every offset is the document's. */
export const source = v.object({
  text: v.string(),
  start: count,
  selections: v.pipe(v.array(textRange), v.minLength(1), v.readonly()),
  languageId: v.string(),
});

export const shape = v.array(count);
export const index = count;

/**
 * What a caller may ask of the loss. Only the types are checked here: the loss itself checks the values,
 * since it can say in a sentence what is wrong with them.
 */
export const lossOptions = v.strictObject(
  {
    reduction: v.optional(v.picklist(reductions)),
    classWeights: v.optional(v.pipe(v.array(number), v.readonly())),
    ignoreIndex: v.optional(number),
    labelSmoothing: v.optional(number),
    temperature: v.optional(number),
    convention: v.optional(v.picklist(conventionNames)),
  },
  ({ expected }) => (expected === 'never' ? 'There is no such option' : 'Expected an object'),
);

/** What the numbers of the array may be. */
export const valueKinds = ['logits', 'probabilities', 'log-probabilities'] as const;

/** In place of a number of the document. `was` is what stood there: if it no longer does, the change is void. */
const logitChange = v.object({ row: index, column: index, value: number, was: number });

/** `was` is null where the row had no class index as its target. */
const targetChange = v.object({ row: index, target: index, was: v.nullable(number) });

/** What the user tries out. Of a cell, or a row's target, there is one change at most. */
export const changes = v.object({
  logits: v.pipe(v.array(logitChange), v.readonly()),
  targets: v.pipe(v.array(targetChange), v.readonly()),
});
export type Changes = v.InferOutput<typeof changes>;

export const noChanges: Changes = { logits: [], targets: [] };

/** What the user set in the panel. It outlives edits of the document and reloads of the window. */
export const settings = v.object({
  options: lossOptions,
  /** Targets typed by the user, in any notation; they go before those found in the text. */
  targetsText: v.nullable(v.string()),
  /** Which axis of the array the classes are on; null for the last. */
  classAxis: v.nullable(count),
  /** Probabilities have gone through a softmax already: a second one would be a mistake. */
  valuesAre: v.picklist(valueKinds),
  changes: v.optional(changes, noChanges),
});
export type Settings = v.InferOutput<typeof settings>;

export const defaultSettings: Settings = {
  options: {},
  targetsText: null,
  classAxis: null,
  valuesAre: 'logits',
  changes: noChanges,
};
