import type { CodeNotation } from '../notation.ts';

export const r: CodeNotation = {
  name: 'R',
  languageIds: ['r', 'rmd', 'quarto'],
  signs:
    /<-\s*(?:matrix|array|c|rbind|cbind)\(|\b(?:matrix|rbind|cbind|array)\(\s*(?:data\s*=\s*)?c\(|(?:^|[=\s])c\(\s*[-\d]/,
  lineComments: ['#'],
  nonFinite: { infinity: 'Inf', nan: 'NaN' },
  names: {
    notNumbers: ['NA', 'NA_real_', 'NA_integer_', 'TRUE', 'FALSE'],
    elementCalls: ['c', 'rbind'],
    columnCalls: ['cbind', 'data.frame'],
    shapeCalls: {
      matrix: {
        values: 0,
        valuesName: 'data',
        shape: 1,
        shapeNames: ['nrow', 'ncol'],
        order: 'column',
        byRow: { name: 'byrow', position: 3 },
      },
      structure: { values: 0, shape: 1, shapeNames: ['dim'], order: 'column' },
      array: { values: 0, valuesName: 'data', shape: 1, shapeNames: ['dim'], order: 'column' },
    },
    transposeCalls: ['t'],
    generatorCalls: ['rep', 'seq', 'rnorm', 'runif', 'numeric'],
  },
};
