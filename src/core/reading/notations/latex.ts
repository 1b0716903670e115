import type { TableNotation } from '../notation.ts';

/** LaTeX matrices and tabulars. */
export const latex: TableNotation = {
  name: 'LaTeX',
  languageIds: ['latex', 'tex', 'bibtex'],
  signs: /\\begin\{|\d\}?\$?[ \t]*&[ \t]*[-−+.\d$\\{][^\n]*|\d[,.]?[ \t]*\\\\[ \t]*(?:\n|$|\[)/,
  names: { constants: { '\\infty': Infinity } },
  nonFinite: { infinity: '\\infty', nan: 'NaN' },
  separator: '&',
  rowEnd: '\\\\',
  body: {
    open: /\\begin\{[^}]{0,40}\}(?:\{[^}]{0,200}\}|\[[^\]]{0,200}\]){0,4}/g,
    close: '\\end{',
  },
  decoration: {
    before:
      /(?:\s|\$|\{|~|%[^\n]*(?:\n|$)|\\[,;:! ]|\\(?:hline|toprule|midrule|bottomrule|q?quad|displaystyle|centering|bf)(?![a-z])|\\left\s?(?:\\.|.)|\\[[(]|\\[hv]?phantom\{[^}]*\}|\\(?:mathbf|textbf|mathrm|textrm|text|num|bm|boldsymbol|underline|emph)\{|\[-?[\d.]+(?:pt|em|ex|mm|cm)\]|\\c(?:line|midrule)(?:\([lr]+\))?\{[^}]*\}|\\right\s?(?:\\.|.)|\\[\])])*/y,
    after:
      /(?:\s|\$|\}|~|,|;|\.|%[^\n]*(?:\n|$)|\\[,;:! ]|\\(?:hline|bottomrule)|\\right\s?(?:\\.|.)|\\[\])])*/y,
  },
  single: 'matrix',
};
