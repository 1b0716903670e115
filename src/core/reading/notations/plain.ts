import type { CodeNotation } from '../notation.ts';

/** Brackets in a text that does not tell its language. */
export const plain: CodeNotation = {
  name: 'Brackets',
  languageIds: [],
  lineComments: ['#', '//'],
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: 'inf', nan: 'nan' },
};
