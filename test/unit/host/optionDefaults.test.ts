import assert from 'node:assert/strict';
import { underDefaults } from '../../../src/host/optionDefaults.ts';

type Given = Parameters<typeof underDefaults>;

const cases: Readonly<Record<string, readonly [...Given, expected: Given[0]]>> = {
  'leaves everything as it is where the defaults are the same': [
    { reduction: 'mean', temperature: 2 },
    {},
    {},
    { reduction: 'mean', temperature: 2 },
  ],
  'gives a new array what the configuration says': [
    {},
    {},
    { reduction: 'mean' },
    { reduction: 'mean' },
  ],
  'has what was as by default follow': [
    { reduction: 'mean', labelSmoothing: 0.1 },
    { reduction: 'mean' },
    { convention: 'keras' },
    { labelSmoothing: 0.1, convention: 'keras' },
  ],
  'leaves what was chosen otherwise': [
    { reduction: 'sum', convention: 'onnx' },
    { reduction: 'mean' },
    { convention: 'keras' },
    { reduction: 'sum', convention: 'onnx' },
  ],
  'leaves out what is not set': [
    { classWeights: undefined, ignoreIndex: 1 },
    {},
    {},
    { ignoreIndex: 1 },
  ],
};

describe('options under other defaults', () => {
  for (const [name, [options, before, after, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.deepEqual(underDefaults(options, before, after), expected);
    });
  }
});
