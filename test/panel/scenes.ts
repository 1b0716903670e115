import type { PanelState } from '../../src/protocol/panel.ts';
import type { PanelOptions } from './panelPage.ts';
import { evaluated, memento, nothingYet, resultOf } from './states.ts';
import type { TableName } from './tables.ts';

/** A state of the panel that is worth looking at. */
export interface Scene {
  readonly state: PanelState;
  readonly table?: TableName;
  readonly options?: PanelOptions;
}

const view = { cell: { row: 0, column: 0 }, quantity: 'gradient', digits: 6, allClasses: false };

const ragged = {
  message: 'Row 1 has 3 values where row 0 has 4. Every row needs as many values.',
  place: { label: 'main.py:5:12', range: { start: 51, end: 52 } },
  canRetry: false,
};

function scene(table: TableName, options: PanelOptions = {}): Scene {
  return { state: evaluated(table), table, options };
}

function looking(changes: object): PanelOptions {
  return { kept: { memento, view: { ...view, ...changes } } };
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
  narrow: scene('batch', { width: 300 }),
  'zoomed to 200 %': scene('batch', { zoom: 2 }),
};
