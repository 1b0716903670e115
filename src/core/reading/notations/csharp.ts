import type { CodeNotation } from '../notation.ts';

export const csharp: CodeNotation = {
  name: 'C#',
  languageIds: ['csharp', 'fsharp'],
  signs:
    /\bnew\s+\w*\s*\[,+\]|\b(?:float|double|int)\[,+\]|\b(?:float|double)\.(?:NaN|(?:Posi|Nega)tiveInfinity)\b/,
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  nonFinite: {
    infinity: 'double.PositiveInfinity',
    minusInfinity: 'double.NegativeInfinity',
    nan: 'double.NaN',
  },
  nonFiniteSingle: {
    infinity: 'float.PositiveInfinity',
    minusInfinity: 'float.NegativeInfinity',
    nan: 'float.NaN',
  },
  names: {
    constants: {
      'float.PositiveInfinity': Infinity,
      'float.NegativeInfinity': -Infinity,
      'float.NaN': NaN,
      'double.PositiveInfinity': Infinity,
      'double.NegativeInfinity': -Infinity,
      'double.NaN': NaN,
      'Single.PositiveInfinity': Infinity,
      'Single.NegativeInfinity': -Infinity,
      'Single.NaN': NaN,
      'Double.PositiveInfinity': Infinity,
      'Double.NegativeInfinity': -Infinity,
    },
  },
};
