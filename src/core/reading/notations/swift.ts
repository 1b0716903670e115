import type { CodeNotation } from '../notation.ts';

export const swift: CodeNotation = {
  name: 'Swift',
  languageIds: ['swift'],
  signs:
    /:\s*\[+(?:Float|Double|Int)\]+\s*=|-?\.(?:infinity|nan)\b|\b(?:Float|Double)\.(?:infinity|nan)\b/,
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: '.infinity', nan: '.nan' },
  names: {
    constants: {
      '.infinity': Infinity,
      '.nan': NaN,
      'Float.infinity': Infinity,
      'Float.nan': NaN,
      'Double.infinity': Infinity,
      'Double.nan': NaN,
    },
    arrayCalls: ['MLXArray', 'Float', 'Double', 'Int'],
  },
};
