import type { TableNotation } from '../notation.ts';

/** A print of a pandas DataFrame with its size below. */
export const pandasFrame: TableNotation = {
  name: 'pandas print',
  languageIds: [],
  signs: /^\[\d+ rows x \d+ columns\]\s*$/m,
  nonFinite: { infinity: 'inf', nan: 'NaN' },
  separator: 'blanks',
  ignored: /^\[\d+ rows x \d+ columns\]$/,
  single: 'matrix',
};

/** A print of a pandas Series: its index, its values, and its type below. */
export const pandasSeries: TableNotation = {
  name: 'pandas print',
  languageIds: [],
  signs: /^(?:(?:Freq|Name|Length): .*)?\bdtype: \w+\s*$/m,
  nonFinite: { infinity: 'inf', nan: 'NaN' },
  separator: 'blanks',
  ignored: /^(?:Freq|Name|Length|dtype): /,
  labelled: true,
  single: 'vector',
};
