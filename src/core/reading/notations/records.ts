import type { TableNotation } from '../notation.ts';

/** Objects of single values, `[{"cat": 1.5, "dog": -2}, ...]` or one a line: rows of a table whose columns they name. */
export const records: TableNotation = {
  name: 'Records',
  languageIds: [],
  separator: ',',
  nonFinite: { infinity: 'Infinity', nan: 'NaN' },
  single: 'matrix',
};
