import type { CodeNotation } from '../notation.ts';

/** MATLAB and Octave: `[1 2; 3 4]`. */
export const matlab: CodeNotation = {
  name: 'MATLAB',
  languageIds: ['matlab', 'octave'],
  signs:
    /\[[^[\](){}"'&]*\d\s*;\s*[^\s,;[\](){}"']+[\s,;]+[^\s\])}]|=\s*\[\s*[-+.\w]+[ \t]+[-+.\w][^[\](){}"',;=]*\]'?\s*;|\]\s*;\s*%|\breshape\(\s*\[/,
  lineComments: ['%', '#'],
  layout: {
    matrix: { oneRow: 'always', oneColumn: 'matrix', lineEndAfterComma: true },
    continuation: '...',
    apostropheTransposes: true,
  },
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  names: {
    arrayCalls: ['single', 'double'],
    shapeCalls: {
      // Fortran's, where it is written in lower case, is the same but for the name of its values.
      reshape: {
        values: 0,
        valuesName: 'source',
        shape: 1,
        shapeNames: ['shape', 'dims'],
        order: 'column',
      },
    },
  },
};
