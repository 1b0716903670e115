import type { PanelState } from '../../src/protocol/panel.ts';
import { initialViewState, type ViewState } from '../../src/panel/store/viewState.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { allIgnored, diagnosed, named, outOfRange, plain } from './documents.ts';
import type { PanelOptions, PanelPage } from './panelPage.ts';
import { evaluated, memento, nothingYet, resultOf } from './states.ts';
import { type Table, type TableName, tables } from './tables.ts';

/** A state of the panel that is worth looking at: of a table, or what comes of a document. */
export type Scene = {
  readonly options?: PanelOptions;
} & (
  | { readonly state: PanelState; readonly table?: TableName }
  | {
      readonly document: string;
      readonly settings?: Partial<Settings>;
      /** A document that was shown before, and pinned. */
      readonly pinned?: string;
    }
);

/** Shows a scene, and waits until it is drawn. */
export async function showScene(panel: PanelPage, scene: Scene): Promise<void> {
  if ('document' in scene) {
    if (scene.pinned !== undefined) await pinDocument(panel, scene.pinned);
    await panel.showDocument(scene.document, scene.settings);
  } else await panel.show(scene.state, scene.table);
  await panel.settled();
}

async function pinDocument(panel: PanelPage, text: string): Promise<void> {
  await panel.showDocument(text);
  await panel.page.getByRole('button', { name: 'Pin', exact: true }).click();
  await panel.page.getByRole('heading', { name: 'Compared with' }).waitFor();
}

const ragged = {
  message: 'Row 1 has 3 values where row 0 has 4. Every row needs as many values.',
  place: { label: 'main.py:5:12', range: { start: 51, end: 52 } },
  canRetry: false,
};

const manyFindings = `logits = [[1, 2, nan, 4], [0, 1, 2, inf], [3, 1, -inf, 0], [5, 1, 0, 2]]
targets = [0, 1, 2, 1]
`;

const manyOptions: Partial<Settings> = {
  options: { reduction: 'mean', temperature: 2, labelSmoothing: 0.1, classWeights: [1, 2, 0.5, 1] },
};

const tried: Settings['changes'] = {
  logits: [
    { row: 0, column: 0, value: 4, was: 1 },
    { row: 0, column: 3, value: -1.5, was: 5 },
    { row: 2, column: 1, value: -Infinity, was: 0 },
    // Void: there is another number in its place.
    { row: 1, column: 1, value: 0, was: 9 },
  ],
  targets: [{ row: 0, target: 0, was: 3 }],
};

/** What tells of classes by their names. */
const namingSections: ViewState['opened'] = ['filter', 'steps', 'batch'];
const wronglyPredicted: Partial<ViewState> = {
  arrangement: { filter: { wrongOnly: true, predicted: 1 }, sort: null },
};

const checkNames: ViewState['opened'] = ['conventions', 'precision', 'gradient', 'variants'];

function scene(table: TableName, options: PanelOptions = {}): Scene {
  return { state: evaluated(table), table, options };
}

function looking(changes: Partial<ViewState>): PanelOptions {
  return { kept: { memento, view: { ...initialViewState, ...changes } } };
}

/** A table as text, to be evaluated. */
function documentOf(name: TableName): string {
  const { rows, classes, logit, target }: Table = tables[name];
  const lines = Array.from({ length: rows }, (_, row) => {
    const logits = Array.from({ length: classes }, (_, column) => logit(row, column));
    return `[${logits.join(', ')}]`;
  });
  const targets = Array.from({ length: rows }, (_, row) => target?.(row));
  return `logits = [${lines.join(',\n')}]\ntargets = [${targets.join(', ')}]\n`;
}

