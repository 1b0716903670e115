import { Worker } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader } from 'vscode-jsonrpc/node';
import type { Thread } from './computeThread.ts';
import { PieceWriter } from './pieceWriter.ts';

/**
 * The thread's share of the heap that it has in common with the extension host: a text that would need
 * more ends the thread, with an error that says so, and not the host. Typed arrays stand outside of it. Little
 * of it is for what is young: of texts with an object for each row, 2 bytes less are held for each of theirs.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 12 };

/**
 * Starts the compute thread as a Node worker.
 *
 * @param script the path of the built worker
 * @param compiledCode the folder where Node keeps what V8 has compiled, for this thread's helpers and for later
 *   threads: their first answer comes 8 ms sooner. It is made if it is not there, and done without if it cannot be.
 */
export function startNodeThread(script: string, compiledCode: string): Thread {
  const worker = new Worker(script, {
    name: 'Softmax Lens compute',
    resourceLimits,
    env: { ...process.env, NODE_COMPILE_CACHE: compiledCode },
  });
  const ended = new Promise<string>((resolve) => {
    worker.once('error', (error: Error & { code?: string }) => resolve(describe(error)));
    worker.once('exit', (code) =>
      resolve(
        `The compute thread ended (exit code ${code}). Run the command again: a new one starts.`,
      ),
    );
  });
  return {
    connection: createMessageConnection(new PortMessageReader(worker), new PieceWriter(worker)),
    ended,
    terminate: () => void worker.terminate(),
  };
}

function describe(error: Error & { code?: string }): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'The compute thread ran out of memory. Select fewer rows and run the command again.'
    : `The compute thread failed: ${error.message}. Run the command again: a new one starts.`;
}
