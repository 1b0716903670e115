import { setImmediate } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { useHelpers } from '../core/kernel/helpers.ts';
import { useMachineCode } from '../core/kernel/machineCode.ts';
import { useTextEncoder } from '../core/reading/plain/plainScanner.ts';
import { help, type HelperData, HelperThreads } from './helperThreads.ts';
import { inflateBase64 } from './inflate.ts';
import { kernelNames, machineCodeFor } from './machineCode.ts';
import { connectPort } from './portConnection.ts';
import { serveCompute } from './service.ts';

if (!parentPort) throw new Error('This file is the body of a worker thread.');

// The same file is the body of the compute thread and of the threads that help it.
if (workerData) help(workerData as HelperData, parentPort);

/** For tests and measurements: the name of the kernel to compute with, instead of the fastest one. */
const wanted = process.env.SOFTMAX_LENS_KERNEL;

useMachineCode(() =>
  machineCodeFor(
    inflateBase64,
    kernelNames.find((name) => name === wanted),
  ),
);
useTextEncoder(new TextEncoder());
const [, self] = process.argv;
if (self) {
  const start = (data: HelperData) =>
    new Worker(self, { name: 'Softmax Lens helper', workerData: data });
  useHelpers(new HelperThreads(start));
}
serveCompute(connectPort(parentPort), {
  next: () => setImmediate(),
  // Of all that `performance` brings with it, which takes Node 1 ms to load, this is what is needed.
  now: () => 1e3 * process.uptime(),
});
