import type { CodeNotation } from '../notation.ts';

export const julia: CodeNotation = {
  name: 'Julia',
  languageIds: ['julia'],
  signs:
    /\b(?:Float(?:16|32|64)|Int(?:32|64)?|Real|Number)\[|\b(?:Inf|NaN)(?:16|32)\b|\d(?:\.\d*)?f[+-]?\d(?!\d)/,
  lineComments: ['#'],
  blockComments: [['#=', '=#']],
  layout: {
    matrix: { oneRow: 'blank-separated', oneColumn: 'vector', lineEndAfterComma: false },
    apostropheTransposes: true,
  },
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  nonFiniteSingle: { infinity: 'Inf32', nan: 'NaN32' },
  names: {
    constants: {
      Inf16: Infinity,
      Inf32: Infinity,
      Inf64: Infinity,
      NaN16: NaN,
      NaN32: NaN,
      NaN64: NaN,
    },
    notNumbers: ['missing', 'nothing'],
    transposeCalls: ['permutedims'],
    arrayCalls: ['Float16', 'Float32', 'Float64', 'Int32', 'Int64'],
    bracketTypes: [
      'Float16',
      'Float32',
      'Float64',
      'Int',
      'Int8',
      'Int16',
      'Int32',
      'Int64',
      'Real',
      'Number',
      'Any',
    ],
  },
};
