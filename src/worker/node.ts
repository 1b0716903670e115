import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { useMachineCode } from '../core/kernel/machineCode.ts';
import { useTextEncoder } from '../core/reading/plain/plainScanner.ts';
import { inflateBase64 } from './inflate.ts';
import { kernelNames, machineCodeFor } from './machineCode.ts';
import { connectPort } from './portConnection.ts';
import { serveCompute } from './service.ts';

if (!parentPort) throw new Error('This file is the body of a worker thread.');

/** For tests and measurements: the name of the kernel to compute with, instead of the fastest one. */
const wanted = process.env.SOFTMAX_LENS_KERNEL;

useMachineCode(() =>
  machineCodeFor(
    inflateBase64,
    kernelNames.find((name) => name === wanted),
  ),
);
useTextEncoder(new TextEncoder());
serveCompute(connectPort(parentPort), () => setImmediate());
