import type { CodeNotation } from '../notation.ts';

/** Go, with Gonum. */
export const go: CodeNotation = {
  name: 'Go',
  languageIds: ['go'],
  signs: /\[(?:\d+|\.\.\.)?\](?:float32|float64|int(?:8|16|32|64)?)\{|\w+ :=|\bmath\.(?:Inf|NaN)\(/,
  lineComments: ['//'],
  layout: { octal: true },
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: 'math.Inf(1)', minusInfinity: 'math.Inf(-1)', nan: 'math.NaN()' },
  names: {
    constants: {
      'math.Inf(1)': Infinity,
      'math.Inf(+1)': Infinity,
      'math.Inf(0)': Infinity,
      'math.Inf(-1)': -Infinity,
      'math.NaN()': NaN,
    },
    notNumbers: ['nil'],
    shapeCalls: {
      'mat.NewDense': { values: 2, shape: 0, shapeNames: [], order: 'row' },
    },
  },
};
