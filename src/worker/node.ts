import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { useMachineCode } from '../core/kernel/machineCode.ts';
import { useTextEncoder } from '../core/reading/plain/plainScanner.ts';
import { kernelNames, machineCodeFor } from './machineCode.ts';
import { serveCompute } from './service.ts';

if (!parentPort) throw new Error('This file is the body of a worker thread.');

/** For tests and measurements: the name of the kernel to compute with, instead of the fastest one. */
const wanted = process.env.SOFTMAX_LENS_KERNEL;

useMachineCode(
  machineCodeFor(
    (base64) => Buffer.from(base64, 'base64'),
    kernelNames.find((name) => name === wanted),
  ),
);
useTextEncoder(new TextEncoder());
serveCompute(
  createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort)),
  () => setImmediate(),
);
