/** Cells of the grid, taken out of it as text. */
import * as v from 'valibot';
import {
  arrangement,
  quantities,
  question,
  resultColumn,
  type ResultColumn,
  span,
} from './compute.ts';
import { index } from './schemas.ts';

/** What the columns are called, in the grid and where its cells are copied to. */
export const resultTitles: Readonly<Record<ResultColumn, string>> = {
  target: 'target',
  argmax: 'argmax',
  loss: 'loss',
  share: 'share',
  targetProbability: 'p(target)',
  topProbability: 'p(argmax)',
  margin: 'margin',
};

/**
 * A range of cells as it stands in the grid: `rows` counts positions in the arrangement, and each row has its
 * number, its results and its classes, as far as they are wanted.
 */
const cells = v.object({
  arrangement,
  quantity: v.picklist(quantities),
  rows: span,
  rowNumbers: v.boolean(),
  results: v.pipe(v.array(resultColumn), v.readonly()),
  classes: span,
  /** Whether a line with the names of the columns comes first. */
  headers: v.boolean(),
});
export type Cells = v.InferOutput<typeof cells>;
export type CellsText = v.InferOutput<typeof cellsText.forPanel.result>;

/** Lines of cells with tabs between them, as spreadsheets take and quote them; numbers at full precision. */
export const cellsText = question(
  'cellsText',
  cells,
  v.object({ text: v.string(), rows: index, columns: index }),
);
