import type { TableNotation } from '../notation.ts';

const truncated =
  /reached (?:getOption\("max\.print"\)|'max' \/ getOption)|omitted \d+|with \d+ more/;

/** R's print of a matrix or an array. */
export const rPrint: TableNotation = {
  name: 'R print',
  languageIds: [],
  signs: /^[ \t]*(?:\[,\d+\]|\[\d+,\]|, , \S)/m,
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  separator: 'blanks',
  truncated,
  slice: /^, , (.+)$/,
  single: 'matrix',
};

/** R's print of a vector: each line begins with the index of its first value. */
export const rVectorPrint: TableNotation = {
  name: 'R print',
  languageIds: [],
  signs: /^\s*\[1\][ \t]+(?:[-\d.NI"]|TRUE|FALSE)/,
  ignored: /^Levels:.*$/,
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  separator: 'blanks',
  truncated,
  labelled: true,
  wrapped: true,
  single: 'vector',
};
