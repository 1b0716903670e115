import type { CodeNotation } from '../notation.ts';

/** JSON, JSON with comments and JSON Lines, with the NaN and Infinity that Python writes. */
export const json: CodeNotation = {
  name: 'JSON',
  languageIds: ['json', 'jsonc', 'jsonl', 'json5', 'ndjson', 'geojson'],
  lineComments: ['//'],
  blockComments: [['/*', '*/']],
  nonFinite: { infinity: 'Infinity', nan: 'NaN' },
};