export const scenes: Readonly<Record<string, Scene>> = {
  empty: { state: nothingYet },
  evaluating: { state: { ...nothingYet, progress: 0.45 } },
  failed: { state: { ...nothingYet, failure: ragged } },
  'failed to compute': {
    state: {
      ...nothingYet,
      memento,
      failure: { message: 'The compute thread has stopped.', place: null, canRetry: true },
    },
  },
  example: scene('example'),
  'example, probabilities at full precision': scene(
    'example',
    looking({ quantity: 'probabilities', digits: 'full' }),
  ),
  'example, logits': scene('example', looking({ quantity: 'logits' })),
  'a wrong prediction': scene('wrong', looking({ cell: { row: 1, column: 5 } })),
  'without targets': scene('withoutTargets'),
  'targets typed': {
    state: {
      ...evaluated('wrong'),
      memento: {
        ...memento,
        settings: { ...memento.settings, targetsText: '3 0' },
        locked: true,
      },
      result: {
        ...resultOf('wrong'),
        targetsPlace: null,
        summary: {
          ...resultOf('wrong').summary,
          targetsOrigin: { kind: 'indices', origin: 'panel' },
        },
      },
    },
    table: 'wrong',
  },
  'soft targets': scene('soft'),
  'ignored target': scene('ignored'),
  'not finite': scene('notFinite'),
  'one row': scene('oneRow'),
  'one class': scene('oneClass'),
  batch: scene('batch'),
  'evaluating again': {
    state: evaluated('batch', { progress: 0.7 }),
    table: 'batch',
  },
  'stale beside a failure': {
    state: evaluated('batch', { failure: ragged }),
    table: 'batch',
  },
  'a thousand classes': scene('thousandClasses', looking({ quantity: 'logits' })),
  'a vocabulary': scene('vocabulary', looking({ quantity: 'probabilities' })),
  'all of a vocabulary': scene('vocabulary', looking({ allClasses: true })),
  'a million rows': scene('millionRows'),
  'looks like probabilities': { document: diagnosed['looks-like-probabilities'].text },
  'looks like log-probabilities': { document: diagnosed['looks-like-log-probabilities'].text },
  'many findings': { document: manyFindings, options: { height: 1200 } },
  'targets refused': { document: outOfRange },
  'probabilities taken as such': {
    document: diagnosed['looks-like-probabilities'].text,
    settings: { valuesAre: 'probabilities' },
  },
  options: {
    document: plain,
    settings: manyOptions,
    options: looking({ opened: ['options', 'takeAway'] }),
  },
  compared: {
    document: plain.replace('[2, 0, 1, 1]', '[2, 9, 1, 1]'),
    settings: { options: { reduction: 'mean' } },
    pinned: plain,
  },
  'changes tried out': { document: plain, settings: { changes: tried } },
  'changes tried out, narrow': {
    document: plain,
    settings: { changes: tried },
    options: { width: 300 },
  },
  checks: {
    document: plain,
    options: { ...looking({ opened: checkNames }), height: 1800 },
  },
  'checks of an ignored batch': {
    document: allIgnored,
    settings: { options: { reduction: 'mean', classWeights: [1, 3] } },
    options: { ...looking({ opened: checkNames }), height: 2000 },
  },
  'checks that fail': {
    document: 'logits = [[1, 2, 3], [0, 2, 4]]\n',
    options: { ...looking({ opened: checkNames }), height: 1500 },
  },
  'narrow, all open': {
    document: manyFindings,
    settings: manyOptions,
    options: {
      ...looking({ opened: ['options', 'steps', 'batch', ...checkNames] }),
      width: 300,
      height: 4500,
    },
  },
  'the batch': {
    document: documentOf('batch'),
    options: {
      ...looking({
        opened: ['batch'],
        arrangement: { filter: { target: 5, predicted: 4 }, sort: null },
      }),
      height: 1800,
    },
  },
  'step by step, overflowing': {
    document: 'logits = [[1000, 0.25, -1000, 5, 6, 7, 8, 9]]\ntargets = [1]\n',
    settings: { options: { labelSmoothing: 0.1, temperature: 0.5 } },
    options: {
      ...looking({
        opened: ['steps'],
        arithmetic: { format: 'float64', subtractsLargest: false },
      }),
      height: 2000,
    },
  },
  'named classes': {
    document: named,
    pinned: named.replaceAll('dog', 'hound').replace('-1,3', '3,-1'),
    options: { ...looking({ ...wronglyPredicted, opened: namingSections }), height: 2800 },
  },
  'named classes, narrow': {
    document: named,
    pinned: named.replaceAll('dog', 'hound').replace('-1,3', '3,-1'),
    options: {
      ...looking({ ...wronglyPredicted, opened: namingSections }),
      width: 300,
      height: 3400,
    },
  },
  narrow: scene('batch', { width: 300 }),
  'zoomed to 200 %': scene('batch', { zoom: 2 }),
};
