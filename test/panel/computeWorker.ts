/** The extension's compute thread, as a worker of the page. */
import { inflateSync } from 'fflate';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/browser';
import { useMachineCode } from '../../src/core/kernel/machineCode.ts';
import { useTextEncoder } from '../../src/core/reading/plain/plainScanner.ts';
import { machineCodeFor } from '../../src/worker/machineCode.ts';
import { serveCompute } from '../../src/worker/service.ts';

const worker = globalThis as unknown as Worker;
const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

/** Unlike a timer, a message comes without a delay. */
function nextTurn(): Promise<void> {
  turns.port2.postMessage(null);
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Browsers encode into no memory that is shared. */
function encodeInto(text: string, bytes: Uint8Array) {
  const own = new Uint8Array(bytes.length);
  const encoded = new TextEncoder().encodeInto(text, own);
  bytes.set(own.subarray(0, encoded.written));
  return encoded;
}

useMachineCode(() =>
  machineCodeFor((base64) =>
    inflateSync(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))),
  ),
);
useTextEncoder({ encodeInto });
serveCompute(
  createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)),
  { next: nextTurn, now: () => performance.now() },
);
