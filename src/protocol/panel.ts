/** What the host and the panel say to each other. */
import * as v from 'valibot';
import { type Cell, locate, summary } from './compute.ts';
import type { Method, Notification } from './method.ts';
import { index, lossOptions, number, type Settings, settings, textRange } from './schemas.ts';

/** A place in a document that the panel shows as a link. */
const place = v.object({ label: v.string(), range: textRange });

/** Everything the panel needs to open again what it showed, after a reload of the window. */
export const memento = v.object({
  uri: v.string(),
  selections: v.pipe(v.array(textRange), v.minLength(1), v.readonly()),
  /** Tells whether the selections still hold the same text; null where nothing was read yet. */
  fingerprint: v.nullable(v.string()),
  settings,
  locked: v.boolean(),
});
export type Memento = v.InferOutput<typeof memento>;

const result = v.object({
  summary,
  logitsPlace: place,
  targetsPlace: v.nullable(place),
  /** Of the call that has options which are not in force. */
  callPlace: v.nullable(place),
  /** Grows with every evaluation: windows fetched for an older one are stale. */
  revision: index,
});
export type EvaluationResult = v.InferOutput<typeof result>;

/** What the panel shows. A failure or work under way may stand beside the last result. */
const panelState = v.object({
  result: v.nullable(result),
  failure: v.nullable(
    v.object({ message: v.string(), place: v.nullable(place), canRetry: v.boolean() }),
  ),
  /** Null when nothing is under way; else the fraction done, from 0 to 1. */
  progress: v.nullable(number),
  memento: v.nullable(memento),
  /** The options that a reset goes back to, where they are not the loss's own. */
  defaults: lossOptions,
});
export type PanelState = v.InferOutput<typeof panelState>;

/** Host to panel: the whole state, whenever it changes. */
export const show: Notification<PanelState> = { name: 'show', params: panelState };

/** Host to panel: the user has moved the cursor into a cell's literal. */
export const cursorInCell: Notification<Cell> = {
  name: 'cursorInCell',
  params: locate.forPanel.params,
};

/** Panel to host. */
export const ready: Notification<object> = { name: 'ready', params: v.object({}) };
export const cancel: Notification<object> = { name: 'cancel', params: v.object({}) };
export const retry: Notification<object> = { name: 'retry', params: v.object({}) };
export const setLocked: Notification<{ locked: boolean }> = {
  name: 'setLocked',
  params: v.object({ locked: v.boolean() }),
};
/** Answered once the evaluation under them is shown, or what has become of it instead. */
export const setSettings: Method<{ settings: Settings }, null> = {
  name: 'setSettings',
  params: v.object({ settings }),
  result: v.null(),
};
export const reveal: Notification<{ range: { start: number; end: number } }> = {
  name: 'reveal',
  params: v.object({ range: textRange }),
};
/** A cell is chosen: its literal is to be selected where the document can be seen, and the focus to stay. */
export const selectCell: Notification<Cell> = {
  name: 'selectCell',
  params: locate.forPanel.params,
};
/** A cell's literal is to be selected and to get the focus. */
export const revealCell: Notification<Cell> = {
  name: 'revealCell',
  params: locate.forPanel.params,
};
