/** The body of a helper thread, which tests may tell to fail half way through a piece. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { kernelFunctions } from '../../../src/core/kernel/kernelFunctions.ts';
import { MachineCode } from '../../../src/core/kernel/machineCode.ts';
import { doPiece } from '../../../src/core/kernel/piece.ts';
import { SharedMemory } from '../../../src/core/kernel/sharedMemory.ts';
import type { WebAssemblyMemory } from '../../../src/core/kernel/webAssembly.ts';
import { piecesOf, taskKinds, WorkBoard } from '../../../src/core/kernel/workBoard.ts';
import { help, type HelperData } from '../../../src/worker/helperThreads.ts';

export type Conduct = 'helps' | 'dies' | 'throws' | 'falls silent';

/** How the thread ends, and over what. */
export interface Orders {
  readonly conduct: Conduct;
  readonly over: keyof typeof taskKinds;
}

const { conduct, over, ...data } = workerData as HelperData & Orders;
const port = parentPort!;

if (conduct === 'helps') help(data, port);

const board = new WorkBoard(data.board);
const code = new MachineCode(data.instructions, data.module);
for (;;) {
  const { signal } = board;
  const posted = board.read();
  if (posted?.task.kind === taskKinds[over]) {
    const { task, round } = posted;
    const piece = board.claim(round, piecesOf(task));
    if (piece !== undefined) {
      const mail = receiveMessageOnPort(port) as { message: { memory: WebAssemblyMemory } };
      const memory = new SharedMemory(mail.message.memory);
      const functions = kernelFunctions(code, memory, task.isFloat ? 'float32' : 'float64');
      const half = Math.ceil(task.unitsPerPiece / 2);
      doPiece({ ...task, unitsPerPiece: half, units: half }, functions, data.member, 0);
      port.postMessage('half of a piece is done');
      break;
    }
  }
  board.waitForTask(signal);
}
if (conduct === 'throws') throw new Error('This helper fails.');
if (conduct === 'dies') process.exit();
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
