/** What is taken out of the panel: to the clipboard, to a file, into the document. */
import * as v from 'valibot';
import { formatNames, testFrameworks } from '../core/formats/names.ts';
import { cellsText } from './cells.ts';
import { arrangement, quantities, question, span } from './compute.ts';
import type { Method, Notification } from './method.ts';
import { shape } from './schemas.ts';

export { formatNames, formatTitles, testFrameworks } from '../core/formats/names.ts';

export const takenQuantities = [...quantities, 'losses'] as const;
export type TakenQuantity = (typeof takenQuantities)[number];

export const fileFormats = ['npy', 'csv'] as const;

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);

const quantity = v.picklist(takenQuantities);
const format = v.picklist(formatNames);
const framework = v.picklist(testFrameworks);
const fileFormat = v.picklist(fileFormats);

/** Some rows and classes of the result, as `rowWindow` has them. Of the losses, these rows. */
const part = v.object({ arrangement, rows: span, columns: span });
export type Part = v.InferOutput<typeof part>;

const takenArray = v.object({
  quantity,
  /** Null for all of it, in the shape that the array has in the document. */
  part: v.nullable(part),
});
export type TakenArray = v.InferOutput<typeof takenArray>;

/** An array of the result as text. */
export const arrayText = question(
  'arrayText',
  v.object({ array: takenArray, format }),
  v.object({
    text: v.string(),
    shape,
    /** What is to be known about the text, in a sentence. */
    remark: v.nullable(v.string()),
  }),
);

/** An array of the result as the bytes of a file. */
export const arrayFile = question(
  'arrayFile',
  v.object({ array: takenArray, format: fileFormat }),
  bytes,
);

/** The loss and the gradient as a test in Python. */
export const lossTest = question('lossTest', v.object({ framework }), v.string());

/** The result in a few lines for people. */
export const resultLines = question('resultLines', v.object({}), v.array(v.string()));

/**
 * Panel to host. The answer is a sentence that says what came of it, to be announced, or null if the
 * user thought better of it.
 */
function errand<Params extends object>(
  name: string,
  params: v.GenericSchema<unknown, Params>,
): Method<Params, string | null> {
  return { name, params, result: v.nullable(v.string()) };
}

export const copyCells = errand('copyCells', cellsText.forPanel.params);
export const copyArray = errand('copyArray', arrayText.forPanel.params);
export const copyTest = errand('copyTest', lossTest.forPanel.params);
export const saveArray = errand('saveArray', arrayFile.forPanel.params);
export const insertComment = errand('insertComment', v.object({}));

/** Writes what is tried out into the document, and has it evaluated. */
export const applyChanges = errand('applyChanges', v.object({}));

/** Saves what the panel has made, a chart for instance, where the user chooses to. */
export const saveFile = errand(
  'saveFile',
  v.object({
    /** Without a folder: it stands beside the document. */
    suggestedName: v.pipe(v.string(), v.regex(/^[^/\\]+$/)),
    bytes,
  }),
);

/** What the user may choose to do with what the panel shows, in the panel or as a command of VS Code. */
const action = v.variant('kind', [
  v.object({ kind: v.literal('copyCells'), headers: v.boolean() }),
  v.object({ kind: v.literal('copyArray'), format }),
  v.object({ kind: v.literal('copyTest'), framework }),
  v.object({ kind: v.literal('saveArray'), format: fileFormat }),
  v.object({ kind: v.literal('insertComment') }),
]);
export type Action = v.InferOutput<typeof action>;

/** Host to panel: a command was run, and the panel knows what is chosen in it. */
export const act: Notification<{ action: Action }> = { name: 'act', params: v.object({ action }) };
