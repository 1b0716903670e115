import { formatNames, testFrameworks } from '../core/formats/names.ts';
import type { Action } from '../protocol/takeAway.ts';

/** The commands that take something out of the panel, by their ids. */
export const takeAwayCommands = new Map<string, Action>([
  ['softmaxLens.copyWithHeaders', { kind: 'copyCells', headers: true }],
  ...formatNames.map(
    (format) => [`softmaxLens.copyAs.${format}`, { kind: 'copyArray', format }] as const,
  ),
  ...testFrameworks.map(
    (framework) =>
      [`softmaxLens.copyAsTest.${framework}`, { kind: 'copyTest', framework }] as const,
  ),
  ['softmaxLens.insertAsComment', { kind: 'insertComment' }],
  ['softmaxLens.saveAs.npy', { kind: 'saveArray', format: 'npy' }],
  ['softmaxLens.saveAs.csv', { kind: 'saveArray', format: 'csv' }],
]);

export const togglePinCommand = 'softmaxLens.togglePin';
