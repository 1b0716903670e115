import type { CodeNotation } from '../notation.ts';

export const kotlin: CodeNotation = {
  name: 'Kotlin',
  languageIds: ['kotlin', 'kotlinscript'],
  signs: /\b(?:float|double|int|long)?[aA]rrayOf\(|\b(?:mutableL|l)istOf\(/,
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
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
