import type { CodeNotation } from '../notation.ts';

/** JavaScript and TypeScript, with TensorFlow.js. */
export const javascript: CodeNotation = {
  name: 'JavaScript',
  languageIds: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte'],
  dialects: { typescript: 'TypeScript', typescriptreact: 'TypeScript' },
  signs:
    /\b(?:Float(?:32|64)|U?[Ii]nt(?:8|16|32))Array\b|\b(?:const|let)\s+\w+[^=\n]*=\s*(?:\[|new\b|tf\.)|\bas const\b/,
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: 'Infinity', nan: 'NaN' },
  names: {
    constants: {
      'Number.POSITIVE_INFINITY': Infinity,
      'Number.NEGATIVE_INFINITY': -Infinity,
      'Number.NaN': NaN,
    },
    notNumbers: ['null', 'undefined', 'true', 'false'],
    arrayCalls: [
      'Float64Array',
      'Float32Array',
      'Float16Array',
      'Int32Array',
      'Int16Array',
      'Int8Array',
      'Uint32Array',
      'Uint16Array',
      'Uint8Array',
      'Array.from',
      'tensor1d',
      'tensor2d',
      'tensor3d',
      'tensor4d',
      'math.matrix',
    ],
    elementCalls: [
      'Array.of',
      'Float64Array.of',
      'Float32Array.of',
      'Int32Array.of',
      'Uint8Array.of',
    ],
    shapeCalls: {
      'tf.tensor': { values: 0, shape: 1, shapeNames: ['shape'], order: 'row' },
      tensor2d: { values: 0, shape: 1, shapeNames: ['shape'], order: 'row' },
      tensor3d: { values: 0, shape: 1, shapeNames: ['shape'], order: 'row' },
      tensor4d: { values: 0, shape: 1, shapeNames: ['shape'], order: 'row' },
      'ort.Tensor': { values: 1, shape: 2, shapeNames: ['dims'], order: 'row' },
    },
    harmlessMethods: ['slice', 'values'],
  },
};
