import type { CodeNotation } from '../notation.ts';

export const fortran: CodeNotation = {
  name: 'Fortran',
  languageIds: [
    'fortran',
    'fortran-modern',
    'fortran_fixed-form',
    'FortranFreeForm',
    'FortranFixedForm',
  ],
  signs:
    /,[ \t]*&[ \t]*(?:!.*)?\r?\n|\(\/\s*[-+\d.]|\breal\s*(?:\([^)\n]*\))?\s*(?:,[^:\n]*)?::|\d_(?:dp|sp|wp|rk|real64|real32)\b|(?<!\w)[\d.]+[dD][+-]?\d|(?<![.\w])reshape\(\s*\[/i,
  lineComments: ['!'],
  layout: { continuation: '&', underscoreIsKind: true },
  names: {
    shapeCalls: {
      RESHAPE: {
        values: 0,
        valuesName: 'SOURCE',
        shape: 1,
        shapeNames: ['SHAPE'],
        order: 'column',
      },
    },
  },
};
