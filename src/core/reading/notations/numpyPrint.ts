import type { CodeNotation } from '../notation.ts';

/** What `print` shows of a NumPy array: blanks between the values, points without digits. */
export const numpyPrint: CodeNotation = {
  name: 'NumPy print',
  languageIds: [],
  signs: /\d\.[\s\]]|\d\.\d{8}e[-+]\d\d[\s\]]/,
  lineComments: ['#'],
  layout: { wrapsVectors: true },
  nonFinite: { infinity: 'inf', nan: 'nan' },
};
