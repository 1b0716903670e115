import type { CodeNotation } from '../notation.ts';

export const kotlin: CodeNotation = {
  name: 'Kotlin',
  languageIds: ['kotlin', 'kotlinscript'],
  signs: /\b(?:float|double|int|long)?[aA]rrayOf\(|\b(?:mutableL|l)istOf\(/,
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  nonFinite: {
    infinity: 'Double.POSITIVE_INFINITY',
    minusInfinity: 'Double.NEGATIVE_INFINITY',
    nan: 'Double.NaN',
  },
  nonFiniteSingle: {
    infinity: 'Float.POSITIVE_INFINITY',
    minusInfinity: 'Float.NEGATIVE_INFINITY',
    nan: 'Float.NaN',
  },
  names: {
    elementCalls: [
      'arrayOf',
      'floatArrayOf',
      'doubleArrayOf',
      'intArrayOf',
      'longArrayOf',
      'shortArrayOf',
      'listOf',
      'mutableListOf',
      'arrayListOf',
      'mk.ndarray',
    ],
    harmlessMethods: ['toList', 'toTypedArray', 'toDoubleArray', 'toFloatArray'],
  },
};
