import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { ping, read } from '../../../src/protocol/compute.ts';
import { serve } from '../../../src/protocol/method.ts';

/** A compute thread that does to itself what the text of a `read` request says. */
const connection = createMessageConnection(
  new PortMessageReader(parentPort!),
  new PortMessageWriter(parentPort!),
);
const answer = { shape: [1], values: new Float64Array([42]) };

serve(connection, ping, () => null);
serve(connection, read, ({ text }) => {
  switch (text) {
    case 'block':
      for (;;);
    case 'exit':
      process.exit(7);
    case 'exhaust memory': {
      const hoard: unknown[] = [];
      for (;;) hoard.push(new Array(1_000_000).fill(0.5));
    }
    case 'throw outside the request':
      setTimeout(() => {
        throw new Error('lost my way');
      });
      return new Promise(() => undefined);
    case 'answer nonsense':
      return { shape: 'two by two' } as never;
    case 'never answer':
      return new Promise(() => undefined);
    default:
      return answer;
  }
});
connection.listen();
