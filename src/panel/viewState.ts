import * as v from 'valibot';
import { quantities } from '../protocol/compute.ts';
import { memento } from '../protocol/panel.ts';
import { index } from '../protocol/schemas.ts';
import { digitChoices } from './numbers.ts';

/** How the user looks at the result. Kept while the panel is hidden and when the window reloads. */
const viewState = v.object({
  /** The cell of the grid that has, or last had, the focus; its row is the one shown in full. */
  cell: v.object({ row: index, column: index }),
  quantity: v.picklist(quantities),
  digits: v.picklist(digitChoices),
  /** Whether the chosen row lists all its classes, however many they are. */
  allClasses: v.boolean(),
});
export type ViewState = v.InferOutput<typeof viewState>;

export const initialViewState: ViewState = {
  cell: { row: 0, column: 0 },
  quantity: 'gradient',
  digits: 6,
  allClasses: false,
};

/** What VS Code keeps for the panel. The extension reads the memento when it restores the panel. */
const persistedState = v.object({
  memento: v.fallback(v.nullable(memento), null),
  view: v.fallback(viewState, initialViewState),
});
export type PersistedState = v.InferOutput<typeof persistedState>;

/** Reads what an earlier run, maybe of another version, has kept. */
export function readPersistedState(value: unknown): PersistedState {
  const outcome = v.safeParse(persistedState, value);
  return outcome.success ? outcome.output : { memento: null, view: initialViewState };
}
