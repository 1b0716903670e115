import type { Cells } from '../../protocol/cells.ts';
import type { Summary } from '../../protocol/compute.ts';
import type { PanelState } from '../../protocol/panel.ts';
import { boundsOf, type CellRange } from './cellRange.ts';
import { gridColumnCount, resultColumns, shownQuantity } from './gridColumns.ts';
import { headerRow } from './keyboard.ts';
import type { RowWindows } from './rowWindows.ts';
import type { ViewState } from '../store/viewState.ts';

/** What of the panel's model says which cells are chosen. */
export interface Choice {
  readonly host: PanelState | null;
  readonly view: ViewState;
  readonly windows: RowWindows | null;
  readonly position: number;
  readonly range: CellRange | null;
}

/** The rows that are chosen, as positions in their arrangement, and the columns of the grid. */
export function chosenSpans({ view, windows, position, range }: Choice, summary: Summary) {
  const { column } = view.cell;
  // A column's header stands for the column, as a row's does for the row.
  const [first, last] =
    position === headerRow ? [0, (windows?.rows ?? 0) - 1] : [position, position];
  const active = { anchor: { row: first, column }, extent: { row: last, column } };
  return boundsOf(range ?? active, gridColumnCount(summary));
}

/** What the extension is asked to copy; null without a result. */
export function chosenCells(choice: Choice, headers: boolean): Cells | null {
  const { host, view, windows } = choice;
  if (!host?.result || !windows) return null;
  const { summary } = host.result;
  const { rows, columns } = chosenSpans(choice, summary);
  const results = resultColumns(summary);
  const classOf = (column: number): number => Math.max(column - 1 - results.length, 0);
  return {
    arrangement: windows.arrangement,
    quantity: shownQuantity(view.quantity, summary),
    rows,
    rowNumbers: columns.start === 0,
    results: results.slice(Math.max(columns.start - 1, 0), Math.max(columns.end - 1, 0)),
    classes: { start: classOf(columns.start), end: classOf(columns.end) },
    headers,
  };
}
