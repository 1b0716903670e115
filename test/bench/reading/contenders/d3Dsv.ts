import { csvParseRows } from 'd3-dsv';
import { peerVersion } from '../../peerVersion.ts';
import { flatten, textContender } from '../textContender.ts';

export function create() {
  return textContender(peerVersion('d3-dsv'), {
    CSV: (text) => flatten(csvParseRows(text, (row, i) => (i === 0 ? null : row.map(Number)))),
  });
}
