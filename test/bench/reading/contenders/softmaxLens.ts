import { runToEnd } from '../../../../src/core/job.ts';
import { readText } from '../../../../src/core/reading/reader.ts';
import { useThreadKernel } from '../../useThreadKernel.ts';
import { textContender } from '../textContender.ts';

const reader = (languageId: string) => (text: string) =>
  runToEnd(readText(text, languageId)).logits.values;

/** As the compute thread reads a document. */
export function create() {
  return textContender(useThreadKernel('one'), {
    'JSON, 17 digits': reader('json'),
    'JSON, 4 decimals': reader('json'),
    'NumPy print': reader('plaintext'),
    CSV: reader('csv'),
  });
}
