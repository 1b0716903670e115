import { inferSchema, initParser } from 'udsv';
import { peerVersion } from '../../peerVersion.ts';
import { flatten, textContender } from '../textContender.ts';

export function create() {
  return textContender(peerVersion('udsv'), {
    CSV: (text) => flatten(initParser(inferSchema(text)).typedArrs(text)),
  });
}
