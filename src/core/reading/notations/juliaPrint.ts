import type { TableNotation } from '../notation.ts';

/** Julia's print of an array, below its size and type. */
export const juliaPrint: TableNotation = {
  name: 'Julia print',
  languageIds: [],
  signs: /^[ \t]*(?:(?:\d+×)+\d+|\d+-element) .*[:}]\s*$/m,
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  separator: 'blanks',
  announced: /^(\d+(?:×\d+)+|\d+(?=-element)).*[:}]$/,
  slice: /^\[:, :, (\d+(?:, \d+)*)\] =$/,
  single: 'matrix',
};
