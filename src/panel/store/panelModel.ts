import type { Pinned } from '../../protocol/comparison.ts';
import type { PanelState } from '../../protocol/panel.ts';
import type { Settings } from '../../protocol/schemas.ts';
import type { CellRange } from '../grid/cellRange.ts';
import type { Cell } from '../grid/keyboard.ts';
import type { RowWindows } from '../grid/rowWindows.ts';
import type { EvaluatedRow } from '../row/changes.ts';
import type { Answers } from './inquiries.ts';
import type { ViewState } from './viewState.ts';

/** Everything that the panel's view is made of. */
export interface PanelModel {
  /** Null until the extension has said what there is to show. */
  readonly host: PanelState | null;
  readonly view: ViewState;
  /** Work has been under way for long enough to be worth showing. */
  readonly busy: boolean;
  readonly windows: RowWindows | null;
  /** The rows are being filtered and sorted. */
  readonly arranging: boolean;
  /** Where the cell that has the focus stands in the grid: its row as the rows are arranged. */
  readonly position: number;
  /** The cells that are chosen, where they are more than that one. */
  readonly range: CellRange | null;
  readonly detail: EvaluatedRow | null;
  /** The settings that the user wants. What is shown may still be evaluated under others. */
  readonly settings: Settings;
  /** The changes are being written into the document. */
  readonly applying: boolean;
  /** Why they were not, until there are others. */
  readonly applyFailure: string | null;
  /** Why a part of the result could not be fetched. */
  readonly fetchFailure: string | null;
  /** What the last action of the user came to, for eyes and screen readers. */
  readonly announcement: string;
  /** What the checks of the present result have found. */
  readonly answers: Answers;
  /** What is pinned to be compared with. */
  readonly pinned: Pinned | null;
  /** How often the options were reset. */
  readonly resets: number;
  /** The cell of the grid to be brought into view; another object each time. */
  readonly sought: Cell | null;
}
