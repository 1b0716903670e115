import type { TableNotation } from '../notation.ts';

/** Columns that are parted by blanks: pandas frames, R data frames, numpy.savetxt. */
export const columns: TableNotation = {
  name: 'Columns',
  languageIds: [],
  nonFinite: { infinity: 'inf', nan: 'nan' },
  separator: 'blanks',
  lineComment: '#',
  single: 'vector',
};
