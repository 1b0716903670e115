import type { TableNotation } from '../notation.ts';

/** Markdown tables, and others that part cells by bars. */
export const markdownTable: TableNotation = {
  name: 'Markdown table',
  languageIds: [],
  signs: /^[ \t]*\|.*\|[ \t]*$|^[^\n|]*\|[^\n]*\n[ \t|]*:?-{2,}:?[ \t]*[|+][-:|+ \t]*$/m,
  nonFinite: { infinity: 'inf', nan: 'nan' },
  separator: '|',
  ignored: /^[-|:+=\s]*-[-|:+=\s]*$/,
  decoration: { before: /[\s*_`~]*/y, after: /[\s*_`~]*/y },
  single: 'matrix',
};
