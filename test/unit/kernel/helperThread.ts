/** The body of a helper thread, which tests may tell to die, or to fall silent, over the first piece that it claims. */
import { parentPort, workerData } from 'node:worker_threads';
import { WorkBoard } from '../../../src/core/kernel/workBoard.ts';
import { help, type HelperData } from '../../../src/worker/helperThreads.ts';

export type Conduct = 'helps' | 'dies' | 'falls silent';

const { conduct, ...data } = workerData as HelperData & { readonly conduct: Conduct };

if (conduct === 'helps') help(data, parentPort!);

const board = new WorkBoard(data.board);
for (;;) {
  const { signal } = board;
  const posted = board.read();
  if (posted && board.claim(posted.round, 1000) !== undefined) break;
  board.waitForTask(signal);
}
if (conduct === 'dies') process.exit();
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
