import papa from 'papaparse';
import { peerVersion } from '../../peerVersion.ts';
import { flatten, textContender } from '../textContender.ts';

export function create() {
  return textContender(peerVersion('papaparse'), {
    CSV: (text) => {
      const { data } = papa.parse(text, { dynamicTyping: true });
      return flatten(data.slice(1));
    },
  });
}
