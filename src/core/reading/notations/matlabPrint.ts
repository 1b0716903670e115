import type { TableNotation } from '../notation.ts';

/** What MATLAB and Octave show of a matrix. */
export const matlabPrint: TableNotation = {
  name: 'MATLAB print',
  languageIds: [],
  signs:
    /^[ \t]*Columns? \d+(?: (?:through|and) \d+)?:?[ \t]*$|^[ \t]*1\.0e[+-]\d+[ \t]*\*|^[ \t]*[A-Za-z]\w*(?:\(:,:,[\d,]+\))?[ \t]*=[ \t]*(?:\d+×\d+.*)?\r?\n(?:[ \t]*\r?\n)?[ \t]*(?:-?(?:[\d.]|Inf\b|NaN\b)|10\^|Columns? \d)/m,
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  separator: 'blanks',
  begins: /^[A-Za-z]\w*\s*=(?:\s*\d+×\d+.*)?$/,
  ignored: /^\d+×\d+ .*$/,
  columns: /^Columns? (\d+)(?: (?:through|and) (\d+))?:?$/,
  slice: /^[A-Za-z]\w*\(:,:,(\d+(?:,\d+)*)\)\s*=$/,
  scale: /^(?:1\.0e|10\^)([+-]?\d+)\s*[*×]$/,
  single: 'matrix',
};
