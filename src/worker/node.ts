import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { serveCompute } from './service.ts';

if (!parentPort) throw new Error('This file is the body of a worker thread.');

serveCompute(
  createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort)),
  () => setImmediate(),
);
