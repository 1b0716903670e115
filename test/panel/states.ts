import { completeOptions } from '../../src/core/loss/options.ts';
import type { Summary } from '../../src/protocol/compute.ts';
import type { EvaluationResult, Memento, PanelState } from '../../src/protocol/panel.ts';
import { defaultSettings, noChanges } from '../../src/protocol/schemas.ts';
import { evaluateTableRow, type TableName, tables } from './tables.ts';

export const nothingYet: PanelState = {
  result: null,
  failure: null,
  progress: null,
  memento: null,
  defaults: {},
};

export const memento: Memento = {
  uri: 'file:///project/main.py',
  selections: [{ start: 30, end: 56 }],
  fingerprint: null,
  settings: defaultSettings,
  locked: false,
};

/** More rows than this are not summed here: their loss is made up of the first ones. */
const summedRows = 1000;

/** The summary that the extension would give of a table. */
export function summaryOf(name: TableName): Summary {
  const { rows, classes, ...table } = tables[name];
  const hasTargets = 'target' in table;
  const counted = Math.min(rows, Math.ceil(summedRows / Math.sqrt(classes)));
  const details = Array.from({ length: counted }, (_, row) => evaluateTableRow(name, row));
  const sum = (details.reduce((total, { loss }) => total + (loss ?? 0), 0) * rows) / counted;
  const valid = details.filter(({ target }) => target === null || target >= 0).length;
  const divisor = (valid * rows) / counted;
  const isSoft = hasTargets && details.every(({ target }) => target === null);
  const wrong = details.filter(({ target, argmax }) => target !== argmax && (target ?? -1) >= 0);
  return {
    shape: [rows, classes],
    rows,
    classes,
    classNames: null,
    notation: 'Python list',
    range: { start: 30, end: 56 },
    targetsText:
      hasTargets && !isSoft && rows <= 100
        ? `[${details.map(({ target }) => target).join(', ')}]`
        : null,
    targetsOrigin: hasTargets
      ? {
          kind: isSoft ? 'probabilities' : 'indices',
          origin: 'nearby',
          name: 'labels',
          range: { start: 90, end: 96 },
        }
      : null,
    losses: hasTargets ? { sum, mean: sum / divisor, divisor } : null,
    wrongRows: hasTargets && !isSoft ? Math.round((wrong.length * rows) / counted) : null,
    ignoredRows: Math.round(((counted - valid) * rows) / counted),
    options: completeOptions({}, classes),
    leftOut: [],
    othersLeftOut: 0,
    unappliedOptions: null,
    classAxis: 1,
    valuesAre: 'logits',
    refusal: null,
    divisorExplanation: null,
    findings: [],
    changes: noChanges,
    voidChanges: 0,
  };
}

export function resultOf(name: TableName, revision = 1): EvaluationResult {
  const summary = summaryOf(name);
  return {
    summary,
    logitsPlace: { label: 'main.py:4', range: summary.range },
    targetsPlace: summary.targetsOrigin?.range
      ? { label: 'main.py:9', range: summary.targetsOrigin.range }
      : null,
    callPlace: null,
    revision,
  };
}

export function evaluated(name: TableName, changes: Partial<PanelState> = {}): PanelState {
  return { ...nothingYet, memento, result: resultOf(name), ...changes };
}
