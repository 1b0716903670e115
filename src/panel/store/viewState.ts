import * as v from 'valibot';
import { arrangement, quantities, resultColumn } from '../../protocol/compute.ts';
import { memento } from '../../protocol/panel.ts';
import { index } from '../../protocol/schemas.ts';
import { stepArithmetic } from '../../protocol/steps.ts';
import { takenQuantities } from '../../protocol/takeAway.ts';
import { digitChoices, numberNotations } from '../numbers.ts';

/** The parts of the panel that can be opened. */
const sectionNames = [
  'options',
  'comparison',
  'takeAway',
  'filter',
  'steps',
  'batch',
  'conventions',
  'precision',
  'gradient',
  'variants',
] as const;
export type SectionName = (typeof sectionNames)[number];

export const variantKinds = ['focal', 'z-loss', 'poly-1'] as const;

/** Another loss to look at. The parameters of those that are not chosen are kept, too. */
const variantForm = v.object({
  kind: v.picklist(variantKinds),
  gamma: v.number(),
  alpha: v.number(),
  coefficient: v.number(),
  epsilon: v.number(),
});
export type VariantForm = v.InferOutput<typeof variantForm>;

/** What has a width of its own. All classes have the same. */
const sizedColumn = v.picklist([...resultColumn.options, 'class']);
export type SizedColumn = v.InferOutput<typeof sizedColumn>;

/** How the user looks at the result. Kept while the panel is hidden and when the window reloads. */
const viewState = v.object({
  /** The cell of the grid that has, or last had, the focus; its row is the one shown in full. */
  cell: v.object({ row: index, column: index }),
  arrangement,
  quantity: v.picklist(quantities),
  /** What is copied or saved; null for what the grid shows. */
  taken: v.nullable(v.picklist(takenQuantities)),
  digits: v.picklist(digitChoices),
  notation: v.picklist(numberNotations),
  /** In pixels; columns that are not in it are as wide as their texts. */
  columnWidths: v.record(sizedColumn, v.number()),
  /** Whether the chosen row lists all its classes, however many they are. */
  allClasses: v.boolean(),
  opened: v.pipe(v.array(v.picklist(sectionNames)), v.readonly()),
  variant: variantForm,
  /** Of how many of the likeliest classes one may be the target for a prediction to be right. */
  topSize: index,
  /** How the steps of the chosen row are computed. */
  arithmetic: stepArithmetic,
});
export type ViewState = v.InferOutput<typeof viewState>;

/** @internal Outside of this file, for its tests only. */
export const initialViewState: ViewState = {
  cell: { row: 0, column: 0 },
  arrangement: { filter: {}, sort: null },
  quantity: 'gradient',
  taken: null,
  digits: 'automatic',
  notation: 'automatic',
  columnWidths: {},
  allClasses: false,
  opened: [],
  // As their papers have them; see the sources that the panel shows.
  variant: { kind: 'focal', gamma: 2, alpha: 0.25, coefficient: 1e-4, epsilon: 1 },
  topSize: 5,
  arithmetic: { format: 'float64', subtractsLargest: true },
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
