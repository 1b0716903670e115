// Select the logits; then, holding Alt, select the targets as well.

import { strict as assert } from 'node:assert';
import { crossEntropy } from './classifier.js';

const scores = [
  [1.5, -0.5, 0.25],
  [0.0, 0.0, 0.0],
];
const expected = [0, 2];

assert.equal(crossEntropy(scores, expected).toFixed(4), '1.4506');
