import type { CodeNotation } from '../notation.ts';

/** C and C++, with LibTorch. */
export const c: CodeNotation = {
  name: 'C++',
  languageIds: ['c', 'cpp', 'cuda-cpp', 'cuda', 'objective-c', 'objective-cpp', 'hlsl', 'glsl'],
  dialects: { c: 'C', 'objective-c': 'Objective-C' },
  signs: /\bstd::|\btorch::|\b(?:float|double|int|long|auto)\s+\w+(?:\s*\[[^\]]*\])*\s*=?\s*\{/,
  lineComments: ['//'],
  layout: { octal: true },
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: 'INFINITY', nan: 'NAN' },
  names: {
    constants: {
      INFINITY: Infinity,
      HUGE_VAL: Infinity,
      HUGE_VALF: Infinity,
      'std::numeric_limits<T>::infinity()': Infinity,
      'numeric_limits<T>::infinity()': Infinity,
      'std::numeric_limits<T>::quiet_NaN()': NaN,
      'numeric_limits<T>::quiet_NaN()': NaN,
      'std::numeric_limits<T>::signaling_NaN()': NaN,
      'numeric_limits<T>::signaling_NaN()': NaN,
      'std::nan("")': NaN,
      'std::nanf("")': NaN,
      'nan("")': NaN,
      'nanf("")': NaN,
      'nan(ind)': NaN,
    },
    notNumbers: ['NULL', 'nullptr'],
    arrayCalls: ['torch::tensor'],
  },
};
