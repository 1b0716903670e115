import type { CodeNotation } from '../notation.ts';

export const java: CodeNotation = {
  name: 'Java',
  languageIds: ['java', 'groovy', 'scala'],
  signs:
    /\b(?:float|double|int|long)(?:\[\])+\s+\w+\s*=|\bnew\s+(?:float|double|int|long)\s*(?:\[\])+|\b(?:List\.of|Arrays\.asList)\(/,
  lineComments: ['//'],
  layout: { octal: true },
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
    constants: {
      'Float.POSITIVE_INFINITY': Infinity,
      'Float.NEGATIVE_INFINITY': -Infinity,
      'Float.NaN': NaN,
      'Double.POSITIVE_INFINITY': Infinity,
      'Double.NEGATIVE_INFINITY': -Infinity,
      'Double.NaN': NaN,
    },
    arrayCalls: ['Float.valueOf', 'Double.valueOf'],
    elementCalls: ['List.of', 'Arrays.asList', 'Stream.of', 'DoubleStream.of', 'Seq', 'Vector'],
  },
};
