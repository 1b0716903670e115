import type { CodeNotation } from '../notation.ts';

/** YAML: lists in brackets, and lists of dashes. */
export const yaml: CodeNotation = {
  name: 'YAML',
  languageIds: ['yaml', 'yml', 'dockercompose', 'github-actions-workflow'],
  signs:
    /^[ \t]*["']?[\w.-]+["']?[ \t]*:(?:[ \t]*(?:#[^\n]*)?\r?\n)+[ \t]*(?:-\s+)+(?:[-+]?\.?(?:\d[\w.+-]*|inf|nan)|\[[^\n]*)[ \t]*(?:#[^\n]*)?$|^[ \t]*-[ \t]+-[ \t]+[-+]?\.?(?:\d[\w.+-]*|inf|nan)[ \t]*$/im,
  lineComments: ['#'],
  nonFinite: { infinity: '.inf', nan: '.nan' },
  layout: { blockLists: true },
  names: {
    constants: {
      '.inf': Infinity,
      '.Inf': Infinity,
      '.INF': Infinity,
      '.NaN': NaN,
      '.NAN': NaN,
    },
    notNumbers: ['~'],
  },
};
