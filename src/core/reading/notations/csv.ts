import type { TableNotation } from '../notation.ts';

const delimited = {
  lineComment: '#',
  nonFinite: { infinity: 'inf', nan: 'nan' },
  single: 'vector',
  quotedLineEnds: true,
} as const;

export const csv: TableNotation = {
  ...delimited,
  name: 'CSV',
  languageIds: ['csv'],
  separator: ',',
};

export const semicolonCsv: TableNotation = {
  ...delimited,
  name: 'CSV',
  languageIds: ['csv'],
  separator: ';',
};

/** Also what spreadsheets put on the clipboard. */
export const tsv: TableNotation = {
  ...delimited,
  name: 'TSV',
  languageIds: ['tsv'],
  separator: '\t',
};
